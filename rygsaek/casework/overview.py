"""The lead's view over all cases: who has how many, what waits for a decision, and which cases nobody has.

Names of citizens stand abbreviated, until a case is opened. A role that leads and sees no cases gets `figures` alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Literal

import msgspec

from forms.course import Milestone
from forms.strings import clean_line
from forms.texts import text_in
from rygsaek.casework import accesslog, caselist, cases, decisions, due_dates, preview, problems
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import field_of
from rygsaek.casework.due import REASON, WHY
from rygsaek.casework.due_dates import Missed
from rygsaek.casework.progress import Progress, every_progress
from rygsaek.casework.summary import UNNAMED, initials

Stage = Literal["open", "resting", "closed"]
ASSIGNED: Final = "tildelt"
DETAIL: Final = "Overblik over alle sager"


class Waiting(msgspec.Struct, frozen=True):
    """A case that waits for the lead. day: when the inquiry came, YYYY-MM-DD, "" for unknown; document: the screening."""

    case: str
    short_name: str
    day: str
    document: str = ""


class Load(msgspec.Struct, frozen=True):
    """How many cases somebody has. cases: the open ones, the oldest inquiry first."""

    worker: str
    open: int
    resting: int
    closed: int
    cases: tuple[Waiting, ...] = ()


class Late(msgspec.Struct, frozen=True):
    """A limit that was not kept. day: when it was to be, YYYY-MM-DD; worker: "" for nobody; why: in words, "" for none."""

    case: str
    short_name: str
    worker: str
    title: str
    day: str
    why: str


class Overview(msgspec.Struct, frozen=True):
    """inbox: inquiries that nobody has decided on, the oldest first; unassigned: open cases that nobody has, likewise.

    late: what was to be first, first; an aim is none. on_their_way: cases that are not here yet, so that they are in none of it.
    """

    load: tuple[Load, ...]
    inbox: tuple[Waiting, ...]
    unassigned: tuple[Waiting, ...]
    late: tuple[Late, ...] = ()
    on_their_way: int = 0


def overview(desk: Desk) -> Overview:
    """What a lead sees over all cases here. Access-logged. Raises InputError `role.not_yours`."""
    _refuse(desk)
    accesslog.seen(desk, accesslog.NO_CASE, "list", DETAIL)
    with desk.vault.read() as reader:
        known = dict(every_progress(reader))
        stages = {case: stage(one, desk.profile.course, desk.today()) for case, one in known.items()}
        inbox, unassigned = waiting(known, stages)
        names: dict[str, str] = dict(reader.query("SELECT case_id, name FROM case_list WHERE day = ?", (caselist.NEVER,)))
        missed, coming = due_dates.missed(reader, desk.today()), preview.count_coming(reader)
    loads = (msgspec.structs.replace(one, cases=_named(names, one.cases)) for one in load(known, stages))
    late = tuple(_late(desk, known, names, missed))
    return Overview(tuple(loads), _named(names, inbox), _named(names, unassigned), late, coming)


def assign(desk: Desk, case: str) -> str:
    """Begin the decision that gives a case to somebody; returns its document. Raises InputError, also for no such decision."""
    _refuse(desk)
    return decisions.begin(desk, case, ASSIGNED)


def stage(one: Progress, course: Sequence[Milestone], today: date) -> Stage:
    """Whether a case goes on, rests or is over, on a day. Pure."""
    until = today.isoformat()

    def last(names: Sequence[str]) -> str:
        return max((day for name in names for day in one.days.get(name, ()) if day <= until), default="")

    reopened = last([known.id for known in course if known.turn == "reopening"])
    closed, rested = (
        last([known.id for known in course if known.closes]),
        last([known.id for known in course if known.turn == "rest"]),
    )
    if closed and closed > reopened:
        return "closed"
    return "resting" if rested and rested > reopened else "open"


def load(known: Mapping[str, Progress], stages: Mapping[str, Stage]) -> list[Load]:
    """Who has how many, by name. Pure; cases that nobody has are no one's load."""
    of: dict[str, list[str]] = {}
    for case, one in known.items():
        if one.holder:
            of.setdefault(clean_line(one.holder).casefold(), []).append(case)
    return [_load(_spelt([known[case].holder for case in held]), held, known, stages) for _, held in sorted(of.items())]


def _spelt(names: Sequence[str]) -> str:
    """A name as it is written most often, whatever the order that the cases come in."""
    return max(sorted(set(names)), key=names.count)


def _load(worker: str, held: Sequence[str], known: Mapping[str, Progress], stages: Mapping[str, Stage]) -> Load:
    counts = Counter(stages[case] for case in held)
    opened = _by_day([Waiting(case, "", known[case].inquiry) for case in held if stages[case] == "open"])
    return Load(worker, counts["open"], counts["resting"], counts["closed"], tuple(opened))


def waiting(known: Mapping[str, Progress], stages: Mapping[str, Stage]) -> tuple[list[Waiting], list[Waiting]]:
    """Inquiries without a decision, and the other open cases that nobody has: the oldest first, those without a day last."""
    inbox: list[Waiting] = []
    unassigned: list[Waiting] = []
    for case, one in known.items():
        if one.holder or stages[case] != "open":
            continue
        if one.undecided:
            oldest = min(one.undecided, key=lambda found: (found.day or caselist.NEVER, found.document))
            inbox.append(Waiting(case, "", oldest.day, oldest.document))
        else:
            unassigned.append(Waiting(case, "", one.inquiry))
    return _by_day(inbox), _by_day(unassigned)


def _by_day(found: Sequence[Waiting]) -> list[Waiting]:
    return sorted(found, key=lambda one: (one.day or caselist.NEVER, one.case))


def _refuse(desk: Desk) -> None:
    if not (desk.role.leads and desk.role.sees_all):
        raise problems.not_this_role(desk.role)


def _late(desk: Desk, known: Mapping[str, Progress], names: Mapping[str, str], missed: Sequence[Missed]) -> Iterator[Late]:
    words = _reason_words(desk)
    for one in missed:
        limit = desk.profile.limits.get(one.limit)
        if limit is None or limit.soft or limit.told_only or one.case not in known:
            continue
        of = known[one.case]
        why = next((said.why for said in reversed(of.reasons) if (said.limit, said.start) == (one.limit, one.start)), "")
        short_name = initials(names.get(one.case) or UNNAMED)
        yield Late(one.case, short_name, of.holder, one.title, one.day, words.get(why, ""))


def _reason_words(desk: Desk) -> dict[str, str]:
    field = field_of(cases.form(desk, REASON), WHY)
    return {one.id: text_in(one.label, "da") for one in field.options} if field is not None else {}


def _named(names: Mapping[str, str], found: Sequence[Waiting]) -> tuple[Waiting, ...]:
    return tuple(msgspec.structs.replace(one, short_name=initials(names.get(one.case) or UNNAMED)) for one in found)
