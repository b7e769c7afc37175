"""A `.docx` as its parts: text, styles, numbering, notes; no other part is looked at, and no link followed."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import docx.package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from lxml import etree

from pipeline.read.archive import BROKEN
from pipeline.read.faults import ReadError, said, too_large
from pipeline.read.source import Source

# What python-docx raises on packages whose parts do not fit together.
_FAULTS = (*BROKEN, OpcError, etree.LxmlError, AttributeError, TypeError, AssertionError, LookupError)
_STRICT = b"http://purl.oclc.org/ooxml/"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a document that have its text; those that it does not have are None."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    footnotes: etree._Element | None
    endnotes: etree._Element | None
    title: str | None


def opened(data: bytes, source: Source) -> Package:
    """The parts in the bytes of a `.docx`. Raises ReadError (`corrupt`, `too_large`, `unsupported_type`)."""
    try:
        _check(data, source)
        found = docx.package.Package.open(io.BytesIO(data))
        main = found.main_document_part
        assert isinstance(main, Part)
        return Package(
            document=_tree(main),
            styles=_related(main, RELATIONSHIP_TYPE.STYLES),
            numbering=_related(main, RELATIONSHIP_TYPE.NUMBERING),
            footnotes=_related(main, RELATIONSHIP_TYPE.FOOTNOTES),
            endnotes=_related(main, RELATIONSHIP_TYPE.ENDNOTES),
            title=_title(found),
        )
    except _FAULTS as error:
        what = f"a Word file that is damaged ({type(error).__name__}: {said(error)})"
        raise ReadError("corrupt", f"{source.where}: {what}; save it again in Word") from error


def _check(data: bytes, source: Source) -> None:
    limits = source.limits
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        total = sum(info.file_size for info in packed.infolist())
        if total > limits.input_bytes:
            raise too_large(
                source.where, "it unpacks to too many bytes", limits.input_bytes, "save it without pictures"
            )
        for info in packed.infolist():
            if info.file_size > limits.markup_bytes and info.filename.endswith((".xml", ".rels")):
                raise too_large(source.where, "its text has too many bytes", limits.markup_bytes, "split it")
        if "_rels/.rels" in packed.namelist() and _STRICT in packed.read("_rels/.rels"):
            message = f"{source.where}: it is in Word's strict format; save it as an ordinary .docx and run again"
            raise ReadError("unsupported_type", message)


def _related(main: Part, kind: str) -> etree._Element | None:
    try:
        part = main.part_related_by(kind)
    except KeyError:
        return None
    return _tree(part)


def _tree(part: Part) -> etree._Element:
    """The XML of a part; entities, of which Word writes none, are not resolved."""
    tree: etree._Element = parse_xml(part.blob)
    if tree.getroottree().docinfo.internalDTD is not None:
        raise ValueError(f"{part.partname} declares entities, which no Word file does")
    return tree


def _title(found: docx.package.Package) -> str | None:
    try:
        return found.core_properties.title or None
    except _FAULTS:
        return None  # the text is what counts
