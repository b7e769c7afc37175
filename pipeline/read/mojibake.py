"""Letters that went wrong before the text came here: mojibake (`PeÃ±a`) and ligatures (`oﬃce`)."""

from __future__ import annotations

from ftfy import TextFixerConfig, fix_text

# Only what a wrong encoding or a font has done; quotation marks, dashes and blanks stay as they are written.
_CONFIG = TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)


def mended(text: str) -> str:
    """The text with its wrong letters put right, line by line; what is well written comes back as it is."""
    if text.isascii():
        return text
    return "\n".join(line if line.isascii() else fix_text(line, _CONFIG) for line in text.split("\n"))
