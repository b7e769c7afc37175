"""PDFium's view of a file: the characters of each page with their places, and what is drawn on it."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw

from pipeline.read.faults import ReadError
from pipeline.read.pdf.bombs import refuse_bombs
from pipeline.read.pdf.shapes import Box, Glyph

# Beyond these a file is no bulletin: a newspaper's page of small print has thirty thousand characters.
MOST_PAGES = 2_000
MOST_CHARACTERS = 4_000_000
MOST_ON_A_PAGE = 60_000
MOST_DRAWN = 20_000
_BOLD_WEIGHT = 600
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18
_ENCRYPTED = {4: "it needs a password", 5: "its protection is of a kind that cannot be opened"}
# What PDFium gives for a hyphen at a line's end that it takes for a soft one.
_PDFIUM_HYPHENS = frozenset({0x02, 0xFFFE})
_UNSEEN = frozenset({*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF})
# Bullets of symbol fonts, which word processors write with private codes.
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "►", 0xF06E: "■", 0xF0FC: "✓", 0xF02D: "–"}
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# A figure that ends this far (parts of the font size) above the baseline is raised.
_HIGH = 0.2
_SPACES = frozenset({0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000, *range(0x2000, 0x200B), 0x202F, 0x205F})


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as PDFium gives it, y downwards. `angles` has each glyph's direction in degrees (0: upright)."""

    number: int
    crop: Box
    glyphs: tuple[Glyph, ...]
    angles: tuple[int, ...]
    unmapped: int
    pictures: tuple[Box, ...]
    frames: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    size: float
    angle: int
    bold: bool
    italic: bool
    drawn: int


