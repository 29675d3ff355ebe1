"""Typed and pasted text made sound: no control characters, one kind of line break, composed letters."""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Text of several lines: NFC, `\\n` breaks, no control characters, no blank at the ends, lone surrogates replaced."""
    text = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    kept = "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) != "Cc")
    whole = kept.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", "\n".join(line.rstrip() for line in whole.split("\n"))).strip()


def clean_line(text: str) -> str:
    """Text of one line: as clean(), with every run of blanks one space."""
    return " ".join(clean(text).split())
