"""The tables keep to their schema, to closed lists of codes and to no person's name."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

import pytest

from pipeline import tables
from pipeline.gazetteer import names, placenames, rows
from pipeline.records import Sector

PLOVER_OWN = {"HKG", "PSE", "ATA", "KOS"}
SECTORS = set(get_args(Sector))


def _codes() -> set[str]:
    return {country.code for country in rows.countries()} | rows.NON_STATE_CODES


def test_countries_are_iso_3166() -> None:
    listed = rows.countries()
    independent = {c.alpha3 for c in listed if c.code == c.alpha3} - PLOVER_OWN - {"TWN"}
    assert len(listed) == 249 + 1  # ISO 3166-1, and Kosovo
    assert len(independent) == 194  # 193 members of the United Nations, and the Holy See
    for field in ("alpha3", "alpha2", "name", "wikidata"):
        values = [getattr(country, field) for country in listed]
        assert len(set(values)) == len(values), field


def test_countries_have_their_facts() -> None:
    by_code = rows.by_alpha3()
    for country in rows.countries():
        assert country.code in by_code
        assert re.fullmatch(r"[A-Z]{2}", country.alpha2)
        assert re.fullmatch(r"[A-Z]{3}", country.currency) or country.alpha3 == "ATA"
        assert re.fullmatch(r"Q\d+", country.wikidata or "")
        assert country.geonameid
        assert -90 <= (country.lat or 0) <= 90
        rows.former_names(country)
    assert by_code["KOR"].wikidata == "Q884"
    assert by_code["PRK"].name == "Democratic People's Republic of Korea"


def test_no_form_stands_for_two() -> None:
    owner: dict[str, str] = {}
    for country in rows.countries():
        for form, _ in names.country_forms(country):
            assert owner.setdefault(form, country.alpha3) == country.alpha3, form
    for body in rows.bodies():
        for form in (body.name, *body.aliases):
            assert form not in owner, form
            owner[form] = body.name


def test_bodies_keep_to_closed_lists() -> None:
    codes, alpha3 = _codes(), set(rows.by_alpha3())
    for body in rows.bodies():
        assert body.code in codes, body.name
        assert {body.sector, *body.other_sectors} <= SECTORS, body.name
        assert set(body.members) <= alpha3, body.name
        assert len(set(body.members)) == len(body.members), body.name


@pytest.mark.parametrize("table", [rows.offices(), rows.heads()], ids=["offices", "body_heads"])
def test_phrases_keep_to_closed_lists(table: tuple[rows.Office | rows.Head, ...]) -> None:
    assert all({row.sector, *row.other_sectors} <= SECTORS for row in table)
    assert all(row.phrase == row.phrase.lower() for row in table)
    assert [phrase for phrase, count in Counter(row.phrase for row in table).items() if count > 1] == []


def test_places_table() -> None:
    alpha3, seen = set(rows.by_alpha3()), set()
    for line in placenames._lines():
        cells = line.split("\t")
        assert len(cells) == len(placenames.PLACE_COLUMNS), line
        keys, _, geonameid, lat, lon, country, _, code, population = cells
        assert all(key == placenames.place_key(key) for key in keys.split("|")), keys
        assert country in alpha3
        assert re.fullmatch(r"ADM[12]|P?PPL\w*|STLMT", code), code
        assert not population or population.isdigit()
        assert (not lat and not lon) or (-90 <= float(lat) <= 90 and -180 <= float(lon) <= 180)
        if geonameid:
            assert geonameid not in seen
            seen.add(geonameid)
    assert (tables.models_folder() / placenames.PLACES).stat().st_size < 4_000_000


def test_villages_table() -> None:
    alpha3, seen = set(rows.by_alpha3()), set[tuple[str, str]]()
    for row in tables.tsv("gazetteer/villages.tsv", placenames.Villages):
        assert row.country in alpha3
        for key in row.keys:
            assert key == placenames.place_key(key)
            assert len(key) >= 5
            assert (row.country, key) not in seen
            seen.add((row.country, key))
    assert (tables.models_folder() / "gazetteer/villages.tsv").stat().st_size < 2_000_000


def test_features_table() -> None:
    alpha3 = set(rows.by_alpha3())
    for feature in placenames.features():
        assert feature.feature_class in "AHLPST"
        assert set(feature.countries) <= alpha3, feature.name
        assert (feature.lat is None) == (feature.lon is None), feature.name
        assert feature.lat is None or -90 <= feature.lat <= 90, feature.name


def test_peoples_and_single_offices_keep_to_codes() -> None:
    forms = [form for people in rows.peoples() for form in people.name]
    assert [form for form, count in Counter(forms).items() if count > 1] == []
    assert {people.code for people in rows.peoples()} <= set(rows.by_alpha3()) | {""}
    assert {office.code for office in rows.offices()} <= _codes() | {""}


def test_tables_name_their_source() -> None:
    for path in sorted((tables.models_folder() / "gazetteer").iterdir()):
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first.startswith("#"), path.name


# Persons of the shipped documents; the tables hold none of them, nor any other holder of an office.
PERSONS = """
    Kim Jong-un|Vladimir Putin|Lam Peng Er|Jessica Loon|Ho Wei Ling|Justin V Hastings
    Park Hee Seong|Bert Hofman|Choi Hoon|He Shuming|Chang Youjeong|Hojin Kwon|Mai Phuoc Dung
    Kent Harstedt|Oskari Eronen|Gordon Kang|Mohamad bin Sabu|Sok Chenda Sophea|Park Jung-Wook
    Nguyen Xuan Thang|Kim Dae-ki|Park Jin|Kim Gi-hyeon|Manuel Bonoan|Jaime Bautista|Lee Sang-hwa
    Lee Sujung|Maria Angela Ponce|Kim Dong Bae|Shi Zhongjun|Kunihiko Hirabayashi|Kim Hae-yong
    Youngjin Jang|Irineo Espino|Mohamad Hasan|Lee Jong-Sup|Julian Otinkorang|Lee Jun-il
    Gandi Sulistiyanto|Oh Se-hoon|To Lam|Han Wha-jin|Michael Tene|Chang Ho-jin|Bui Thanh Son
    Nguyen Minh Vu|Sarun Charoensuwan|Vu Viet Trang|Kao Kim Hourn|Cheong In-kyo|Martti Ahtisaari
    Jihwan Hwang|Jaewoo Choo|Haruko Satoh|Vitaly Kozyrev|Saroj Dash|Chang Hojin|Chang Won-Sam
    Chung Byung-won|Djatmiko Bris Witjaksono|Dukgeun Ahn|Han Shin-woo|Hassan Wirajuda|Heng Sour
    Ho Ky Minh|Jaeseung Lee|Jeong Marn-ki|Jihyoung Shin|Kang Boo-sung|Kang Yun Sok|Kim Byung Ro
    Kim Dong-il|Kim Seon-ho|Kim Song Nam|Kim Young Chul|Kwek Kee Seng|Lawrence Wong|Lee Jong-ho
    Lee Myeong-ku|Lee Myung Bak|Meas Kim Heng|Moon Kyung-rae|Nguyen Thi Tham|Nguyen Chi Dung
    Piseth Sok|Retno Marsudi|Sem Sovanny|Seong Ghi-hong|Shin Won Sik|Sim Jong-hyeok
    Sisavath Khamsaly|Sung Chull Kim|Thaung Naing Oo|Tran Tuan Anh|Truong Tan Sang
    Viengphone Soukkhavong|Vivi Yulaswati|Yook Dong Han|Yoon Suk Yeol|Zambry Abdul Kadir
    Maria Theresa B Dizon-de Vega|Eduardo José
"""


def test_no_person_of_the_documents_is_in_a_table() -> None:
    persons = [name.strip() for line in PERSONS.strip().split("\n") for name in line.split("|")]
    for path in (tables.models_folder() / "gazetteer").iterdir():
        text = placenames.place_key(path.read_text(encoding="utf-8"))
        assert [name for name in persons if f" {placenames.place_key(name)} " in text] == [], path.name
