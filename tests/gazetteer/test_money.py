from __future__ import annotations

import pytest

from pipeline.gazetteer import money

SUMS = [
    (r"worth US\$150 billion", r"US\$150 billion", 150e9, "USD"),
    ("a budget of PHP110 billion", "PHP110 billion", 110e9, "PHP"),
    ("a loan of €450m", "€450m", 450e6, "EUR"),
    ("paid Rs 12 crore", "Rs 12 crore", 120e6, "INR"),
    (r"gave \$30,000 to", r"\$30,000", 30_000, "USD"),
    ("nearly $210bn in", "$210bn", 210e9, "USD"),
    ("£2.5 million", "£2.5 million", 2.5e6, "GBP"),
    ("5 billion yen", "5 billion yen", 5e9, "JPY"),
    ("two million euros", "two million euros", 2e6, "EUR"),
    ("CHF 3.2bn", "CHF 3.2bn", 3.2e9, "CHF"),
    ("1,234,567 dollars", "1,234,567 dollars", 1_234_567, "USD"),
    ("450 €", "450 €", 450, "EUR"),
    ("R$ 80 milhões or R$80 million", "R$80 million", 80e6, "BRL"),
    ("RM3.4 billion", "RM3.4 billion", 3.4e9, "MYR"),
    ("₩1.3 trillion", "₩1.3 trillion", 1.3e12, "KRW"),
    ("A$15m", "A$15m", 15e6, "AUD"),
    ("Rp 500 trillion", "Rp 500 trillion", 500e12, "IDR"),
    ("NOK 80 million", "NOK 80 million", 80e6, "NOK"),
    ("300 million Kenyan shillings", "300 million Kenyan shillings", 300e6, "KES"),
    ("Rs1,50,000", "Rs1,50,000", 150_000, "INR"),
]


@pytest.mark.parametrize(("text", "words", "value", "unit"), SUMS)
def test_sums_have_value_and_currency(text: str, words: str, value: float, unit: str) -> None:
    found = list(money.find(text))[-1]
    assert (found.words.text, found.value, found.unit) == (words, value, unit)
    assert text[found.words.start : found.words.end] == words


@pytest.mark.parametrize("text", ["$5-10 million", "between $5 million and more", "millions of dollars"])
def test_ranges_and_vague_sums_are_found(text: str) -> None:
    assert [s.unit for s in money.find(text)] == ["USD"]


@pytest.mark.parametrize("text", ["150 kilometres", "won 3 medals", "the won fell", "12 per cent", "5G", "in 2023"])
def test_other_numbers_are_no_sums(text: str) -> None:
    assert list(money.find(text)) == []
