"""Joining an office, step by step, on the newcomer's laptop: ask, show six words, look again, be in."""

from __future__ import annotations

from typing import NamedTuple

from sync import membership, tables
from sync.errors import SyncError
from sync.membership import Membership
from sync.office import founding, joining, people
from sync.office.codes import InviteCode
from sync.office.joining import JOINING_CAP, Joining
from sync.office.labels import Label
from sync.office.line import Line
from sync.office.sharing import begin_cases
from sync.proof.errors import ProofError
from sync.wire.codec import WireError, decode, encode
from sync.wire.requests import Joined


class Standing(NamedTuple):
    """How a joining stands. words: what the lead must see too; known: the office, once a lead has let this laptop in."""

    words: tuple[str, ...]
    known: Membership | None


def start(line: Line, code: InviteCode, label: Label) -> Standing:
    """Use an invite, or go on with it. Raises InputError (`office.already`), SyncError."""
    founding.refuse_second(line)
    begun = held(line)
    if begun is None or begun.invite != code:
        begun = joining.begin(code, line.about(code.server).server, label, line.entropy)
        with line.vault.write() as tx:
            tables.note(tx, tables.JOINING, encode(begun))
    return look(line, begun)


def look(line: Line, begun: Joining) -> Standing:
    """Ask whether a lead has said yes; if so, belong to the office with every case of this vault.

    Raises SyncError: `invite.…` (refused, expired, used by another), `answer.…`, what is wrong with the office that is shown.
    """
    invite, secret = begun.invite, begun.device
    answer = line.ask(invite.server, secret, begun.server, "/v1/join", begun.join, Joined)
    is_waiting = joining.is_waiting(answer)
    items = joining.office_items(begun, answer)
    if is_waiting:
        return Standing(begun.words, None)
    try:
        with line.vault.write() as tx:
            org = joining.org_of(items)
            known = membership.begin(tx, secret, org, invite.server, items)
            if not known.is_active:
                raise SyncError("roster.revoked")
            begin_cases(tx, known, line.now_ms())
            tables.note(tx, tables.JOINING, None)
    except (ProofError, WireError) as error:
        raise SyncError(error.code) from error
    return Standing(begun.words, known)


def held(line: Line) -> Joining | None:
    """A joining that has begun."""
    with line.vault.read() as reader:
        data = tables.fact(reader, tables.JOINING)
    return None if data is None else decode(data, Joining, JOINING_CAP)


def inside(line: Line) -> Standing | None:
    """How a laptop stands that is in; None where this vault belongs to no office."""
    with line.vault.read() as reader:
        known = membership.load(reader)
    return None if known is None else Standing(people.words_of(known, known.device), known)


def give_up(line: Line) -> None:
    """Forget a joining that came to nothing."""
    with line.vault.write() as tx:
        tables.note(tx, tables.JOINING, None)
