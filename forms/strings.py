"""Typed and pasted text made sound: no control characters, nothing unseen, one kind of line break, composed letters."""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
"""What a web page or a mail brings along: places to break a word, which hide it from a search, and turns of the writing, which
show letters in another order than they stand in."""


def clean(text: str) -> str:
    """Text of several lines: NFC, `\\n` breaks, nothing unseen, no blank at the ends, lone surrogates replaced."""
    text = _UNSEEN.sub("", _LINE_BREAKS.sub("\n", text).replace("\t", " "))
    kept = "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) != "Cc")
    whole = kept.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", "\n".join(line.rstrip() for line in whole.split("\n"))).strip()


def clean_line(text: str) -> str:
    """Text of one line: as clean(), with every run of blanks one space."""
    return " ".join(clean(text).split())
