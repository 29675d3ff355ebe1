"""What is printed, for whom and how: the choices of the print page, and what stands in the way of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from forms.pdf.document import Paper
from forms.profile import names
from forms.readability import measure
from forms.texts import text_in
from forms.values import show_value
from rygsaek.casework import views
from rygsaek.casework.desk import Desk
from rygsaek.errors import RygsaekError
from rygsaek.paper import named
from rygsaek.paper.consent_gate import Verdict
from rygsaek.paper.papers import MAY_STAND
from rygsaek.paper.wishes import Copy, Length, Wish
from ui.presenters.bell import Bell
from ui.presenters.previewing import Previewing
from ui.presenters.print_room import PrintRoom
from ui.presenters.printing import Printing
from ui.presenters.runner import Runner
from ui.presenters.timers import Timers

LATER = "Det taler vi om næste gang."


@dataclass(frozen=True)
class PaperChoice:
    """A paper that can be printed."""

    document: str
    title: str
    state: str


@dataclass(frozen=True)
class Twice:
    """Something that stands twice: what it is about, and whether it is left out of the paper for now."""

    register: str
    label: str
    path: str
    is_left_out: bool


class PrintOptions:
    """changed: rings when a choice, or what can be chosen, does. saved: rings with the name of a file that was saved.

    is_internal: the paper is the municipality's own, and for nobody else. offers: the form's named papers that can be made now.
    verdict: what the consents say to a paper for somebody else, None while nobody was asked.
    """

    def __init__(
        self, desk: Desk, room: PrintRoom, case: str, documents: tuple[str, ...], visit: str, runner: Runner, timers: Timers
    ) -> None:
        self._desk, self._room, self._runner, self.case = desk, room, runner, case
        self._wanted = documents
        self.papers: tuple[PaperChoice, ...] = ()
        self.languages: tuple[str, ...] = ("da",)
        self.has_short = False
        self.is_internal = False
        self.offers: tuple[named.Offer, ...] = ()
        self.twice: tuple[Twice, ...] = ()
        self.verdict: Verdict | None = None
        self.may_stand = ""
        self.facts_document = ""
        self.first_name = ""
        self.wish = Wish(document=documents[0] if documents else "")
        self.reading = ""
        self.previewing = Previewing(desk, case, "", runner, timers)
        self.previewing.shown.listen(self._on_paper)
        self.printing = Printing(room, runner, case, "", visit)
        self.changed: Bell[[]] = Bell()
        self.saved: Bell[str] = Bell()
        self.trouble: Bell[RygsaekError] = Bell()
        self.printing.trouble.listen(self.trouble.ring)

    def load(self) -> None:
        """Reads which papers there are, and the printers."""
        self._runner.read(lambda: views.case_view(self._desk, self.case), self._on_case, self.trouble.ring)
        self.printing.load()

    @property
    def may_print(self) -> bool:
        """Whether nothing stands in the way."""
        return bool(self.wish.document) and self.printing.has_printer and not self.printing.is_asked and not self.stopping

    @property
    def is_for_others(self) -> bool:
        """Whether the consents are asked."""
        return self.wish.copy == "third"

    @property
    def uncovered(self) -> str:
        """Why no consent lets it go, and what would; "" where one does, or nobody has said who gets it."""
        if not self.is_for_others or self.verdict is None or self.verdict.may or not self.wish.recipient:
            return ""
        return f"{self.verdict.words} {self.verdict.advice}"

    @property
    def stopping(self) -> str:
        """Why it cannot be printed like this, "" for nothing."""
        if self.is_for_others and not self.wish.recipient:
            return "Skriv, hvem der skal have papiret."
        if self.is_for_others and not self.wish.override and (self.verdict is None or not self.verdict.may):
            return "Samtykket dækker det ikke."
        return self.unsettled

    @property
    def unsettled(self) -> str:
        """What stands twice and has to be chosen between first, "" for nothing."""
        if self.wish.copy != "internal" and any(not one.is_left_out for one in self.twice):
            return f"Her er skrevet to ting. Vælg en først, eller lad det stå som »{LATER}«"
        return ""

    def choose(self, **changes: Any) -> None:
        """Another document, copy, length, language, number, recipient, or reason to give it to them all the same.

        A reason is for the paper and the person that it was written for.
        """
        is_other = "document" in changes and changes["document"] != self.wish.document
        if {"document", "copy", "recipient", "paper", "row"} & changes.keys():
            changes.setdefault("override", "")
        self.wish = replace(self.wish, **changes)
        if is_other:
            self._read_document()
        else:
            self._look()
        if changes.keys() != {"override"}:
            self._ask()
        self.changed.ring()

    def choose_copy(self, copy: Copy) -> None:
        """For whose eyes: the citizen's is the short one where there is one, the municipality's is all of it."""
        length: Length = "short" if copy == "citizen" and self.has_short else "whole"
        self.choose(copy=copy, length=length)

    @property
    def offer(self) -> int:
        """The place among `offers` of the named paper that is wished for, -1 for the form's own."""
        chosen = (self.wish.paper, self.wish.row)
        return next((place for place, one in enumerate(self.offers) if (one.paper, one.row) == chosen), -1)

    def choose_offer(self, place: int) -> None:
        """One of the named papers, which decides whose eyes it is for; -1 for the form's own paper."""
        if 0 <= place < len(self.offers):
            one = self.offers[place]
            self.choose(paper=one.paper, row=one.row, copy=one.copy, recipient=one.recipient, length="whole")
        else:
            self.wish = replace(self.wish, paper="", row="", recipient="")
            self.choose_copy("internal" if self.is_internal else "citizen")

    def _ask(self) -> None:
        """Asks the consents about the paper as it is wished for now; an answer to an earlier wish is let go."""
        self.verdict = None
        wish, exits, case = self.wish, self._room.exits, self.case
        if self.is_for_others and wish.recipient and wish.document:
            self._runner.read(lambda: exits.ask(case, wish), lambda said: self._on_verdict(wish, said), self.trouble.ring)

    def _on_verdict(self, wish: Wish, said: Verdict) -> None:
        if replace(wish, override="") == replace(self.wish, override=""):
            self.verdict = said
            self.changed.ring()

    def leave_out(self, register: str, is_left_out: bool) -> None:
        """What stands twice waits for the next time, or does not."""
        self.twice = tuple(
            Twice(one.register, one.label, one.path, is_left_out) if one.register == register else one for one in self.twice
        )
        self.choose(left_out=tuple(one.register for one in self.twice if one.is_left_out))

    def print(self) -> None:
        """One press."""
        if self.may_print:
            self.printing.print([self.wish])

    def print_blank(self, form: str) -> None:
        """The same form to write on by hand."""
        printer = self.printing.chosen
        exits = self._room.exits
        self._runner.write(lambda: exits.print_blank(printer, form), lambda _job: self._room.go_round(), self.trouble.ring)

    def save(self, target: Path) -> None:
        """The paper as a file, which is listed on the home page until it is removed."""
        exits, case, wish = self._room.exits, self.case, self.wish
        self._runner.write(
            lambda: exits.save_document(case, wish, target), lambda _file: self.saved.ring(target.name), self.trouble.ring
        )

    def form_of(self, document: str) -> str:
        """Which form a document is filled in by, "" for none that is read yet."""
        return self._forms.get(document, "")

    # reading

    def _on_case(self, case: views.CaseView) -> None:
        self.first_name = self.printing.first_name = case.first_name
        self.facts_document = case.facts_document
        self._forms = {one.document: one.form for one in case.documents}
        self.papers = tuple(PaperChoice(one.document, one.title, one.state) for one in case.documents)
        wanted = [one for one in self.papers if one.document in self._wanted]
        if len(wanted) > 1:
            self.papers = tuple(wanted)
        if not self.wish.document and self.papers:
            self.wish = replace(self.wish, document=self.papers[0].document)
        self._read_document()

    def _read_document(self) -> None:
        desk, case, document, facts = self._desk, self.case, self.wish.document, self.facts_document

        def read() -> tuple[views.DocumentView, str]:
            view = views.document_view(desk, case, document)
            told = views.document_view(desk, case, facts) if facts else None
            return view, _may_stand(told)

        def show(found: tuple[views.DocumentView, str]) -> None:
            view, self.may_stand = found
            if view.definition is None:
                return
            flags = [field.short for section in view.definition.sections for field in section.fields]
            self.has_short = bool(view.definition.short_paper) and any(flags)
            self.languages = view.definition.languages
            self.twice = tuple(_twice(view, register) for register in view.conflicts)
            self.is_internal = view.definition.is_internal
            copy: Copy = "internal" if self.is_internal else self.wish.copy
            length: Length = "short" if copy == "citizen" and self.has_short else "whole"
            self.wish = replace(self.wish, copy=copy, length=length, paper="", row="", recipient="", left_out=())
            words = names(self._desk.profile, self._desk.worker, self.first_name)
            self.offers = named.offers(view.definition, view.values, self._desk.today(), words)
            first = next((place for place, one in enumerate(self.offers) if one.copy != "third"), -1)
            if first >= 0:  # nothing is begun for somebody else's eyes
                self.choose_offer(first)
                return
            self._look()
            self._ask()
            self.changed.ring()

        self._runner.read(read, show, self.trouble.ring)

    def _look(self) -> None:
        self.previewing.wish = self.wish
        self.previewing.want(bool(self.wish.document) and not self.unsettled)

    def _on_paper(self, paper: Paper) -> None:
        lix = measure(paper.page_texts).lix
        self.reading = f"Så let er papiret at læse: LIX {lix:.0f} ({'let' if lix < 25 else 'middel' if lix < 35 else 'svært'})."
        self.changed.ring()

    _forms: dict[str, str] = {}


def _may_stand(facts: views.DocumentView | None) -> str:
    """What the citizen allowed to stand on a paper at home, in words."""
    if facts is None or facts.definition is None:
        return ""
    asked = next((one for section in facts.definition.sections for one in section.fields if one.id == MAY_STAND), None)
    return show_value(asked, facts.answers.get(MAY_STAND)) if asked is not None else ""


def _twice(view: views.DocumentView, register: str) -> Twice:
    from forms.paths import field_at, register_paths

    if view.definition is None:
        return Twice(register, register, register, False)
    places = register_paths(view.definition, register) or (register,)
    return Twice(register, text_in(field_at(view.definition, places[0]).label), places[0], False)
