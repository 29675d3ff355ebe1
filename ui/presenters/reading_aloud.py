"""What is read aloud to a citizen, by the caseworker or through an interpreter: the citizen's papers, a few sentences a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from forms.pdf.short import short_words
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.paper import papers
from rygsaek.paper.papers import Wish
from ui.presenters.bell import Bell
from ui.presenters.runner import Runner
from ui.presenters.visit import Visit

MOST_LINES = 5
"""So many sentences an interpreter has before them at a time."""
_END = re.compile(r"(?<=[.?!])\s+(?=[A-ZÆØÅ»])|\n+|\s+·\s+")
_NO_END = re.compile(r"(?:\b(?:kl|nr|ca|tlf|bl\.a|f\.eks|dr|skt)|\b[A-ZÆØÅ])\.$", re.IGNORECASE)

Blocks = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class SpokenLine:
    """One sentence, and the same in the citizen's other language where the form has it."""

    text: str
    second: str = ""


@dataclass(frozen=True)
class SpokenPage:
    """A page. title: which paper it is of. heading: what it is about, "" for nothing but the paper."""

    title: str
    heading: str
    lines: tuple[SpokenLine, ...]


class ReadingAloud:
    """The pages of a visit's papers, one at a time. changed: rings when another stands there, or they were read."""

    def __init__(self, visit: Visit, runner: Runner) -> None:
        self._visit, self._runner = visit, runner
        self.pages: tuple[SpokenPage, ...] = ()
        self.index = 0
        self.is_read = False
        self.changed: Bell[[]] = Bell()

    @property
    def page(self) -> SpokenPage | None:
        """The page that stands."""
        return self.pages[self.index] if self.pages else None

    @property
    def progress(self) -> str:
        """How far, "2 af 7"."""
        return f"{self.index + 1} af {len(self.pages)}" if self.pages else ""

    @property
    def is_last(self) -> bool:
        return self.index + 1 >= len(self.pages)

    def load(self) -> None:
        """Reads every paper that was talked about, as it stands; behind what is being written."""
        visit = self._visit
        wanted = [(form.document, form.title) for form in visit.forms.values() if form.document]
        second = visit.wording.second

        def work() -> tuple[SpokenPage, ...]:
            return tuple(page for document, title in wanted for page in _pages(visit.desk, visit.case, document, title, second))

        self._runner.write(work, self._on_read, visit.trouble.ring)

    def turn(self, by: int) -> bool:
        """Another page; False where there is none that way."""
        if not 0 <= self.index + by < len(self.pages):
            return False
        self.index += by
        self.changed.ring()
        return True

    def _on_read(self, pages: tuple[SpokenPage, ...]) -> None:
        self.pages, self.index, self.is_read = pages, 0, True
        self.changed.ring()


def _pages(desk: Desk, case: str, document: str, title: str, second: str) -> Iterable[SpokenPage]:
    """The pages of one paper. One with something that stands twice has none: a person chooses first."""
    with desk.vault.read() as reader:
        subject = papers.subject_of(desk, reader, case, Wish(document=document))
        other = None
        if second in subject.definition.languages and second != "da":
            other = papers.subject_of(desk, reader, case, Wish(document=document, lang=second))
    try:
        return spoken(title, short_words(subject.request), short_words(other.request) if other is not None else ())
    except InputError:
        return ()


def spoken(title: str, blocks: Blocks, others: Blocks = ()) -> tuple[SpokenPage, ...]:
    """A paper's blocks as pages: one sentence a line. others: the same blocks in another language."""
    found: list[SpokenPage] = []
    for (heading, texts), (other_heading, other_texts) in zip_longest(blocks, others[: len(blocks)], fillvalue=("", ())):
        lines = [line for text, other in zip_longest(texts, other_texts, fillvalue="") for line in _lines(text, other)]
        whole = f"{heading} · {other_heading}" if heading and other_heading else heading
        for first in range(0, len(lines), MOST_LINES):
            found.append(SpokenPage(title, whole, tuple(lines[first : first + MOST_LINES])))
    return tuple(found)


def _lines(text: str, other: str) -> Iterable[SpokenLine]:
    """Sentence beside sentence where the two have as many, else the other text whole under the last."""
    mine, theirs = sentences(text), sentences(other)
    if len(theirs) not in (0, len(mine)):
        theirs = [*[""] * (len(mine) - 1), other]
    return [SpokenLine(one, two) for one, two in zip_longest(mine, theirs, fillvalue="")]


def sentences(text: str) -> list[str]:
    """A text's sentences with their marks. »kl. 10«, »nr. 2« and »A. Holm« end none."""
    found: list[str] = []
    for part in _END.split(text):
        if found and _NO_END.search(found[-1]):
            found[-1] += f" {part}"
        elif part.strip():
            found.append(part.strip())
    return found
