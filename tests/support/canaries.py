"""Looks for strings that must not lie readable anywhere: raw, in two widths of UTF-16, in base64, and inside PDFs.

A file's name is looked at as well as what is in it. A PDF is inflated, and read as a person would read it: its letters are
numbers of an embedded font, so a raw look finds nothing in a paper that anybody can open.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pypdfium2

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_LETTERS = "abcdefghjkmnpqrtuvwxyz"


class Hit(NamedTuple):
    """Where a canary was found, and how it was written there."""

    path: Path
    canary: str
    how: str


def canaries(count: int = 50, seed: int = 0) -> tuple[str, ...]:
    """So many words that stand nowhere else: one string each, without spaces, as no program and no dictionary has them."""
    return tuple(f"kanarie{_letters(seed * 1000 + n)}fugl" for n in range(count))


def hits(places: Iterable[Path], words: Iterable[str]) -> list[Hit]:
    """Every canary in every file under the places, whatever the file is called."""
    needles = {how: {needle: word for word in words for needle in make(word)} for how, make in _WAYS.items()}
    patterns = {how: list(_patterns(found)) for how, found in needles.items()}
    return [hit for place in places for path in _files(place) for hit in _in_file(path, needles, patterns)]


def _patterns(needles: Iterable[bytes]) -> Iterator[re.Pattern[bytes]]:
    """One for the needles that begin alike: what has a beginning is looked for ten times as fast as what has not."""
    for _, alike in groupby(sorted(needles), key=lambda needle: needle[:4]):
        yield re.compile(b"|".join(map(re.escape, alike)))


def files_in(places: Iterable[Path]) -> int:
    """How many files a look goes through: a look at nothing finds nothing."""
    return sum(1 for place in places for _ in _files(place))


def _files(place: Path) -> Iterator[Path]:
    return (path for path in sorted(place.rglob("*")) if path.is_file() and not path.is_symlink())


def _in_file(
    path: Path, needles: Mapping[str, Mapping[bytes, str]], patterns: Mapping[str, list[re.Pattern[bytes]]]
) -> Iterator[Hit]:
    for how, data in (("name", str(path).encode()), *_layers(path)):
        lower = data.lower()
        for way, some in patterns.items():
            for found in {match[0] for pattern in some for match in pattern.finditer(lower)}:
                yield Hit(path, needles[way][found], f"{how}, {way}" if how else way)


def _layers(path: Path) -> Iterator[tuple[str, bytes]]:
    """What is in a file, as it lies there and as it can be opened."""
    data = path.read_bytes()
    yield "", data
    if b"%PDF-" not in data[:1024]:
        return
    for found in _STREAM.finditer(data):
        try:
            yield "inflated", zlib.decompressobj().decompress(found[1])
        except zlib.error:
            continue
    yield "read", _text_of(data)


def _text_of(data: bytes) -> bytes:
    try:
        paper = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return b""
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in paper).encode()
    finally:
        paper.close()


def _base64(word: str) -> Iterator[bytes]:
    """The part of it that is the same whatever stands around, for each of the three places that it can begin at."""
    for before in range(3):
        text = base64.b64encode(bytes(before) + word.encode() + bytes(-(before + len(word)) % 3))
        first, last = -(-before * 8 // 6), (before + len(word)) * 8 // 6
        yield text[first:last].lower()


_WAYS = {
    "UTF-8": lambda word: (word.encode(),),
    "UTF-16": lambda word: (word.encode("utf-16-le"), word.encode("utf-16-be")),
    "base64": _base64,
}


def _letters(number: int) -> str:
    """A number in letters, spread so that neighbours look unlike."""
    value, text = (number * 2_654_435_761 + 97) % len(_LETTERS) ** 6, ""
    for _ in range(6):
        value, rest = divmod(value, len(_LETTERS))
        text += _LETTERS[rest]
    return text
