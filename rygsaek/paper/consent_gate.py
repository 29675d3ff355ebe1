"""The question that every exit asks before anything leaves: does a consent cover it? The case's own consents answer.

The citizen's own papers and the municipality's own need none. For everybody else there must be a yes that names them and what
the paper tells; else it leaves only with a reason, which is kept in the access log and with the paper in the case.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, Literal, NamedTuple, Protocol

from forms.answers import with_computed
from forms.information import KINDS, beyond, direction_of, told_by
from forms.model import Direction, NamedPaper
from forms.paths import Answers
from rygsaek.casework import consent_words, consents
from rygsaek.casework.consents import Told
from rygsaek.casework.desk import Desk
from rygsaek.paper.copies import PaperCopy
from rygsaek.paper.papers import Subject
from rygsaek.vault.transaction import Reader

Way = Literal["print", "file", "export"]

ALL: Final = tuple(kind for kind in KINDS if kind != "andet")
"""What is asked about where a form does not say what its paper tells."""
REFUSED: Final = "consent.refused"
"""The code of what no consent lets go: with a reason it goes all the same."""
NOBODY: Final = "Der står ikke, hvem der skal have papiret."
NAME_THEM: Final = "Skriv navnet, som det står i samtykket."
OR_WHY: Final = "Skal det ud alligevel, så skriv hvorfor. Det bliver gemt."
NOT_SAID: Final = "Formularen siger ikke, hvad papiret fortæller, så der kræves et ja til det hele."


class Leaving(NamedTuple):
    """What is about to leave, and to whom. recipient: in the caseworker's words, "" for the citizen or the municipality.

    information: the kinds that it tells, None where nobody can say; override: why it leaves without a consent, "" for no reason.
    """

    case: str
    document: str
    form: str
    copy: str
    recipient: str
    way: Way
    information: frozenset[str] | None = None
    direction: Direction = "videregive"
    override: str = ""

    @property
    def needs_consent(self) -> bool:
        """Whether it is for somebody else than the citizen and the municipality."""
        return self.copy == "third" or bool(self.recipient)


class Verdict(NamedTuple):
    """The answer. words: what the access log keeps of it, or why not, "" where no consent is needed; advice: what to do where no.

    is_overridden: it leaves without a consent, for a reason; missing: the kinds that nothing covers.
    """

    may: bool
    words: str = ""
    advice: str = ""
    is_overridden: bool = False
    missing: tuple[str, ...] = ()


class ConsentGate(Protocol):
    """Whoever knows the citizen's consents."""

    def may_leave(self, desk: Desk, reader: Reader, leaving: Leaving) -> Verdict:
        """Whether this may leave, as the case stands in `reader`'s view."""
        ...


class LedgerGate:
    """The consents of the case itself."""

    def may_leave(self, desk: Desk, reader: Reader, leaving: Leaving) -> Verdict:
        """Yes where a consent covers all that the paper tells, or where a reason was given; else what is missing, in words."""
        if not leaving.needs_consent:
            return Verdict(True)
        if not leaving.recipient.strip():
            return Verdict(False, NOBODY, NAME_THEM)
        state, today = desk.journal.state(leaving.case, reader), desk.today()
        party = consents.party_of(state, leaving.recipient)
        asked = ALL if leaving.information is None else sorted(leaving.information, key=_order) or ("",)
        told = consents.answers(desk, reader, state, party, asked, leaving.direction, today)
        missing = tuple(kind for kind, one in told.items() if not one.answer.may)
        if not missing:
            return Verdict(True, _covered(list(told.values())))
        if leaving.override.strip():
            return Verdict(True, f"uden samtykke: {' '.join(leaving.override.split())}", "", True, missing)
        first = told[missing[0]]
        words, advice = first.words, first.cover
        same = [kind for kind in missing if told[kind].answer == first.answer]
        if len(same) > 1:
            one, all_of = consent_words.KIND_WORDS[same[0]], consent_words.kinds_in_words(same)
            words, advice = (
                words.replace(f"nævner ikke {one}.", f"nævner ikke {all_of}."),
                advice.replace(f" {one},", f" {all_of},"),
            )
        if leaving.information is None:
            words = f"{words} {NOT_SAID}"
        return Verdict(False, " ".join(filter(None, (words, first.clock))), f"{advice} {OR_WHY}", False, missing)


def leaving_of(case: str, subject: Subject, way: Way) -> Leaving:
    """A paper that is about to leave, with what it tells."""
    wish, definition = subject.wish, subject.definition
    answers, paper, row = _matter(subject)
    tells = told_by(definition, answers, paper, row, wish.left_out)
    direction = direction_of(definition, paper)
    return Leaving(case, wish.document, definition.id, wish.copy, wish.recipient, way, tells, direction, wish.override)


def beyond_consent(subject: Subject, missing: Collection[str]) -> tuple[str, ...]:
    """What of a paper nothing covers: fields and rows, as a Wish withholds them; () where it cannot be divided so.

    missing: the kinds that nothing covers, of all that the paper tells.
    """
    answers, paper, row = _matter(subject)
    tells = told_by(subject.definition, answers, paper, row, subject.wish.left_out)
    if tells is None:
        return ()
    found = beyond(subject.definition, answers, tells - set(missing), paper, row, subject.wish.left_out)
    return () if paper is not None and paper.each in found else found


def _matter(subject: Subject) -> tuple[Answers, NamedPaper | None, Answers | None]:
    """The answers of a paper, which named one it is, and the row that it is about."""
    wish, answers = subject.wish, with_computed(subject.request.answers, dict(subject.request.computed))
    paper = subject.definition.paper(wish.paper) if wish.paper else None
    rows = answers.get(paper.each) or () if paper is not None and paper.each else ()
    return answers, paper, next((one for one in rows if one.get("_id") == wish.row), None)


def leaving_again(copy: PaperCopy) -> Leaving:
    """A paper that was made before and leaves now: what may be told may have changed since."""
    tells = None if copy.information is None else frozenset(copy.information)
    return Leaving(copy.case, copy.document, copy.form, copy.copy, copy.recipient, "print", tells, copy.direction, copy.override)


def _covered(told: Sequence[Told]) -> str:
    """By which consents, and that the clock looks wrong where it does."""
    rows = [one.answer.row for one in told if one.answer.row is not None]
    by = " og ".join(dict.fromkeys(consent_words.row_in_words(row) for row in rows))
    clock = next((one.clock for one in told if one.clock), "")
    return " ".join(filter(None, (f"efter {by}", clock)))


def _order(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS)
