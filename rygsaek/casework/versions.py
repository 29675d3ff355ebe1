"""Versions: numbered, frozen sets of what stands in a document, made at print, sign and "færdig"; editing begins the next.

A version freezes ids of changes, so it means the same for ever and on every laptop. Two made apart under one number show as 4a
and 4b.
Signatures, and what may be answered after finishing (a withdrawal), are kept beside the content: signing a printed paper does not
make it another version than the one that was signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple

from forms.model import Definition, Field
from rygsaek.casework.documents import content, field_of
from rygsaek.history.changes import PAPER_MADE, SIGNED, VERSION_MADE, Change, NewChange, version_register
from rygsaek.history.clock import Stamp
from rygsaek.history.ids import ChangeId, new_id
from rygsaek.history.registers import CaseState

Reason = Literal["print", "sign", "finished"]
SIGNED_REGISTER: Final = "^signed/"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Version(NamedTuple):
    """One version. heads: the answers it holds; beside: what stood beside them; label: "4", or "4a" beside another 4."""

    id: str
    number: int
    label: str
    heads: frozenset[ChangeId]
    beside: frozenset[ChangeId]
    reasons: frozenset[str]
    at: Stamp
    by: str


class Signing(NamedTuple):
    """One signature. path: the field; version: the id of the version that was signed."""

    path: str
    how: str
    name: str
    date: str
    version: str
    at: Stamp
    by: str


class PaperNote(NamedTuple):
    """One paper that was made. version: the id of the version that it shows; is_out: a person has seen all of it come out."""

    paper_id: str
    version: str
    copy: str
    way: str
    is_out: bool
    at: Stamp


def standing(state: CaseState, document: str, definition: Definition | None) -> tuple[frozenset[ChangeId], frozenset[ChangeId]]:
    """What stands now: the ids of the answers, and of what stands beside them."""
    answers: set[ChangeId] = set()
    beside: set[ChangeId] = set()
    for name, register in content(state, document):
        (beside if is_beside(field_of(definition, name)) else answers).update(head.id for head in register.heads)
    return frozenset(answers), frozenset(beside)


def is_beside(field: Field | None) -> bool:
    """Whether a field is no part of what a version freezes: a signature, or what is answered after finishing."""
    return field is not None and (field.kind == "signature" or field.after_finish)


def versions(state: CaseState, document: str) -> tuple[Version, ...]:
    """Every version of a document, by number; making one again for another reason adds the reason."""
    made = [change for change in _own(state, document, VERSION_MADE) if _is_version(change.value)]
    made.sort(key=lambda change: (change.at, change.id))
    by_content: dict[tuple[int, frozenset[ChangeId]], list[Change]] = {}
    for change in made:
        heads = _ids(change, "heads")
        by_content.setdefault((int(change.value.get("number", 0)), heads), []).append(change)
    siblings: dict[int, list[frozenset[ChangeId]]] = {}
    for number, heads in by_content:
        siblings.setdefault(number, []).append(heads)
    found = []
    for (number, heads), changes in by_content.items():
        beside = siblings[number]
        letter = LETTERS[beside.index(heads) % len(LETTERS)] if len(beside) > 1 else ""
        first, latest = changes[0], changes[-1]
        found.append(
            Version(
                first.register.partition("/")[2],
                number,
                f"{number}{letter}",
                heads,
                _ids(latest, "beside"),
                frozenset(str(change.value.get("reason", "")) for change in changes),
                latest.at,
                latest.by,
            )
        )
    return tuple(sorted(found, key=lambda version: (version.number, version.label)))


def current(found: Sequence[Version], heads: frozenset[ChangeId]) -> Version | None:
    """The version that holds exactly what stands now, None while something newer is written."""
    return next((version for version in reversed(found) if version.heads == heads), None)


def making(state: CaseState, document: str, definition: Definition | None, reason: Reason) -> tuple[str, NewChange | None]:
    """The version to freeze now: its id, and the change that makes it, None where it was made for that reason already."""
    heads, beside = standing(state, document, definition)
    found = versions(state, document)
    known = current(found, heads)
    if known is not None and reason in known.reasons and known.beside == beside:
        return known.id, None
    made = new_id()
    value = {
        "number": known.number if known is not None else max((version.number for version in found), default=0) + 1,
        "reason": reason,
        "heads": _listed(heads),
        "beside": _listed(beside),
    }
    return known.id if known is not None else made, NewChange(document, version_register(made), VERSION_MADE, value)


def by_id(found: Iterable[Version], version_id: str, state: CaseState, document: str) -> Version | None:
    """A version by the id that a paper or a signature names: also that of a later making of the same one."""
    heads = state.register(document, version_register(version_id)).heads
    if not heads or not _is_version(heads[0].value):
        return None
    wanted = int(heads[0].value.get("number", 0)), _ids(heads[0], "heads")
    return next((version for version in found if (version.number, version.heads) == wanted), None)


def is_finished(found: Iterable[Version]) -> bool:
    """Whether the document was ever finished."""
    return any("finished" in version.reasons for version in found)


def signings(state: CaseState, document: str) -> tuple[Signing, ...]:
    """Every signature ever given on a document, oldest first."""
    return tuple(
        Signing(*said, change.at, change.by)
        for change in sorted(_own(state, document, SIGNED), key=lambda change: (change.at, change.id))
        if (said := _said(change))
    )


def papers(state: CaseState, document: str) -> tuple[PaperNote, ...]:
    """Every paper ever made of a document, oldest first."""
    return tuple(
        PaperNote(
            str(change.value.get("paper_id", change.register.partition("/")[2])),
            str(change.value.get("version_id", "")),
            str(change.value.get("copy", "")),
            str(change.value.get("way", "")),
            change.value.get("out") == "all",
            change.at,
        )
        for change in sorted(_own(state, document, PAPER_MADE), key=lambda change: (change.at, change.id))
    )


def handed_over(state: CaseState, document: str) -> tuple[PaperNote, ...]:
    """The papers that the citizen has: of their copy, and seen to come out. What was only sent to a printer is none."""
    return tuple(one for one in papers(state, document) if one.copy == "citizen" and one.is_out)


def _own(state: CaseState, document: str, kind: str) -> list[Change]:
    return [
        head
        for name, register in state.registers(document)
        if name.startswith("^")
        for head in register.heads
        if head.kind == kind and isinstance(head.value, dict)
    ]


def _is_version(said: Any) -> bool:
    """Whether it tells what a version does, as this program writes it."""
    return (
        isinstance(said, dict)
        and type(said.get("number", 0)) is int
        and all(_is_id(one) for key in ("heads", "beside") for one in _list(said.get(key)))
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_id(value: Any) -> bool:
    return isinstance(value, list) and [type(one) for one in value] == [str, int, int]


def _ids(change: Change, key: str) -> frozenset[ChangeId]:
    return frozenset(ChangeId(name, change.id.case, txn, n) for name, txn, n in _list(change.value.get(key)))


def _said(change: Change) -> tuple[str, str, str, str, str]:
    path, how, name, date, version = (str(change.value.get(key, "")) for key in ("path", "how", "name", "date", "version_id"))
    return path, how, name, date, version


def _listed(ids: Iterable[ChangeId]) -> list[list[str | int]]:
    return [[one.incarnation, one.txn, one.n] for one in sorted(ids)]
