"""One case as its page shows it: head, papers, network, consents, what happened. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from forms.pdf.document import Paper
from ui.presenters.bell import Bell
from ui.presenters.case_files import FileLine
from ui.presenters.consents import Consents
from ui.presenters.course import Course
from ui.presenters.network import Network
from ui.presenters.runner import Runner
from ui.presenters.status_words import SILENT, StatusLine

CALLED = "resultat"
"""The field of an attempt at contact that a call goes to."""
WHY = "grund"
"""The field that says why a limit was not kept."""
OTHERS = "Andre papirer"
"""Over those that belong to no step of the course."""
State = Literal["tom", "i gang", "klar", "flyttet"]


@dataclass(frozen=True)
class Fact:
    """One fact of the head: `Bor`, and where."""

    label: str
    value: str


@dataclass(frozen=True)
class PaperLine:
    """One document. when: the day it is about, as words; versions: who has which number; owed: what is, as words;
    conflicts: how many things are written twice, and where the first is; corrected: that it is corrected in another, or
    corrects one; copied: that it was copied from a paper, and of which day."""

    document: str
    form: str
    title: str
    state: State
    versions: str = ""
    owed: str = ""
    conflicts: int = 0
    first_conflict: str = ""
    when: str = ""
    corrected: str = ""
    copied: str = ""

    @property
    def name(self) -> str:
        """The paper told apart from others of its kind."""
        return f"{self.title} {self.when}".strip()


@dataclass(frozen=True)
class Attempt:
    """One attempt at contact: its document, and what stands of it. when: its day, as words; kind: whether it led to contact."""

    document: str
    when: str
    how: str
    result: str
    kind: Literal["done", "open"] = "open"

    @property
    def spoken(self) -> str:
        """The attempt as one line."""
        return " · ".join(part for part in (self.how, self.result) if part) or "Intet skrevet endnu"


@dataclass(frozen=True)
class OtherCase:
    """Another case of the same citizen, by the name that it has there. by: what makes it likely, as words; is_coming: it is not
    here yet, so that nobody can say in it what is true."""

    case: str
    name: str
    by: str = ""
    is_coming: bool = False


@dataclass(frozen=True)
class Happened:
    """One thing that was done: who, what, when."""

    what: str
    who_when: str


@dataclass(frozen=True)
class Sharer:
    """A colleague's laptop. how: what it may do; is_me: it is this one."""

    device: str
    name: str
    how: str = ""
    is_me: bool = False


@dataclass(frozen=True)
class Shares:
    """Who has the case, and who could get it. is_out: this computer has it no more; unmet: what was decided in vain, in words."""

    sharers: tuple[Sharer, ...]
    others: tuple[Sharer, ...]
    is_out: bool = False
    unmet: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseSheet:
    """Everything the page shows. undo: what would be taken back, as words; "" where nothing can be."""

    name: str
    first_name: str
    facts: tuple[Fact, ...]
    papers: tuple[PaperLine, ...]
    new_forms: tuple[tuple[str, str], ...]
    """Forms that can be begun: id and name."""
    network: Network
    consents: Consents
    happened: tuple[Happened, ...]
    facts_document: str = ""
    """The document with the citizen's own facts."""
    undo: str = ""
    local: StatusLine = SILENT
    opened: tuple[str, ...] = ()
    """That it was opened with the office's key, a sentence for each time."""
    shares: Shares | None = None
    """None where the vault belongs to no office."""
    course: Course | None = None
    """None where the role sees none of it."""
    attempts: tuple[Attempt, ...] | None = None
    """At contact, newest first; None where the role sees none."""
    files: tuple[FileLine, ...] = ()
    linked: tuple[OtherCase, ...] = ()
    """The same citizen's other cases here."""
    likely: tuple[OtherCase, ...] = ()
    """Cases here, or on their way, that may be the same citizen's, of which nobody has said."""
    elsewhere: tuple[str, ...] = ()
    """That colleagues have a case with the citizen's number, a sentence for each."""
    handed: str = ""
    """That a laptop that was shut out has handed over work in it, or ""."""
    twice: int = 0
    """In how many places two things are written, the citizen's own facts among them."""
    twice_at: tuple[str, str] = ("", "")
    """The first of them: document and path."""
    is_preview: bool = False
    """Nothing but name and facts is here yet: they are to be read, and nothing else can be done."""
    stopped: str = ""
    """Of such a case: that the rest did not come, and what to do; or ""."""

    def shelves(self) -> tuple[tuple[str, tuple[PaperLine, ...]], ...]:
        """The papers by step, the latest step first, each with its title; those of no step last. Untitled without a course."""
        if self.course is None:
            return (("", self.papers),) if self.papers else ()
        place = self.course.papers
        titles = [(step.id, step.title) for step in reversed(self.course.steps) if not step.under]
        known = {step for step, _ in titles}
        found = [(title, tuple(one for one in self.papers if place.get(one.document) == step)) for step, title in titles]
        found.append((OTHERS, tuple(one for one in self.papers if place.get(one.document) not in known)))
        return tuple((title, papers) for title, papers in found if papers)


