"""Every answer about every party in all consents of a case, each in its narrowest reading. Pure: a case's state in, rows out.

Where two values stand, a row says yes only to what both say yes to, and no where either says no. A draft's yes is none; its no
counts from the moment that it stands, since a no needs no signature. A withdrawal counts from the day that is stated, or from
the day on which it was written down where that came first: a slip in the year keeps no yes alive.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any, Final, NamedTuple

import msgspec

from forms.day_shift import split_shift
from forms.paths import Answers
from rygsaek.casework.desk import local
from rygsaek.casework.documents import Begun, content, documents, paths_of, row_order
from rygsaek.casework.summary import DefinitionOf
from rygsaek.casework.versions import by_id, current, signings, standing, versions
from rygsaek.history.changes import CONSENT_WITHDRAWN
from rygsaek.history.clock import at_of
from rygsaek.history.ids import ChangeId
from rygsaek.history.registers import CaseState, Register

CONSENT: Final = "samtykke"
PARTIES: Final = "part"
SIGNATURE: Final = "underskrift_borger"
WITHDRAWN_DAY: Final = "tilbagekaldt_dato"
HEALTH: Final = "sundhed_og_behandling"
MOST_READINGS: Final = 256
"""More ways than this to read one row, and it says yes to nothing."""


class ConsentRow(msgspec.Struct, frozen=True, kw_only=True):
    """One party in one consent.

    names: every name that stands for the party, more than one only in a conflict; group: of the network map.
    is_yes: in every reading; is_no: in one of them. is_given: the consent was signed, or said with words and written down.
    kinds: of forms.information; may_invite: to a meeting; directions: of `indhente`, `videregive`.
    first, last: both included, YYYY-MM-DD, "" for none stated; last at most a year after first for a health professional.
    given_on: the day of the consent; withdrawn_on, replaced_on: from which day it holds no more, "" for never.
    change: the latest change that this row says; earlier: the consents that this one has taken over from.
    """

    document: str
    row: str
    names: tuple[str, ...]
    group: str = ""
    place: str = ""
    is_yes: bool = False
    is_no: bool = False
    is_given: bool = False
    is_conflict: bool = False
    kinds: tuple[str, ...] = ()
    other: str = ""
    described: str = ""
    excluded: str = ""
    purpose: str = ""
    directions: tuple[str, ...] = ()
    may_invite: bool = False
    first: str = ""
    last: str = ""
    is_health: bool = False
    basis: str = ""
    how: str = ""
    given_on: str = ""
    withdrawn_on: str = ""
    withdrawn_by: ChangeId | None = None
    replaced_on: str = ""
    change: ChangeId | None = None
    earlier: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The party as it is shown."""
        return " / ".join(self.names)


def consent_rows(state: CaseState, definition_of: DefinitionOf) -> tuple[ConsentRow, ...]:
    """Every row of every consent of the case, in the order that the consents were begun.

    definition_of: the form that each keeps; where it is not here, nothing tells that what was signed is what stands.
    """
    found = documents(state, CONSENT)
    given = {one.document: _given(state, one, definition_of) for one in found}
    before = {one.document: one.predecessor for one in found}
    replaced = {one.predecessor: given[one.document].day for one in reversed(found) if given[one.document].is_given}
    return tuple(
        row
        for one in found
        for row in _rows(state, one, given[one.document], replaced.get(one.document, ""), _chain(before, one.document))
    )