@contextmanager
def opened(data: bytes, where: str) -> Iterator[OpenFile]:
    """The file in `data`, open. Raises ReadError (`encrypted`, `corrupt`, `too_large`)."""
    refuse_bombs(data, where)
    with closing(_open(data, where)) as document:
        if len(document) > MOST_PAGES:
            message = f"{where}: {len(document)} pages, more than {MOST_PAGES}; split the file and run again"
            raise ReadError("too_large", message)
        yield OpenFile(document, where)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An open file; `where` names it in errors."""

    _document: Any
    where: str

    def title(self) -> str | None:
        """The title that the file itself gives."""
        return " ".join(self._document.get_metadata_value("Title").split()) or None

    def pages(self) -> Iterator[RawPage]:
        """Its pages, in order. Raises ReadError (`corrupt`, `too_large`)."""
        total = 0
        for index in range(len(self._document)):
            page = self._page(index)
            total += len(page.glyphs)
            if total > MOST_CHARACTERS:
                message = f"{self.where}: page {index + 1}: more than {MOST_CHARACTERS} characters; split the file"
                raise ReadError("too_large", message)
            yield page

    def _page(self, index: int) -> RawPage:
        try:
            with closing(self._document[index]) as page:
                return _Reader(page, index + 1, self.where).read()
        except pypdfium2.PdfiumError as error:
            message = f"{self.where}: page {index + 1} cannot be opened ({error}); open and save it in a PDF viewer"
            raise ReadError("corrupt", message) from error


def _open(data: bytes, where: str) -> Any:  # noqa: ANN401 - a class without types
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        why = _ENCRYPTED.get(error.err_code)
        if why:
            message = f"{where}: the file is encrypted, {why}; save it without protection and run again"
            raise ReadError("encrypted", message) from error
        message = (
            f"{where}: no PDF can be made of its bytes ({error}); open and save it in a PDF viewer, or get it anew"
        )
        raise ReadError("corrupt", message) from error


class _Reader:
    """Reads one open page. Every number that comes from the file may be wild; none is trusted."""

    def __init__(self, page: Any, number: int, where: str) -> None:  # noqa: ANN401
        self._page, self._number, self._where = page, number, where
        self._looks: dict[int, _Look] = {}
        self._pictures: list[Box] = []
        self._frames: list[Box] = []

    def read(self) -> RawPage:
        left, bottom, right, top = self._page.get_cropbox()
        crop = Box(left, -top, right, -bottom)
        with closing(self._page.get_textpage()) as text:
            glyphs, angles, unmapped = self._characters(text, crop)
        self._objects()
        return RawPage(
            self._number, crop, tuple(glyphs), tuple(angles), unmapped, tuple(self._pictures), tuple(self._frames)
        )

    def _characters(self, text: Any, crop: Box) -> tuple[list[Glyph], list[int], int]:  # noqa: ANN401
        count = text.count_chars()
        if count > MOST_ON_A_PAGE:
            message = f"{self._where}: page {self._number}: {count} characters, more than {MOST_ON_A_PAGE} on one page"
            raise ReadError("too_large", message + "; check the file, or take the page out")
        glyphs: list[Glyph] = []
        angles: list[int] = []
        unmapped = 0
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        for index in range(count):
            if raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            code = raw.FPDFText_GetUnicode(text, index)
            unmapped += raw.FPDFText_HasUnicodeMapError(text, index) == 1
            char = "-" if code in _PDFIUM_HYPHENS else _character(code)
            if not char or not raw.FPDFText_GetLooseCharBox(text, index, box):
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            sides = (box.left, -box.top, box.right, -box.bottom)
            if not all(map(math.isfinite, (*sides, x.value, y.value))):
                continue
            look = self._look(text, index)
            if char.isdigit() and look.angle == 0 and self._is_raised(text, index, y.value, look.size):
                char = char.translate(RAISED)
            glyph = _upright(char, Box(*sides), (x.value, -y.value), look)
            if crop.holds(*_centre(Box(*sides))) and look.size > 0:
                glyphs.append(glyph)
                angles.append(look.angle)
        return glyphs, angles, unmapped

    def _is_raised(self, text: Any, index: int, base: float, size: float) -> bool:  # noqa: ANN401
        """Whether the font draws a figure above the line: a note's mark with a sign of its own."""
        sides = [ctypes.c_double() for _ in range(4)]
        if not raw.FPDFText_GetCharBox(text, index, *sides):
            return False
        _, _, bottom, top = (side.value for side in sides)
        return bottom - base > _HIGH * size and top > bottom

    def _look(self, text: Any, index: int) -> _Look:  # noqa: ANN401
        thing = raw.FPDFText_GetTextObject(text, index)
        address = ctypes.cast(thing, ctypes.c_void_p).value or 0
        if address not in self._looks or not address:
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(text, index, matrix)
            scale = math.hypot(matrix.c, matrix.d) or 1.0
            size = raw.FPDFText_GetFontSize(text, index) * scale
            angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360 if matrix.a or matrix.b else 0
            bold, italic = self._style(thing) if address else (False, False)
            self._looks[address] = _Look(size if math.isfinite(size) else 0.0, angle, bold, italic, len(self._looks))
        return self._looks[address]

    def _style(self, thing: Any) -> tuple[bool, bool]:  # noqa: ANN401
        font = raw.FPDFTextObj_GetFont(thing)
        if not font:
            return False, False
        buffer = ctypes.create_string_buffer(128)
        raw.FPDFFont_GetBaseFontName(font, buffer, 128)
        name = buffer.value.decode("ascii", "replace").lower()
        flags = raw.FPDFFont_GetFlags(font)
        heavy = raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT or bool(flags & _FORCE_BOLD_FLAG and flags > 0)
        named = any(word in name for word in ("bold", "black", "heavy", "semibold", "demi")) or name.endswith("-b")
        # outlined and filled in one: bold made of a font that has none
        painted = raw.FPDFTextObj_GetTextRenderMode(thing) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        italic = "italic" in name or "oblique" in name or (flags > 0 and bool(flags & _ITALIC_FLAG))
        return heavy or named or painted, italic

    def _objects(self) -> None:
        for index in range(max(0, min(raw.FPDFPage_CountObjects(self._page), MOST_DRAWN))):
            thing = raw.FPDFPage_GetObject(self._page, index)
            kind = raw.FPDFPageObj_GetType(thing) if thing else None
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._pictures += self._bounds(thing)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._frames += self._bounds(thing)

    def _bounds(self, thing: Any) -> list[Box]:  # noqa: ANN401
        sides = [ctypes.c_float() for _ in range(4)]
        if not raw.FPDFPageObj_GetBounds(thing, *sides):
            return []
        left, bottom, right, top = (side.value for side in sides)
        return [Box(left, -top, right, -bottom)] if all(map(math.isfinite, (left, bottom, right, top))) else []


def _character(code: int) -> str:
    """The character; nothing for what is not seen."""
    if code in _SPACES:
        return " "
    if code in _UNSEEN:
        return ""
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:  # noqa: PLR2004 - controls, halves of characters
        return ""
    return chr(code)


def _centre(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def _upright(char: str, box: Box, origin: tuple[float, float], look: _Look) -> Glyph:
    """The glyph turned so that its line runs from left to right."""
    if look.angle == 0:
        return Glyph(char, box.x0, box.x1, origin[1], look.size, look.bold, look.italic, look.drawn)
    turn = math.radians(look.angle)
    cos, sin = math.cos(turn), math.sin(turn)
    corners = [(x * cos - y * sin) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
    base = origin[0] * sin + origin[1] * cos
    return Glyph(char, min(corners), max(corners), base, look.size, look.bold, look.italic, look.drawn)
