"""How hard a text is to read: LIX, counted so that Danish dates, clock times and abbreviations do not disturb it.

LIX = words / sentences + 100 × words of more than six letters / words (C. H. Björnsson, "Läsbarhet", 1968). Up to 24 is very
easy, 25 to 34 easy, 35 to 44 middling. It is a hint and no more: on a single line it jumps, so a form is measured by section.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from forms.model import Definition, Field, Section, Texts
from forms.texts import NAME_WORDS, PLACEHOLDER, text_in

GOAL = 30.0
"""The highest LIX of a section that a citizen reads."""
LONGEST_SENTENCE = 25
"""Words; the municipal writers' guides say the same."""
LONG_WORD = 6
"""A word of more letters than this is long."""

UNAVOIDABLE = frozenset({
    "samarbejdsaftale", "samtykke", "netværkskort", "sagsbehandler", "kriminalforsorgen", "borgerservice", "psykiatri",
    "fuldmagt", "cpr-nummer",
})  # fmt: skip
"""The long words that no plainer word can stand for. They are counted apart, and a test fails when the list grows."""

_ENDINGS = ("", "n", "en", "t", "et", "e", "r", "er", "ne", "erne", "s", "ns", "ens", "ts", "ets", "rs", "ers")
_STOPPED_SHORT = re.compile(
    r"\b(?:kl|nr|ca|tlf|bl\.a|f\.eks|fx|dvs|osv|evt|m\.m|m\.fl|mv|pga|jf|stk|st|tv|th|dr|d|s|t\.o\.m|d\.v\.s|o\.l)\.",
    re.IGNORECASE,
)
_INSIDE_NUMBER = re.compile(r"(?<=\d)[.,:/](?=\d)")
_ORDINAL = re.compile(r"(?<=\d)\.(?=\s+[a-zæøå])")
_END = re.compile(r"[.!?…]+|\n+")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_STAND_IN = "Lise"
"""A placeholder is read as a name of ordinary length."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was counted.

    long_words: those that weigh, in the order met. terms: the unavoidable ones, which do not.
    longest: the longest sentence.
    """

    words: int
    sentences: int
    long_words: tuple[str, ...]
    terms: tuple[str, ...]
    longest: str

    @property
    def lix(self) -> float:
        """The LIX number, 0 for no words."""
        return self.words / self.sentences + 100 * len(self.long_words) / self.words if self.words else 0.0

    @property
    def longest_words(self) -> int:
        """Words in the longest sentence."""
        return len(_words(self.longest))


def measure(texts: Iterable[str]) -> Reading:
    """Count texts as one. The end of a text ends its sentence, whether or not it has a full stop."""
    sentences = [sentence for text in texts for sentence in sentences_in(text)]
    words = [word for sentence in sentences for word in _words(sentence)]
    long = [word for word in words if sum(letter.isalpha() for letter in word) > LONG_WORD]
    return Reading(
        words=len(words),
        sentences=len(sentences),
        long_words=tuple(word for word in long if not is_unavoidable(word)),
        terms=tuple(word for word in long if is_unavoidable(word)),
        longest=max(sentences, key=lambda sentence: len(_words(sentence)), default=""),
    )


def sentences_in(text: str) -> list[str]:
    """The sentences of a text. »kl. 10.00«, »den 4. maj«, »nr. 2« and »bl.a.« end none."""
    for trap in (_STOPPED_SHORT, _INSIDE_NUMBER, _ORDINAL):
        text = trap.sub(lambda found: re.sub(r"[.,:/]", "", found[0]), text)
    return [part.strip() for part in _END.split(text) if _WORD.search(part)]


def is_unavoidable(word: str) -> bool:
    """Whether a word is one of UNAVOIDABLE, in any of its usual forms."""
    plain = word.casefold()
    return any(plain.startswith(term) and plain[len(term) :] in _ENDINGS for term in UNAVOIDABLE)


def citizen_texts(definition: Definition, lang: str = "da") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each section that a citizen reads: its id and its running texts, placeholders filled with a name.

    Headings are left out, and so are labels of one word; neither is a sentence. Last come the short paper (`short_paper`) and
    the named ones that a citizen gets (`paper_brev`).
    """
    for section in definition.sections:
        if section.visible == "citizen":
            texts = tuple(_running(_section_texts(section), lang))
            if texts:
                yield section.id, texts
    given = {f"paper_{paper.id}": paper.blocks for paper in definition.papers if paper.copy == "citizen"}
    for name, blocks in {"short_paper": definition.short_paper, **given}.items():
        lines = tuple(_running((line for block in blocks for line in block.lines), lang))
        if lines:
            yield name, lines


def _section_texts(section: Section) -> Iterator[Texts]:
    if section.intro:
        yield section.intro
    for field in section.fields:
        yield from _field_texts(field)


def _field_texts(field: Field) -> Iterator[Texts]:
    if field.visible == "internal":
        return
    yield field.label
    if field.help:
        yield field.help
    yield from (option.label for option in field.options)
    for cell in field.fields:
        yield from _field_texts(cell)


def _running(texts: Iterable[Texts], lang: str) -> Iterator[str]:
    for found in texts:
        text = PLACEHOLDER.sub(lambda word: _STAND_IN if word[1] in NAME_WORDS else "", text_in(found, lang))
        if len(_words(text)) > 1:
            yield text


def _words(sentence: str) -> list[str]:
    return _WORD.findall(sentence)
