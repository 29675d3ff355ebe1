"""Sending and getting, from what is typed to the last answer kept: by the window's timer, by a wish, or from a terminal."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from rygsaek.casework import promoting, unread_notes
from rygsaek.casework.desk import Desk
from sync import attempts, membership
from sync.asking import Transport
from sync.errors import RefusedError, SyncError
from sync.identity import Entropy
from sync.laptop import Laptop
from sync.membership import Membership
from sync.office import awaiting, second_lead
from sync.office.bequeathing import seal_all
from sync.office.erasing import hand_over
from sync.office.line import Line
from sync.outbox import Sealing
from sync.proof.errors import ProofError
from sync.schedule import Schedule
from sync.talking import Talk
from sync.wire.codec import WireError
from sync.wire.office import Signed

REVOKED = "roster.revoked"


class Connection(NamedTuple):
    """How the store is reached. open: a transport to an address, told when the person gives up."""

    open: Callable[[str, Callable[[], bool]], Transport]
    entropy: Entropy = os.urandom


class Outcome(NamedTuple):
    """How it went. given, taken: things handed in and taken in; order: a lead's word to erase this vault, or None.

    is_revoked: the office has shut this laptop out; what was sealed has been handed over.
    """

    given: int
    taken: int
    is_revoked: bool = False
    order: Signed | None = None


class Runner:
    """Talks with the store, one conversation at a time, on whichever thread asks. Usable from any thread.

    desk: as it is now; its forms, and who works at it, may change while the vault is open.
    """

    def __init__(self, desk: Callable[[], Desk], connection: Connection, chance: Callable[[], float] = random.random) -> None:
        self._desk_now, self._connection, self._chance = desk, connection, chance
        self._alone = threading.Lock()
        self._cancelled = threading.Event()
        self.schedule = Schedule(self._now_ms())
        self.came: Callable[[], None] = lambda: None
        """Told on the talking thread when cases have come, while others are on their way."""

    @property
    def _desk(self) -> Desk:
        return self._desk_now()

    @property
    def is_running(self) -> bool:
        return self._alone.locked()

    def is_due(self) -> bool:
        """It is time to talk, and nobody does."""
        return not self.is_running and self.schedule.is_due(self._now_ms())

    def network_appeared(self) -> None:
        self.schedule = self.schedule.network_appeared(self._now_ms(), self._chance())

    def saved(self) -> None:
        """Something was saved."""
        self.schedule = self.schedule.saved(self._now_ms(), self._chance())

    def set_metered(self, is_metered: bool) -> None:
        """Whether the line costs by the byte."""
        self.schedule = self.schedule._replace(is_metered=is_metered)

    def cancel(self) -> None:
        """Give up what is under way. What was kept until then stands."""
        self._cancelled.set()

    def run(self, *, promotes: bool = True) -> Outcome | None:
        """Send and get everything now; None where this vault belongs to no office, or somebody is at it already.

        promotes: a person wishes it. What is being typed becomes answers first, which is not done where somebody may be in the
        middle of a word; and large files go also over a line that costs by the byte.

        Raises SyncError (UnreachableError, RefusedError), DiskError, VaultError; what was kept until then stands.
        """
        if not self._alone.acquire(blocking=False):
            return None
        try:
            self._cancelled.clear()
            known = self._known()
            return None if known is None else self._run(known, promotes)
        finally:
            self._alone.release()

    def _run(self, known: Membership, promotes: bool) -> Outcome:
        if promotes:
            promoting.promote(self._desk)
        laptop = Laptop(self._desk.journal, known, self._now_ms(), self._connection.entropy)
        laptop.came, laptop.is_cancelled = self.came, self._cancelled.is_set
        laptop.is_sparing = self.schedule.is_metered and not promotes
        try:
            outcome = self._talk(laptop)
        except SyncError as error:
            laptop.read_arrived()  # for that no network is needed
            pause_ms = error.retry_after_s * 1000 if isinstance(error, RefusedError) else 0
            self.schedule = self.schedule.failed(self._now_ms(), self._chance(), pause_ms)
            attempts.note(self._desk.vault, self._now_ms(), error.code)
            raise
        self.schedule = self.schedule.done(self._now_ms(), self._chance())
        attempts.note(self._desk.vault, self._now_ms(), REVOKED if outcome.is_revoked else "")
        return outcome

    def _talk(self, laptop: Laptop) -> Outcome:
        transport = self._open(laptop.known.server_url)
        with self._desk.vault.read() as reader:
            shift_ms = attempts.last(reader).shift_ms
        talk = Talk(laptop, transport, self._now_ms, self._connection.entropy, shift_ms)
        try:
            talk.run()
        except RefusedError as error:
            if error.code != REVOKED:
                raise
            return self._left(laptop, talk.shift_ms)
        finally:
            transport.close()
            attempts.note_shift(self._desk.vault, talk.shift_ms)
            if talk.has_begun_again:
                attempts.note_put_back(self._desk.vault, self._now_ms())
        if not laptop.known.is_active:  # who has nothing to hand in is still told the roster, and reads there that it is out
            return self._left(laptop, talk.shift_ms)
        with suppress(SyncError):  # all that was said and heard stands; the next time it is asked again
            awaiting.ask(self._line(talk.shift_ms), laptop.known)
            second_lead.look(self._line(talk.shift_ms), laptop.known)
        return Outcome(laptop.given, laptop.taken)

    def _left(self, laptop: Laptop, shift_ms: int) -> Outcome:
        """The office has shut this laptop out: hand over what is unsent, and hear whether the vault is to be erased."""
        unread = promoting.promote(self._desk)  # also of a timer's: what is being typed may be erased next
        line = self._line(shift_ms)
        known = line.caught_up()  # whom it may leave the keys of its own cases to, the roster alone says
        if not known.is_active:
            unread_notes.note_down(self._desk, unread)
        with self._desk.vault.write() as tx:
            by = Sealing(known, self._desk.vault.incarnation, self._now_ms(), self._connection.entropy)
            seal_all(tx, self._desk.journal, by)
        done = hand_over(line, known)
        return Outcome(done.handed, 0, is_revoked=True, order=done.order)

    def _line(self, shift_ms: int) -> Line:
        return Line(self._desk.vault, self._open, lambda: self._now_ms() + shift_ms, self._connection.entropy)

    def _open(self, url: str) -> Transport:
        return self._connection.open(url, self._cancelled.is_set)

    def _known(self) -> Membership | None:
        with self._desk.vault.read() as reader:
            try:
                return membership.load(reader)
            except (ProofError, WireError) as error:
                raise SyncError(error.code) from error

    def _now_ms(self) -> int:
        return int(self._desk.now().timestamp() * 1000)
