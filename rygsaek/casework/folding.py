"""Words as they are looked for: without case and accents, with æ, ø and å as people also write them.

"Søren", "SOEREN" and "soeren" are one; so are "Ågård" and "Aagaard". ä and ö count as æ and ø. Other accents fall away ("André",
"Łódź"). å and a stay two letters: "får" and "far" are two words.

The search index holds folded words: whoever changes the folding adds a migration that empties the index, and a projector version.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

_LETTERS: Final = (
    ("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("ä", "ae"), ("ö", "oe"), ("œ", "oe"), ("ǽ", "ae"), ("ǿ", "oe"),
    ("ð", "d"), ("þ", "th"), ("đ", "d"), ("ł", "l"), ("ı", "i"), ("ŋ", "n"),
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(r"(?<![^\W_])\+?\d[\d .-]*\d(?![^\W_])")


def fold(text: str) -> str:
    """The text in small letters of the plain alphabet (other scripts keep their letters)."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFC", plain)
    for letter, written in _LETTERS:
        plain = plain.replace(letter, written)
    if plain.isascii():
        return plain
    return "".join(one for one in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(one))


def whole(text: str) -> str:
    """The text with halves of characters joined, and lone halves (a key on its way) shown as such: only so can it be kept."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def words(text: str) -> list[str]:
    """The folded words of a text, in order. A number written in groups ("12 34 56 78", "010170-1234") is also one word."""
    folded = fold(text)
    found = _WORD.findall(folded)
    found.extend(joined for one in _NUMBER.findall(folded) if (joined := digits(one)) not in found)
    return found


def asked(text: str) -> list[str]:
    """The folded words that somebody looks for, each once; a number typed in groups is one word."""
    folded = _NUMBER.sub(lambda found: f" {digits(found[0])} ", fold(text))
    return list(dict.fromkeys(_WORD.findall(folded)))


def found_in(text: str, wanted: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Where words of the text begin as one of the wanted ones does: from, to, and which."""
    for one in _WORD.finditer(text):
        word = fold(one[0])
        for want in wanted:
            if word.startswith(want):
                yield one.start(), one.end(), want
                break
    for one in _NUMBER.finditer(text):
        joined = digits(one[0])
        for want in wanted:
            if len(want) > 2 and joined.startswith(want) and " " in one[0]:
                yield one.start(), one.end(), want


def digits(number: str) -> str:
    """A number without what stands between its digits."""
    return "".join(one for one in number if one.isdecimal())