class CaseSource(Protocol):
    """The case's facts and the few things that the page does; off the screen's thread."""

    def sheet(self) -> CaseSheet: ...

    def begin(self, form: str) -> str: ...

    def call(self) -> str: ...

    def decide(self, milestone: str) -> str: ...

    def explain(self, limit: str, start: date) -> str: ...

    def undo(self) -> bool: ...

    def withdraw(self, document: str, way: str) -> str: ...

    def share(self, device: str, *, may_write: bool) -> str: ...

    def unshare(self, device: str) -> str: ...

    def have_seen_unmet(self) -> str: ...

    def compare(self, other: str, *, is_same: bool) -> str: ...

    def fetch(self, path: Path) -> str: ...

    def let_go(self) -> str: ...

    def looked_at(self, attachment: str) -> Paper: ...


class CasePresenter:
    """Rings with what came."""

    def __init__(self, source: CaseSource, runner: Runner) -> None:
        self._source, self._runner = source, runner
        self.sheet: Bell[[CaseSheet]] = Bell()
        self.begun: Bell[[str, str]] = Bell()
        """A new document stands: its id, and the field to go on in, "" for its beginning."""
        self.undone: Bell[[bool]] = Bell()
        self.told: Bell[[str]] = Bell()
        """One line about what was done."""
        self.withdrawn: Bell[[str]] = Bell()
        """A consent was taken back; its id. The receipt is what comes next."""
        self.looked: Bell[[Paper]] = Bell()
        """A file to look at."""
        self.gone: Bell[[]] = Bell()
        """The case stands here no more."""

    def begin(self) -> None:
        """The page is shown. The reading is an opening, so it writes the access log."""
        self._runner.write(self._source.sheet, self.sheet.ring)

    def new_paper(self, form: str) -> None:
        """Begins a document, or goes on with the one that is open."""
        self._runner.write(self._do(form), lambda document: self.begun.ring(document, ""))

    def call(self) -> None:
        """The citizen is being rung to: the attempt is written down first, and what came of it is asked."""
        self._runner.write(self._source.call, lambda document: self.begun.ring(document, CALLED))

    def decide(self, milestone: str) -> None:
        """A decision is begun to be written down, with who, when and why."""
        self._runner.write(lambda: self._source.decide(milestone), lambda document: self.begun.ring(document, ""))

    def explain(self, limit: str, start: date) -> None:
        """Why a limit was not kept is begun to be written down, with the limit in it."""
        self._runner.write(lambda: self._source.explain(limit, start), lambda document: self.begun.ring(document, WHY))

    def undo(self) -> None:
        """Takes back one's own latest change, and reads the case anew."""
        self._runner.write(self._source.undo, self._on_undone)

    def withdraw(self, document: str, way: str) -> None:
        """Takes a consent back, at once and for good."""
        self._runner.write(lambda: self._source.withdraw(document, way), lambda said: self._on_withdrawn(document, said))

    def _on_withdrawn(self, document: str, said: str) -> None:
        self.told.ring(said)
        self.withdrawn.ring(document)

    def share(self, device: str, *, may_write: bool) -> None:
        """Gives a colleague the case."""
        self._runner.write(lambda: self._source.share(device, may_write=may_write), self._on_told)

    def unshare(self, device: str) -> None:
        """Takes the case from a colleague again."""
        self._runner.write(lambda: self._source.unshare(device), self._on_told)

    def have_seen_unmet(self) -> None:
        """Tells no more of what was decided about the case and does not hold."""
        self._runner.write(self._source.have_seen_unmet, self._on_told)

    def compare(self, other: str, *, is_same: bool) -> None:
        """Says whether another case is of the same citizen; both cases keep it."""
        self._runner.write(lambda: self._source.compare(other, is_same=is_same), self._on_told)

    def fetch(self, path: Path) -> None:
        """Puts a file from this computer into the case."""
        self._runner.write(lambda: self._source.fetch(path), self._on_told)

    def let_go(self) -> None:
        """Takes away the line of a case whose rest did not come."""

        def done(said: str) -> None:
            self.told.ring(said)
            self.gone.ring()

        self._runner.write(self._source.let_go, done)

    def look(self, attachment: str) -> None:
        """Shows a file. It is written down as a look."""
        self._runner.write(lambda: self._source.looked_at(attachment), self.looked.ring)

    def _on_told(self, said: str) -> None:
        self.told.ring(said)
        self.begin()

    def _do(self, form: str) -> Callable[[], str]:
        return lambda: self._source.begin(form)

    def _on_undone(self, was: bool) -> None:
        self.undone.ring(was)
        self.begin()


STATE_KIND: dict[State, Literal["open", "due", "done", "told"]] = {
    "tom": "open",
    "i gang": "due",
    "klar": "done",
    "flyttet": "told",
}
