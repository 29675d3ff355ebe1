"""An open vault and the way to its store: what everything that people do with the office needs at hand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

from rygsaek.errors import InputError
from rygsaek.program import VERSION
from rygsaek.vault.vault import Vault
from sync import membership, pairings, tables
from sync.asking import Answer, Transport, about, ask, asked, read
from sync.errors import RefusedError, SyncError
from sync.identity import DeviceSecret, Entropy
from sync.membership import Membership
from sync.proof.errors import ProofError
from sync.proof.signed import read_signed
from sync.sealing.pairings import Pairs
from sync.wire.codec import KIB, NO_HASH, Message, WireError, encode
from sync.wire.office import FORMAT, Signed
from sync.wire.requests import About, Exchange, Exchanged, Item

M = TypeVar("M", bound=Message)
NONCE_BYTES: Final = 32
ROOM: Final = 1024 * KIB
OFFICE_KINDS: Final = ("orgdoc", "roster", "pairing", "officekey")


@dataclass(frozen=True)
class Line:
    """connect: a transport to a store's address; now_ms: the present moment, in milliseconds."""

    vault: Vault
    connect: Callable[[str], Transport]
    now_ms: Callable[[], int]
    entropy: Entropy = os.urandom

    def about(self, server_url: str) -> About:
        """Who a store says it is. Raises SyncError."""
        with self._transport(server_url) as transport:
            return about(transport)

    def ask(self, server_url: str, secret: DeviceSecret, server: bytes, path: str, message: Message, kind: type[M]) -> M:
        """One signed question. server: the store's key. Raises SyncError, RefusedError with the store's code."""
        with self._transport(server_url) as transport:
            return read(self._asked(transport, secret, server, path, message), kind)

    def ask_own(self, known: Membership, path: str, message: Message, kind: type[M]) -> M:
        """One question to the office's own store."""
        return self.ask(known.server_url, known.secret, known.server_key, path, message, kind)

    def membership(self) -> Membership:
        """The office that this vault belongs to. Raises InputError `office.none`, SyncError where what is kept does not hold."""
        with self.vault.read() as reader:
            try:
                known = membership.load(reader)
            except (ProofError, WireError) as error:
                raise SyncError(error.code) from error
        if known is None:
            raise no_office(self.vault)
        return known

    def caught_up(self) -> Membership:
        """The office as the store shows it now, its own documents taken in."""
        known = self.membership()
        cursor, mark = self._place()
        with self._transport(known.server_url) as transport:
            while True:
                question = Exchange(FORMAT, VERSION, self.vault.incarnation, cursor, mark, ROOM, ())
                answer = read(self._asked(transport, known.secret, known.server_key, "/v1/exchange", question), Exchanged)
                known = self.take(known, [read_signed(one.data) for one in answer.items if one.kind in OFFICE_KINDS])
                if not answer.is_more or answer.cursor <= cursor:
                    return known
                cursor, mark = answer.cursor, answer.mark

    def take(self, known: Membership, signed: Sequence[Signed]) -> Membership:
        """Take in what the office has signed. Raises SyncError; what came before it in the list stands.

        A pairing that is not as it should be stops nobody: it is one colleague's, and the next sync sets it aside.
        """
        for one in signed:
            try:
                with self.vault.write() as tx:
                    known = membership.take(tx, known, one)
            except (ProofError, WireError) as error:
                if one.what != "pairing":
                    raise SyncError(error.code) from error
        return known

    def pairs(self, known: Membership) -> Pairs:
        """This laptop's own pairs. What is made of them is handed in with what needs it, and kept when it was taken (`keep`)."""
        with self.vault.read() as reader:
            return pairings.own(reader, known.secret, known.org, self.entropy)

    def keep(self, pairs: Pairs) -> None:
        """Keep the pairs that were made and handed in."""
        with self.vault.write() as tx:
            pairings.keep(tx, pairs)

    def hand_in(self, known: Membership, items: Sequence[Item]) -> None:
        """Hand in signed things at once. Raises RefusedError with the store's code for the first that it does not take."""
        question = Exchange(FORMAT, VERSION, self.vault.incarnation, *self._place(), 0, tuple(items))
        for result in self.ask_own(known, "/v1/exchange", question, Exchanged).results:
            if result.code:
                raise RefusedError(result.code)

    def _place(self) -> tuple[int, bytes]:
        """Cursor and mark."""
        with self.vault.read() as reader:
            return tables.number(reader, tables.CURSOR), tables.fact(reader, tables.MARK) or NO_HASH

    def _asked(self, transport: Transport, secret: DeviceSecret, server: bytes, path: str, message: Message) -> Answer:
        question = asked(secret, server, path, message, now_ms=self.now_ms(), nonce=self.entropy(NONCE_BYTES))
        return ask(transport, question, server)

    @contextmanager
    def _transport(self, server_url: str) -> Iterator[Transport]:
        transport = self.connect(server_url)
        try:
            yield transport
        finally:
            transport.close()


def item(signed: Signed) -> Item:
    """A signed thing, to be handed in."""
    return Item(signed.what, encode(signed))


def no_office(vault: Vault) -> InputError:
    """Why nothing can be sent: this vault belongs to no office, or not yet."""
    with vault.read() as reader:
        is_waiting = tables.fact(reader, tables.JOINING) is not None
    advice = "Sig de seks ord til din leder, og gå så videre." if is_waiting else "Bed din leder om en invitation."
    title = "Du venter på at blive lukket ind i kontoret." if is_waiting else "Rygsækken er ikke med i et kontor."
    return InputError(title, advice, code="office.none")
