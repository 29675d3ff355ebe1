"""Text into lines: words are measured and set to a width; nothing ever sticks out, however long the word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from forms.pdf.style import Face, Faces

_SPACES = re.compile("[ \n]+")
_BREAK_AFTER = frozenset("/-_@.,;:")


class Run(NamedTuple):
    """Text in one weight."""

    text: str
    strong: bool = False


Rich = tuple[Run, ...]


class Part(NamedTuple):
    """Text of one weight within a line. x: from the line's start, in points."""

    x: float
    face: Face
    text: str


class Line(NamedTuple):
    """One set line. width: without the space after it."""

    parts: tuple[Part, ...]
    width: float


class _Word(NamedTuple):
    pieces: tuple[tuple[Face, str, float], ...]
    width: float


def plain(text: str, *, strong: bool = False) -> Rich:
    """A text in one weight."""
    return (Run(text, strong),)


def text_of(rich: Rich) -> str:
    """The words alone."""
    return "".join(run.text for run in rich)


def break_lines(rich: Rich, faces: Faces, size: float, width: float) -> list[Line]:
    """Set a text to a width in points; each line end in the text ends a line. An empty text is no line."""
    lines: list[Line] = []
    for paragraph in _paragraphs(rich):
        lines += _set(paragraph, faces, size, width)
    while lines and not lines[-1].parts:
        lines.pop()
    return lines


def balanced_width(rich: Rich, faces: Faces, size: float, width: float) -> float:
    """The least width that takes no more lines: two or three lines of like length instead of a word alone on the last."""
    count = len(break_lines(rich, faces, size, width))
    if not 2 <= count <= 3:
        return width
    least, most = max(width / count, longest_word(rich, faces, size)), width
    if least > most:
        return width
    for _ in range(7):
        middle = (least + most) / 2
        if len(break_lines(rich, faces, size, middle)) <= count:
            most = middle
        else:
            least = middle
    return most


def natural_width(rich: Rich, faces: Faces, size: float) -> float:
    """Width of the text's longest line, unbroken."""
    return max((line.width for line in break_lines(rich, faces, size, 1e9)), default=0.0)


def longest_word(rich: Rich, faces: Faces, size: float) -> float:
    """Width of the widest single word."""
    return max(
        (word.width for paragraph in _paragraphs(rich) for word in _words(paragraph, faces, size)),
        default=0.0,
    )


def _paragraphs(rich: Rich) -> Iterator[Rich]:
    if len(rich) == 1 and "\n" not in rich[0].text:
        yield rich
        return
    current: list[Run] = []
    for run in rich:
        first, *rest = run.text.split("\n")
        current.append(Run(first, run.strong))
        for text in rest:
            yield tuple(current)
            current = [Run(text, run.strong)]
    yield tuple(current)


def _words(rich: Rich, faces: Faces, size: float) -> Iterator[_Word]:
    """Words; where a run ends within a word, the word has pieces of both weights."""
    open_pieces: list[tuple[Face, str, float]] = []
    for run in rich:
        face = faces.strong if run.strong else faces.regular
        texts = _SPACES.split(run.text)
        for index, text in enumerate(texts):
            if index and open_pieces:
                yield _word(open_pieces)
                open_pieces = []
            if text:
                open_pieces.append((face, text, face.width(text, size)))
    if open_pieces:
        yield _word(open_pieces)


def _word(pieces: list[tuple[Face, str, float]]) -> _Word:
    return _Word(tuple(pieces), sum(piece[2] for piece in pieces))


def _set(rich: Rich, faces: Faces, size: float, width: float) -> Iterator[Line]:
    space = faces.regular.width(" ", size)
    pieces: list[tuple[Face, str, float]] = []
    used = 0.0
    for word in _words(rich, faces, size):
        for piece in _cut(word, size, width) if word.width > width else (word,):
            step = (space if pieces else 0.0) + piece.width
            if pieces and used + step > width + 0.01:
                yield _line(pieces)
                pieces, used, step = [], 0.0, piece.width
            if pieces:
                face, text, wide = pieces[-1]
                head_face, head_text, head_wide = piece.pieces[0]
                if face is head_face:
                    pieces[-1] = (face, f"{text} {head_text}", wide + space + head_wide)
                else:
                    pieces[-1] = (face, text + " ", wide + space)
                    pieces.append(piece.pieces[0])
                pieces += piece.pieces[1:]
            else:
                pieces = list(piece.pieces)
            used += step
    yield _line(pieces)


def _line(pieces: list[tuple[Face, str, float]]) -> Line:
    parts = []
    x = 0.0
    for face, text, wide in pieces:
        parts.append(Part(x, face, text))
        x += wide
    return Line(tuple(parts), x)


def _cut(word: _Word, size: float, width: float) -> Iterator[_Word]:
    """A word wider than the line in pieces that fit: after a sign like / or @ where there is one, else with a soft hyphen."""
    for face, text, _ in word.pieces:
        rest = text
        while face.width(rest, size) > width:
            hyphen = face.width("\u00ad", size)
            end, used, good = 0, 0.0, 0
            for end, sign in enumerate(rest):
                used += face.width(sign, size)
                if used + hyphen > width and end:
                    break
                if sign in _BREAK_AFTER:
                    good = end + 1
            at = good if good > end // 2 else max(end, 1)
            head, rest = rest[:at], rest[at:]
            if head[-1].isalpha() and rest[:1].isalpha():
                head += "\u00ad"
            yield _Word(((face, head, face.width(head, size)),), face.width(head, size))
        if rest:
            yield _Word(((face, rest, face.width(rest, size)),), face.width(rest, size))
