"""The consents of a case as the desk asks about them: may this be told, what runs out soon. A look is written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

import msgspec

from forms.information import DIRECTIONS, KINDS, MEETING
from rygsaek.casework import accesslog, consent, consent_words, views
from rygsaek.casework.consent import Answer, Party
from rygsaek.casework.consent_dates import ConsentDate, running_out
from rygsaek.casework.consent_rows import ConsentRow, consent_rows
from rygsaek.casework.definitions import definition_of
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import answers_of, documents
from rygsaek.casework.status import clock_problem
from rygsaek.errors import InputError
from rygsaek.history.registers import CaseState
from rygsaek.vault.transaction import Reader

NETWORK: Final = "netvaerkskort"
SOON: Final = timedelta(days=30)


class Told(msgspec.Struct, frozen=True):
    """An answer in words. cover: what would cover it, "" for a yes; clock: that dates may be wrong, "" where they are not."""

    answer: Answer
    words: str
    cover: str
    clock: str


def rows_of(desk: Desk, reader: Reader, state: CaseState) -> tuple[ConsentRow, ...]:
    """Every row of every consent of a case."""
    return consent_rows(state, lambda one: definition_of(desk.library, reader, one))


def may(desk: Desk, case: str, party: str, kind: str, direction: str, day: date) -> Told:
    """Whether a consent covers it, and which row says so. party: a name, or a row of the network map as `GROUP/ROWID`.

    Raises InputError for a case that is not here (`case.unknown`), another kind (`consent.kind_unknown`), another direction
    (`consent.direction_unknown`), a row that the network map does not have (`consent.party_unknown`).
    """
    state = views.require(desk, case)
    accesslog.seen(desk, case, "show", "Samtykker")
    with desk.vault.read() as reader:
        return answer(desk, reader, state, party_of(state, party), kind, direction, day)


def answer(desk: Desk, reader: Reader, state: CaseState, party: Party, kind: str, direction: str, day: date) -> Told:
    """The same for whoever has the state, and writes the log. Raises InputError as `may`."""
    return answers(desk, reader, state, party, (kind,), direction, day)[kind]


def answers(
    desk: Desk, reader: Reader, state: CaseState, party: Party, kinds: Iterable[str], direction: str, day: date
) -> dict[str, Told]:
    """The answers to several kinds, by kind. Raises InputError as `may`."""
    rows, wrong = rows_of(desk, reader, state), clock_problem(desk)
    clock = f"{wrong.text} {wrong.remedy}" if wrong is not None else ""
    found: dict[str, Told] = {}
    for kind in kinds:
        _refuse_unknown(kind, direction)
        said = consent.may(rows, party, kind, direction, day.isoformat())
        advice = consent_words.cover(said, party, kind, direction, consent.like(rows, party.name))
        found[kind] = Told(said, consent_words.reason(said, party, kind, direction), advice, clock)
    return found


def party_of(state: CaseState, text: str) -> Party:
    """The party that is meant: a row of the network map by `GROUP/ROWID`, else the name as it stands.

    Of a row that names nobody the place is meant. Raises InputError for a row that is not there.
    """
    group, slash, row_id = text.strip().partition("/")
    maps = documents(state, NETWORK)
    if not slash or not maps or group not in {name for one in maps for name in answers_of(state, one.document)}:
        return Party(" ".join(text.split()))
    for one in reversed(maps):
        for row in answers_of(state, one.document).get(group) or ():
            if isinstance(row, dict) and row.get("_id") == row_id:
                return Party(" ".join(str(row.get("navn") or row.get("arbejdssted") or "").split()), group)
    raise InputError(
        "Den række er ikke på netværkskortet.", "Se kortets rækker med: rygsaek case show SAG", code="consent.party_unknown"
    )


def expiring(desk: Desk, within: timedelta = SOON) -> tuple[ConsentDate, ...]:
    """Every yes, over all cases, that ends from today and within so long, the first to end first."""
    accesslog.seen(desk, accesslog.NO_CASE, "list")
    today = desk.today()
    with desk.vault.read() as reader:
        return running_out(reader, today.isoformat(), (today + within).isoformat())


def _refuse_unknown(kind: str, direction: str) -> None:
    if kind and kind not in (*KINDS, MEETING):
        raise InputError(
            f"»{kind}« er ikke en slags oplysning.",
            f"Skriv en af disse: {', '.join((*KINDS, MEETING))}.",
            code="consent.kind_unknown",
        )
    if direction not in DIRECTIONS:
        raise InputError(
            f"»{direction}« er ikke en retning.", f"Skriv en af disse: {', '.join(DIRECTIONS)}.", code="consent.direction_unknown"
        )
