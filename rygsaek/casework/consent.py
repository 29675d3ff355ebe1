"""The consent ledger: may this party be told, or asked, this kind of thing on this day? Pure: rows in, an answer out.

A party is known by its name as the consent has it, and by nothing else; what nobody is named in is no. A no, or a yes taken back,
beats every yes for the same party that is not known to have come after it: a later day, a consent that says it takes over, or the
same laptop's later save. Where no clock can tell, the no stands. Several consents stand beside each other, until one takes over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

import msgspec

from forms.information import DIRECTIONS, KINDS, MEETING
from rygsaek.casework.consent_rows import ConsentRow, plain_name

Why = Literal[
    "covered", "unknown", "draft", "refused", "withdrawn", "replaced", "not_yet", "ended", "no_end", "kind", "direction"
]
_NEAREST: Final[tuple[Why, ...]] = (
    "kind", "direction", "ended", "not_yet", "no_end", "replaced", "withdrawn", "refused", "draft", "unknown",
)  # fmt: skip
"""Where no no stands, the reason that lacks least is told."""


class Party(NamedTuple):
    """Who is asked about. group: of the network map, where they were found there; a consent to another group is none then."""

    name: str
    group: str = ""


class Answer(msgspec.Struct, frozen=True):
    """row: the one that says so, None where nothing says anything of this party. why: for machines; words: consent_words."""

    may: bool
    why: Why
    row: ConsentRow | None = None


def may(rows: Sequence[ConsentRow], party: Party, kind: str, direction: str, day: str) -> Answer:
    """Whether a consent covers it. kind: of KINDS, MEETING, or "" for no more than that there is a case.

    direction: of DIRECTIONS; a meeting may be asked for in any. day: YYYY-MM-DD.
    Raises ValueError for another kind or direction.
    """
    if kind not in (*KINDS, MEETING, "") or direction not in DIRECTIONS:
        raise ValueError(kind, direction)
    named = [row for row in rows if _may_be(row, party)]
    noes = _noes(named, day)
    against: list[tuple[Why, ConsentRow]] = []
    for row in sorted(named, key=lambda one: (one.last, one.given_on), reverse=True):
        why = _of_row(row, party, kind, direction, day)
        if why != "covered":
            against.append((why, row))
        elif all(_is_later(row, no) for no in noes):
            return Answer(True, "covered", row)
    yeses = [row for row in named if row.is_given and row.is_yes and row.given_on <= day]
    for no in noes:
        if not any(_is_later(yes, no) for yes in yeses):
            return Answer(False, no.why, no.row)
    against += [(no.why, no.row) for no in noes]
    if not against:
        return Answer(False, "unknown")
    said, row = min(against, key=lambda one: _NEAREST.index(one[0]))
    return Answer(False, said, row)


def stands(rows: Sequence[ConsentRow], row: ConsentRow, day: str) -> Why:
    """How one row stands on a day, whatever it is about: "covered" while its yes holds."""
    party = Party(row.names[0] if row.names else "", row.group)
    why = _of_row(row, party, "", "begge" if len(row.directions) > 1 else (*row.directions, "begge")[0], day)
    if why == "covered":
        noes = _noes([one for one in rows if _may_be(one, party)], day)
        return next((no.why for no in noes if not _is_later(row, no)), "covered")
    return why


def like(rows: Iterable[ConsentRow], name: str) -> tuple[str, ...]:
    """Names in the consents that hold this one, or are held by it: what may have been meant."""
    asked = plain_name(name)
    known = dict.fromkeys(one for row in rows for one in row.names)
    return tuple(
        one for one in known if asked and plain_name(one) != asked and (asked in plain_name(one) or plain_name(one) in asked)
    )


class _No(NamedTuple):
    """A no, from a day on."""

    why: Why
    row: ConsentRow
    day: str
    txn: tuple[str, int] | None


def _noes(named: Iterable[ConsentRow], day: str) -> list[_No]:
    """Every no about a party that was said by a day: refusals, and yeses taken back."""
    found: list[_No] = []
    for row in named:
        if row.is_no and row.given_on <= day and not (row.replaced_on and row.replaced_on <= day):
            found.append(_No("refused", row, row.given_on, _save(row.change)))
        if row.withdrawn_on and row.withdrawn_on <= day and not row.is_no:
            found.append(_No("withdrawn", row, row.withdrawn_on, _save(row.withdrawn_by)))
    return found


def _is_later(yes: ConsentRow, no: _No) -> bool:
    """Whether a yes is known to have come after a no."""
    if yes.document == no.row.document:
        return False
    if no.row.document in yes.earlier:
        return True
    if yes.given_on != no.day:
        return yes.given_on > no.day
    mine = _save(yes.change)
    return mine is not None and no.txn is not None and mine[0] == no.txn[0] and mine[1] > no.txn[1]


def _save(change: object) -> tuple[str, int] | None:
    incarnation, txn = getattr(change, "incarnation", None), getattr(change, "txn", None)
    return (incarnation, txn) if isinstance(incarnation, str) and isinstance(txn, int) else None


def _may_be(row: ConsentRow, party: Party) -> bool:
    asked = plain_name(party.name)
    if not asked or all(plain_name(name) != asked for name in row.names):
        return False
    return not (party.group and row.group and party.group != row.group)


def _of_row(row: ConsentRow, party: Party, kind: str, direction: str, day: str) -> Why:
    """What one row says, without what other rows say against it."""
    if row.is_no:
        return "refused"
    if not row.is_given or not row.is_yes or any(plain_name(name) != plain_name(party.name) for name in row.names):
        return "draft"
    if row.withdrawn_on and row.withdrawn_on <= day:
        return "withdrawn"
    if row.replaced_on and row.replaced_on <= day:
        return "replaced"
    if not row.first or not row.last:
        return "no_end"
    if day < max(row.first, row.given_on):
        return "not_yet"
    if day > row.last:
        return "ended"
    if (kind == MEETING and not row.may_invite) or (kind in KINDS and kind not in row.kinds):
        return "kind"
    wanted = {"indhente", "videregive"} if direction == "begge" else {direction}
    if kind != MEETING and not wanted <= set(row.directions):
        return "direction"
    return "covered"
