"""One thing that came from the store: checked in PROTOCOL.md's order, opened, and taken in, or refused with its reason.

It always raises where something is not as it should be, and has written nothing then; who drives it sets aside and goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NoReturn

from rygsaek.history.entries import Entry
from rygsaek.history.entries import unpack as unpack_entry
from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Transaction
from sync import chains, keyring, losing, membership, missing, saves, tables
from sync.aside import FOR_EVER, ROSTER, AsideError, chain_of, grants_of
from sync.chains import Chain
from sync.columns import unpack
from sync.membership import Membership
from sync.proof.envelopes import Checked
from sync.proof.envelopes import check as check_envelope
from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.proof.signed import body_of, id_of, read_signed
from sync.sealing.bodies import ChangesBody, read_body
from sync.sealing.envelopes import open_envelope
from sync.wire.codec import WireError
from sync.wire.envelopes import Header
from sync.wire.office import Grant, Signed

OWN_AHEAD: Final = "own.ahead"
"""One's own chain goes on in the store beyond what this vault knows: it was put back or copied."""
OWN_FORKED: Final = "own.forked"
"""The same, and this vault has written something else under the same numbers meanwhile."""


@dataclass
class Intake:
    """Taking in within one transaction. known: the office, growing with what comes; freed: what others may have waited for.

    now_ms: this laptop's clock; touched: cases in which something was taken in; granted: cases with new grants.
    """

    journal: Journal
    tx: Transaction
    known: Membership
    now_ms: int
    freed: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    granted: set[str] = field(default_factory=set)
    grants: dict[str, CaseGrants] = field(default_factory=dict)

    def take(self, kind: str, data: bytes) -> None:
        """Take in one thing. kind: as the store calls it. Raises AsideError; then nothing of it is written."""
        try:
            match kind:
                case "grant":
                    self._grant(read_signed(data))
                case "envelope":
                    self._envelope(data)
                case "notice":
                    raise AsideError("notice.unread")
                case _:
                    self._office(kind, read_signed(data))
        except WireError as error:
            raise AsideError(error.code) from error

    def grants_of(self, case: str) -> CaseGrants:
        """Who has a case."""
        if case not in self.grants:
            self.grants[case] = keyring.grants(self.tx, self.known, case)
        return self.grants[case]

    def _office(self, kind: str, signed: Signed) -> None:
        if signed.what != kind:
            raise AsideError("signed.other")
        try:
            after = membership.take(self.tx, self.known, signed)
        except ProofError as error:
            raise AsideError(error.code, ROSTER if error.code.endswith(".behind") else FOR_EVER) from error
        if after is not self.known:
            self.known = after
            self.freed.add(ROSTER)

    def _grant(self, signed: Signed) -> None:
        case = ""
        try:
            said = body_of(signed, "grant", Grant)
            case = said.case
            before = self._giving_way(signed, said)
            after = keyring.take_grant(self.tx, self.known, before, signed)
        except ProofError as error:
            waits = {"grant.behind": grants_of(case), "roster.behind": ROSTER}.get(error.code, FOR_EVER)
            raise AsideError(error.code, waits, case) from error
        if after is not before:
            self.grants[case] = after
            self.freed.add(grants_of(case))
            self.granted.add(case)

    def _giving_way(self, signed: Signed, said: Grant) -> CaseGrants:
        """The case's grants before this one: one's own that no store has taken give way to it."""
        before, unsent = self.grants_of(said.case), losing.first_unsent(self.tx, said.case)
        if unsent is None or said.n < unsent or (said.n <= before.n and before.heads[said.n - 1] == id_of(signed)):
            return before
        losing.take_out(self.tx, self.journal.vault.incarnation, said.case, unsent)
        del self.grants[said.case]
        return self.grants_of(said.case)

    def _envelope(self, data: bytes) -> None:
        try:
            header = read_envelope(data).header
        except ProofError as error:
            raise AsideError(error.code) from error
        try:
            self._envelope_of(data, header)
        except AsideError as error:
            error.case = header.case
            raise

    def _envelope_of(self, data: bytes, header: Header) -> None:
        waits = {"grant.behind": grants_of(header.case), "envelope.unknown_device": ROSTER}
        try:
            grants = self.grants_of(header.case)
            checked = check_envelope(data, self.known.roster, grants)
            chain = self._next_in(checked)
            if chain is None:
                return
            key = keyring.case_key(self.tx, grants, header.epoch)
            if key is None:
                raise AsideError("key.missing", grants_of(header.case))
            body = open_envelope(checked, key)
        except ProofError as error:
            raise AsideError(error.code, waits.get(error.code, FOR_EVER)) from error
        if header.type != "changes":
            raise AsideError("envelope.unread")
        last = self._changes(checked, chain, body)
        chains.keep_link(self.tx, checked)
        chains.put(self.tx, chain._replace(device=header.device, seq=header.seq, id=checked.id, last=last))
        self.freed.add(chain_of(header.case, header.incarnation, header.type))
        self.touched.add(header.case)

    def _next_in(self, checked: Checked) -> Chain | None:
        """The chain that an envelope continues; None for one that is in it already."""
        header = checked.header
        place = (header.case, header.incarnation, header.type)
        chain = chains.get(self.tx, *place)
        if chain.seq and chain.device != header.device:
            raise AsideError("envelope.incarnation")
        if header.seq <= chain.seq:
            if chains.id_at(self.tx, header) == checked.id:
                return None
            self._freeze(chain)
        if chain.is_frozen:
            raise AsideError("envelope.frozen")
        if header.incarnation == self.journal.vault.incarnation:
            raise AsideError(OWN_AHEAD, OWN_AHEAD)
        if header.seq > chain.seq + 1:
            raise AsideError("envelope.gap", chain_of(*place))
        if header.previous != chain.id:
            self._freeze(chain)
        return chain

    def _freeze(self, chain: Chain) -> NoReturn:
        """Its owner has signed two different things under one number: nothing more of the chain is taken, and it is told."""
        chains.put(self.tx, chain._replace(is_frozen=True))
        raise AsideError("envelope.forked")

    def _changes(self, checked: Checked, chain: Chain, data: bytes) -> int:
        """Take in an envelope's saves; returns the last."""
        header = checked.header
        body = read_body(data, ChangesBody)
        if (body.case, body.incarnation, body.first) != (header.case, header.incarnation, chain.last + 1):
            raise AsideError("body.other")
        entries = self._entries(body)
        self._check_roster(body)
        self._refuse_fork(entries)
        self.journal.merge(body.case, entries, tx=self.tx)
        for blob in body.blobs:
            self.tx.blobs.put(blob)
        missing.note(self.tx, body.case, body.heads, header.device, self.now_ms)
        return body.last

    def _entries(self, body: ChangesBody) -> list[Entry]:
        before = saves.hash_at(self.tx, body.case, body.incarnation, body.first - 1)
        packed = unpack(body.saves)
        numbers = [(incarnation, txn) for incarnation, txn, _ in packed]
        if before is None or numbers != [(body.incarnation, txn) for txn in range(body.first, body.last + 1)]:
            raise AsideError("body.other")
        entries = list(saves.chained(body.case, body.incarnation, body.first, before, (payload for _, _, payload in packed)))
        if not entries or entries[-1].hash != body.log:
            raise AsideError("body.log")
        try:
            for one in entries:
                unpack_entry(one.case, one.incarnation, one.txn, one.payload)
        except ValueError as error:
            raise AsideError("body.unreadable") from error
        return entries

    def _check_roster(self, body: ChangesBody) -> None:
        """A newer roster than the one shown: nothing is granted until the store has shown it."""
        if body.roster_n > self.known.roster.n:
            tables.note_number(self.tx, tables.ROSTER_OWED, max(body.roster_n, tables.number(self.tx, tables.ROSTER_OWED)))
            return
        try:
            self.known.roster.knows(body.roster_n, body.roster_head)
        except ProofError as error:
            raise AsideError(error.code) from error

    def _refuse_fork(self, entries: list[Entry]) -> None:
        """Whether this vault wrote something else under these numbers, before it was put back."""
        case, incarnation, first = entries[0][:3]
        here = saves.of_chain(self.tx, case, incarnation, first, entries[-1].txn)
        if any(mine != theirs for mine, theirs in zip(here, entries, strict=False)):
            raise AsideError(OWN_FORKED, OWN_AHEAD)
