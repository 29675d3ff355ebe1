"""One thing that came from the store: checked in PROTOCOL.md's order, opened, and taken in, or refused with its reason.

It always raises where something is not as it should be, and has written nothing then; who drives it sets aside and goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NoReturn

from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Transaction
from sync import (
    chains,
    checkpoints,
    contents,
    deletions,
    keyring,
    losing,
    matter,
    membership,
    notices,
    out,
    redactions,
    summaries,
)
from sync.aside import FOR_EVER, OFFICE_KEY, OWN_AHEAD, ROSTER, AsideError, chain_of, grants_of
from sync.chains import Chain
from sync.contents import Into
from sync.membership import Membership
from sync.office import noticeboard
from sync.proof.envelopes import Checked, Read, check_read
from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.proof.notices import check_notice
from sync.proof.signed import body_of, id_of, read_signed
from sync.sealing.envelopes import open_envelope
from sync.sealing.keys import OFFICE
from sync.sealing.notices import BlobNotice, open_notice
from sync.wire.codec import WireError
from sync.wire.office import Grant, Redaction, Signed, Tombstone
from sync.wire.requests import Notice

BEHIND_A_LINK: Final = ("pairing.unknown_device", "lease.not_lead", "lease.not_active")
"""Reasons that a link of the roster may take away."""


@dataclass
class Intake:
    """Taking in within one transaction. known: the office, growing with what comes; freed: what others may have waited for.

    now_ms: this laptop's clock; touched: cases in which something was taken in; granted: cases with new grants; shown: cases of
    which a grant came, new or not; deleted: cases that have gone for good; grants: of cases, as they stand in the vault, read
    once for all that comes.
    """

    journal: Journal
    tx: Transaction
    known: Membership
    now_ms: int
    freed: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    granted: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    grants: dict[str, CaseGrants] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._gone = deletions.every(self.tx)
        self._unsent = losing.with_unsent(self.tx)
        self._out = out.every(self.tx)

    def take(self, kind: str, data: bytes) -> None:
        """Take in one thing. kind: as the store calls it. Raises AsideError; then nothing of it is written."""
        try:
            match kind:
                case "wipe":  # heeded when all that is unsent is handed over, which tells of it again (`office.erasing`)
                    return
                case "pairing":
                    self._pairing(read_signed(data))
                case "grant":
                    self._grant(read_signed(data))
                case "envelope":
                    self._envelope(data)
                case "notice":
                    self._notice(data)
                case "redaction":
                    self._redaction(read_signed(data))
                case "tombstone":
                    self._tombstone(read_signed(data))
                case "receipt":
                    self._receipt(read_signed(data))
                case _:
                    self._office(kind, read_signed(data))
        except WireError as error:
            raise AsideError(error.code) from error

    def grants_of(self, case: str) -> CaseGrants:
        """Who has a case."""
        if case not in self.grants:
            self.grants[case] = keyring.grants(self.tx, self.known, case)
        return self.grants[case]

    def _is_gone(self, case: str) -> bool:
        return case in self._gone or case in self.deleted

    def _office(self, kind: str, signed: Signed) -> None:
        if signed.what != kind:
            raise AsideError("signed.other")
        try:
            after = membership.take(self.tx, self.known, signed)
        except ProofError as error:
            raise AsideError(error.code, self._waits(error.code, signed)) from error
        if after is not self.known:
            self.known = after
            self.freed.add(OFFICE_KEY if kind == "officekey" else ROSTER)

    def _waits(self, code: str, signed: Signed) -> str:
        """What lets something of the office's own be tried again: what goes before it may come behind it.

        A stranger's link may be of a lead whom a document names that has not come.
        """
        if code == "officekey.behind":
            return OFFICE_KEY
        is_strangers = code == "roster.not_lead" and not self.known.roster.members.keys() & set(signed.by)
        return ROSTER if code.endswith(".behind") or code in BEHIND_A_LINK or is_strangers else FOR_EVER

    def _pairing(self, signed: Signed) -> None:
        """Grants may have waited for it, and what is sealed under their keys."""
        self._office("pairing", signed)
        opened = keyring.open_waiting(self.tx, self.known, id_of(signed))
        self.freed |= {OFFICE_KEY if case == OFFICE else grants_of(case) for case in opened}
        self.granted |= opened - {OFFICE}

    def _grant(self, signed: Signed) -> None:
        case = ""
        try:
            said = body_of(signed, "grant", Grant)
            case = said.case
            if self._is_gone(case):
                return
            before = self._giving_way(signed, said)
            after = keyring.take_grant(self.tx, self.known, before, signed)
        except ProofError as error:
            waits = {"grant.behind": grants_of(case), "roster.behind": ROSTER}.get(error.code, FOR_EVER)
            raise AsideError(error.code, waits, case) from error
        self.shown.add(case)
        if case in self._out:
            out.back(self.tx, case)
        if after is not before or case in self._out:
            self.grants[case] = after
            self.freed.add(grants_of(case))
            self.granted.add(case)

    def _redaction(self, signed: Signed) -> None:
        case = ""
        try:
            case = body_of(signed, "redaction", Redaction).case
            if self._is_gone(case):
                return
            is_news = redactions.take(self.tx, self.journal, self.known, self.grants_of(case), signed, self.now_ms)
        except ProofError as error:
            waits = {"grant.behind": grants_of(case), "roster.behind": ROSTER}.get(error.code, FOR_EVER)
            raise AsideError(error.code, waits, case) from error
        if is_news:
            self.touched.add(case)

    def _tombstone(self, signed: Signed) -> None:
        try:
            case = body_of(signed, "tombstone", Tombstone).case
            if deletions.take(self.tx, self.journal, self.known, signed, self.now_ms):
                self.grants.pop(case, None)
                self.granted.discard(case)
                self.deleted.add(case)
        except ProofError as error:
            raise AsideError(error.code, ROSTER if error.code == "roster.behind" else FOR_EVER) from error

    def _receipt(self, signed: Signed) -> None:
        try:
            deletions.take_receipt(self.tx, self.known, signed)
        except ProofError as error:
            raise AsideError(error.code) from error

    def _giving_way(self, signed: Signed, said: Grant) -> CaseGrants:
        """The case's grants before this one: one's own that no store has taken give way to it."""
        before = self.grants_of(said.case)
        unsent = losing.first_unsent(self.tx, said.case) if said.case in self._unsent else None
        if unsent is None or said.n < unsent or (said.n <= before.n and before.heads[said.n - 1] == id_of(signed)):
            return before
        losing.take_out(self.tx, self.journal.vault.incarnation, said.case, unsent)
        del self.grants[said.case]
        return self.grants_of(said.case)

    def _notice(self, data: bytes) -> None:
        """The newest of each slot is kept as it came, for whoever reads it; a form or profile goes to its place at once."""
        try:
            notice = check_notice(data, self.known.roster, self.known.office)
            key = membership.office_key(self.tx, self.known, notice.epoch)
        except ProofError as error:
            waits = {"notice.epoch": OFFICE_KEY, "notice.unknown_device": ROSTER}.get(error.code, FOR_EVER)
            raise AsideError(error.code, waits) from error
        if key is None:
            raise AsideError("key.missing", OFFICE_KEY)
        if not notices.keep(self.tx, notice, data):
            return
        try:
            self._notice_body(key, notice)
        except ProofError as error:
            raise AsideError(error.code) from error

    def _notice_body(self, key: bytes, notice: Notice) -> None:
        try:
            blob = open_notice(key, notice, BlobNotice, self.known.roster)
        except WireError:  # another kind
            noticeboard.take(self.tx, self.known, key, notice)
        else:
            matter.take(self.tx, self.journal, blob.data)

    def _envelope(self, data: bytes) -> None:
        try:
            one = read_envelope(data)
        except ProofError as error:
            raise AsideError(error.code) from error
        if self._is_gone(one.header.case):
            return
        try:
            self._envelope_of(one)
        except AsideError as error:
            error.case = one.header.case
            raise

    def _envelope_of(self, one: Read) -> None:
        header = one.header
        waits = {"grant.behind": grants_of(header.case), "envelope.unknown_device": ROSTER}
        try:
            grants = self.grants_of(header.case)
            checked = check_read(one, self.known.roster, grants)
            unchecked = checkpoints.behind(self.tx, header)
            chain = self._next_in(checked) if unchecked is None else None
            if chain is None and unchecked is None:
                return
            key = keyring.case_key(self.tx, grants, header.epoch)
            if key is None:
                raise AsideError("key.missing", grants_of(header.case))
            body = open_envelope(checked, key)
        except ProofError as error:
            raise AsideError(error.code, waits.get(error.code, FOR_EVER)) from error
        if unchecked is not None:
            checkpoints.check(self._into(), checked, unchecked, body)
        if chain is not None:
            last = self._content(checked, chain, body)
            chains.keep_link(self.tx, checked)
            chains.put(self.tx, chain._replace(device=header.device, seq=header.seq, id=checked.id, last=last))
        self.freed.add(chain_of(header.case, header.incarnation, header.type))
        self.touched.add(header.case)

    def _content(self, checked: Checked, chain: Chain, body: bytes) -> int:
        """Take in what is inside; returns how far the chain then carries."""
        match checked.header.type:
            case "changes":
                return contents.take_changes(self._into(), checked.header, chain, body)
            case "access":
                return contents.take_access(self.tx, checked.header, chain, body)
            case "checkpoint":
                self.freed |= checkpoints.take(self._into(), checked.header, body)
                return 0
            case "summary":
                summaries.take(self.tx, checked, body)
                return 0
        raise AsideError("envelope.unread")

    def _into(self) -> Into:
        return Into(self.journal, self.tx, self.known, self.now_ms)

    def _next_in(self, checked: Checked) -> Chain | None:
        """The chain that an envelope continues; None for one that is in it already."""
        header = checked.header
        place = (header.case, header.incarnation, header.type)
        chain, stands_alone = chains.get(self.tx, *place), header.type in (checkpoints.TYPE, summaries.TYPE)
        if chain.seq and chain.device != header.device:
            raise AsideError("envelope.incarnation")
        if header.seq <= chain.seq:
            if chains.id_at(self.tx, header) == checked.id or (stands_alone and header.seq < chain.seq):
                return None
            self._freeze(chain)
        if chain.is_frozen:
            raise AsideError("envelope.frozen")
        if header.incarnation == self.journal.vault.incarnation:
            raise AsideError(OWN_AHEAD, OWN_AHEAD)
        if header.seq > chain.seq + 1 and not stands_alone:
            raise AsideError("envelope.gap", chain_of(*place))
        if header.seq == chain.seq + 1 and header.previous != chain.id:
            self._freeze(chain)
        return chain

    def _freeze(self, chain: Chain) -> NoReturn:
        """Its owner has signed two different things under one number: nothing more of the chain is taken, and it is told."""
        chains.put(self.tx, chain._replace(is_frozen=True))
        raise AsideError("envelope.forked")
