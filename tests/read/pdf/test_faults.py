"""Files that cannot be read, or were made to harm: a clear reject each, never a crash or a hang."""

from __future__ import annotations

import io
import random

import pytest
from reportlab.lib import pdfencrypt
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.pdf import bombs, pdfium
from pipeline.records import Document, Reject
from tests.read.pdf.helpers import drawn, read_all, reject, words

PICTURE = b"P5 4 4 255\n" + bytes(16)
SCAN = drawn(lambda canvas: canvas.drawImage(ImageReader(io.BytesIO(PICTURE)), 0, 0, 400, 400))
TEXT = drawn(*[words((50, 300, "3 May 2021: The ministers met in Suva and talked about tuna."))] * 3)


def test_a_scan_says_that_it_needs_recognition() -> None:
    found = reject(SCAN)
    assert found.reason == "empty"
    assert "OCR" in found.message


def test_pages_without_text_among_others_are_a_reject_of_their_own() -> None:
    image = ImageReader(io.BytesIO(PICTURE))
    data = drawn(words((50, 300, "Text.")), lambda canvas: canvas.drawImage(image, 0, 0, 400, 400))
    kept, lost = read_all(data)
    assert isinstance(kept, Document)
    assert isinstance(lost, Reject)
    assert (lost.reason, "(2)" in lost.message) == ("empty", True)


def test_an_encrypted_file_is_told() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=pdfencrypt.StandardEncryption("secret", canPrint=0))
    canvas.drawString(50, 300, "Text.")
    canvas.save()
    found = reject(buffer.getvalue())
    assert (found.reason, "password" in found.message) == ("encrypted", True)


def test_signs_that_mean_no_character_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium, "_SYMBOLS", dict.fromkeys(range(97, 123), "\ue001"))
    found = reject(TEXT)
    assert (found.reason, "OCR" in found.message) == ("undecodable", True)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(500), TEXT[:200]])
def test_a_broken_file_is_corrupt(data: bytes) -> None:
    assert reject(data).reason == "corrupt"


def test_a_page_without_anything_is_empty() -> None:
    assert reject(drawn(lambda _: None)).reason == "empty"


@pytest.mark.parametrize("limit", ["MOST_PAGES", "MOST_CHARACTERS", "MOST_ON_A_PAGE"])
def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(pdfium, limit, 2)
    found = reject(TEXT)
    assert found.reason == "too_large"
    assert "2" in found.message


def test_a_stream_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bombs, "MOST_UNPACKED", 10_000)
    data = drawn(lambda canvas: [canvas.drawString(50, 300, "the same words again") for _ in range(2_000)])
    assert reject(data).reason == "too_large"


def test_pages_that_nest_in_themselves_end() -> None:
    data = TEXT.replace(b"/Kids [ 3 0 R", b"/Kids [ 7 0 R")
    assert all(isinstance(one, Document | Reject) for one in read_all(data))


@pytest.mark.parametrize("seed", range(12))
def test_no_damage_is_a_fault_of_the_program(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - damage, no secrets
    for _ in range(8):
        data = bytearray(TEXT)
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(9, len(data))] = chance.randrange(256)
        cut = chance.randrange(len(data) // 2, len(data)) if chance.random() < 0.3 else len(data)
        for found in read_all(bytes(data[:cut])):
            assert not isinstance(found, Reject) or found.reason != "internal_error", found


def test_wild_places_and_sizes_are_read() -> None:
    def draw(canvas: Canvas) -> None:
        for size, x in ((1e-6, 10), (1e6, 20), (10, 1e9), (10, -50), (-10, 200), (12, 100)):
            text = canvas.beginText()
            text.setTextTransform(size / 10, 0, 0, size / 10, x, 200)
            text.setFont("Times-Roman", 10)
            text.textOut("wild words")
            canvas.drawText(text)

    (found,) = read_all(drawn(draw))
    assert isinstance(found, Document)
    assert "wild words" in found.text