def plain_name(text: str) -> str:
    """A name as it is compared: letters as they sound the same on every keyboard, no case, one space, no stop at the end."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" .,")


def _rows(state: CaseState, one: Begun, given: _Given, replaced_on: str, earlier: frozenset[str]) -> Iterator[ConsentRow]:
    registers = dict(content(state, one.document))
    tops = readings((name, registers.get(name, Register())) for name in ("retning", "sag_formaal", "form"))
    withdrawn_on, withdrawn_by = _withdrawal(state, one.document, registers)
    for standing_row in row_order(state, one.document, PARTIES):
        place = f"{PARTIES}/{standing_row.id}/"
        cells = {name.removeprefix(place): one for name, one in registers.items() if name.startswith(place)}
        cells.pop("^", None)
        read = readings(cells.items())
        told = [{**top, **row} for top in tops for row in read]
        narrow = _narrowest(told)
        names = tuple(dict.fromkeys(name for row in read if (name := str(row.get("part_navn") or "").strip())))
        yield ConsentRow(
            document=one.document,
            row=standing_row.id,
            names=names,
            is_given=given.is_given,
            is_conflict=len(read) > 1 or len(tops) > 1,
            given_on=given.day,
            withdrawn_on=withdrawn_on,
            withdrawn_by=withdrawn_by,
            replaced_on=replaced_on,
            change=_latest(cells.values()),
            earlier=earlier,
            **narrow,
        )


def readings(registers: Iterable[tuple[str, Register]]) -> list[Answers]:
    """Every way to read these registers together, one where nothing stands twice; none where there are too many."""
    choices = []
    count = 1
    for name, register in registers:
        values = [dict(paths_of(name, one.value)) if one.value is not None else {} for one in register.standings] or [{}]
        count *= len(values)
        choices.append(values)
    if count > MOST_READINGS:
        return []
    return [{key: value for part in chosen for key, value in part.items()} for chosen in product(*choices)]


def _narrowest(told: list[Answers]) -> dict[str, Any]:
    """What every reading says yes to; a no of any."""
    first = told[0] if told else {}
    is_yes = bool(told) and all(row.get("svar") is True for row in told)
    starts, ends = [str(row.get("gyldig_fra") or "") for row in told], [_last(row) for row in told]
    kinds = set.intersection(*(set(row.get("oplysningstyper") or ()) for row in told)) if told else set()
    ways = set.intersection(*(_directions(row) for row in told)) if told else set()
    return {
        "group": _same(told, "part_type"),
        "place": _same(told, "part_afdeling"),
        "is_yes": is_yes,
        "is_no": any(row.get("svar") is False for row in told),
        "kinds": tuple(one for one in first.get("oplysningstyper") or () if one in kinds),
        "other": _each(told, "oplysning_andet"),
        "described": _each(told, "konkret_beskrivelse"),
        "excluded": _each(told, "undtaget"),
        "purpose": _each(told, "part_formaal") or _each(told, "sag_formaal"),
        "directions": tuple(one for one in ("indhente", "videregive") if one in ways),
        "may_invite": bool(told) and all(row.get("moede_invitation") is True for row in told),
        "first": max(starts, default="") if all(starts) else "",
        "last": min(ends, default="") if all(ends) else "",
        "is_health": any(_is_health(row) for row in told),
        "basis": _same(told, "retsgrundlag"),
        "how": _same(told, "form"),
    }


def _directions(row: Mapping[str, Any]) -> set[str]:
    said = row.get("retning_part") or row.get("retning")
    return {"indhente", "videregive"} if said == "begge" else {str(said)} if said else set()


def _is_health(row: Mapping[str, Any]) -> bool:
    said = row.get("er_sundhedsperson")
    return said is True or (said is not False and row.get("part_type") == HEALTH)


def _last(row: Mapping[str, Any]) -> str:
    """The last day: as stated, and for a health professional at most a year after the first (sundhedsloven § 44, stk. 2)."""
    stated, first = str(row.get("gyldig_til") or ""), str(row.get("gyldig_fra") or "")
    if not stated or not first or not _is_health(row):
        return stated
    shift = split_shift("i_dag+1y")[1]
    try:
        year = shift(date.fromisoformat(first)) if shift else None
    except ValueError:
        return ""
    return min(stated, year.isoformat()) if year else ""


class _Given(NamedTuple):
    """Whether a consent was given, in every reading, and on which day: of two days the earlier."""

    is_given: bool
    day: str


def _given(state: CaseState, one: Begun, definition_of: DefinitionOf) -> _Given:
    registers = dict(content(state, one.document))
    names = ("form", "mundtlig_begrundelse", SIGNATURE, "dato")
    told = readings((name, registers.get(name, Register())) for name in names)
    holds = _signature_holds(state, one, definition_of)
    is_given = bool(told) and all(_is_given(row, holds=holds) for row in told)
    days = [str(row["dato"]) for row in told if row.get("dato")]
    return _Given(is_given, min(days, default=one.day))


def _is_given(row: Mapping[str, Any], *, holds: bool) -> bool:
    """Signed on paper, on the screen or with words; or given with words, with the reason written down."""
    if row.get("form") == "mundtlig":
        return bool(row.get("mundtlig_begrundelse"))
    signed = row.get(SIGNATURE)
    return holds and isinstance(signed, dict) and signed.get("how") in ("papir", "skaerm", "ord")


def _signature_holds(state: CaseState, one: Begun, definition_of: DefinitionOf) -> bool:
    """Whether what was signed is what stands: an answer altered since then was never signed."""
    signed = [name.version for name in signings(state, one.document) if name.path == SIGNATURE]
    found = versions(state, one.document)
    now = current(found, standing(state, one.document, definition_of(one))[0])
    return now is not None and any(by_id(found, version, state, one.document) == now for version in signed)


def _withdrawal(state: CaseState, document: str, registers: Mapping[str, Register]) -> tuple[str, ChangeId | None]:
    """From which day the consent is withdrawn, "" for never, and by which change. What was ever withdrawn stays so."""
    heads = [head for name, register in state.registers(document) if name.startswith("^") for head in register.heads]
    told = [(str(head.value["day"]), head) for head in heads if head.kind == CONSENT_WITHDRAWN]
    told += [(str(head.value), head) for head in registers.get(WITHDRAWN_DAY, Register()).heads if isinstance(head.shown, str)]
    days = [(min(day, local(at_of(head.at.ms)).date().isoformat()), head.id) for day, head in told]
    return min(days, default=("", None))


def _chain(before: Mapping[str, str], document: str) -> frozenset[str]:
    found: set[str] = set()
    while (document := before.get(document, "")) and document not in found:
        found.add(document)
    return frozenset(found)


def _same(told: list[Answers], key: str) -> str:
    values = {str(row.get(key) or "") for row in told}
    return values.pop() if len(values) == 1 else ""


def _each(told: list[Answers], key: str) -> str:
    return " / ".join(dict.fromkeys(str(row[key]).strip() for row in told if row.get(key)))


def _latest(registers: Iterable[Register]) -> ChangeId | None:
    """The latest change that says any of it; None where two laptops did, since no clock tells which was first."""
    heads = [head.id for register in registers for head in register.heads]
    return max(heads) if len({one.incarnation for one in heads}) == 1 else None
