"""Whether the office's directory has the citizen of a case in another case, that is on its way or a colleague's alone. No Qt."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Final, NamedTuple

from rygsaek.casework import accesslog, citizen_keys, preview, twins
from rygsaek.casework.desk import Desk
from sync import tables
from sync.membership import Membership
from sync.office import directory
from sync.office.directory import Has
from ui.presenters.case import OtherCase
from ui.presenters.times import moment_words

SAME_NUMBER: Final = "samme CPR-nummer"
LIST: Final = "kontorets liste"
NOBODY: Final = "Ingen på kontoret har fortalt, at de har borgeren."


class Elsewhere(NamedTuple):
    """coming: cases on their way with the same number; told: a sentence for each case that is not here, and will not come."""

    coming: tuple[OtherCase, ...] = ()
    told: tuple[str, ...] = ()


def elsewhere(desk: Desk, known: Membership, case: str, settled: Collection[str]) -> Elsewhere:
    """Other cases with the number of a case's citizen, as colleagues have told the office; the look is written down in each.

    settled: cases of which a person has said whether they are the same citizen's.
    """
    with desk.vault.read() as reader:
        number = citizen_keys.number_of(reader, case)
        if number is None:
            return Elsewhere()
        here = set(desk.journal.cases())
        found = [one for one in directory.who_has(reader, known, number) if one.case not in {case, *settled} | here]
    found = [one for one in found if not desk.fetch(one.case)]  # then it is here, and told as that
    with desk.vault.read() as reader:
        shown = {one.case: preview.of_case(reader, one.case) for one in found}
    twins.shown(desk, (one.case for one in found))
    coming = tuple(OtherCase(one, told.name, SAME_NUMBER, is_coming=True) for one, told in shown.items() if told is not None)
    return Elsewhere(coming, tuple(_told(one, desk.now()) for one in found if shown[one.case] is None))


def of_number(desk: Desk, known: Membership, number: str) -> str:
    """Who in the office has a citizen in a case that is not here, in words; "" where one is here and nobody else has told of any.

    number: ten digits. The look is written down.
    """
    with desk.vault.read() as reader:
        found = directory.who_has(reader, known, number)
        shown = {one.case: preview.of_case(reader, one.case) for one in found}
        lying = set(tables.lying(reader))
    accesslog.note(desk, accesslog.NO_CASE, "search", detail=LIST, cases=[one.case for one in found])
    here = set(desk.journal.cases())
    away = [one for one in found if one.case not in here]
    ways = {one.case: "er kommet hertil" if one.case in lying else "er på vej hertil" for one in away}
    told = (f"»{of.name}« {ways[one.case]} og har nummeret." for one in away if (of := shown[one.case]) is not None)
    others = (_told(one, desk.now()) for one in away if shown[one.case] is None)
    return " ".join((*told, *others)) if found else NOBODY


def _told(one: Has, now: datetime) -> str:
    """Who has it, since when, and one piece of advice."""
    since = moment_words(datetime.fromtimestamp(one.since / 1000, UTC), now)
    if one.is_me:
        return f"Din anden computer har en sag med samme CPR-nummer, fortalt {since}. Del den med denne computer."
    if not one.is_active:
        return f"{one.name} havde en sag med samme CPR-nummer, men er lukket ude. Spørg en leder, hvor sagen er nu."
    return f"{one.name} har en sag med samme CPR-nummer, fortalt {since}. Tal sammen, før du går videre."
