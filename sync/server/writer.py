"""Group commit. One thread of the process writes; all who wait when it begins share one transaction and one wait for the disk.

What one of them is refused changes nothing for the others. What goes wrong unexpectedly undoes the transaction, and each
is then served in one of its own, so that it falls on the one that it comes from.
"""

from __future__ import annotations

import threading
from asyncio import AbstractEventLoop, Future, get_running_loop
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from sync.server import nonces
from sync.server.database import FLEETING, LASTING, Database
from sync.server.errors import Refused
from sync.server.logs import Log
from sync.server.nonces import Mark
from sync.server.offices import Directory
from sync.server.rows import remember
from sync.server.turn import Turn

MOST_JOBS: Final = 256
MOST_BYTES: Final = 48 * 1024**2
"""From which on a transaction waits for no more."""
RETRY_S: Final = 5
QUIET_S: Final = 1.0
"""After which a connection is looked at before it is used: the database may have been started anew."""
TIDY_BYTES: Final = 4 * 1024**2
"""Handed in before the database is tidied, as soon as nobody waits."""
AGAIN_S: Final = 1.0
"""Before it is tried again to bring home what was let go."""
FORGET_EACH: Final = 2_000
"""After how many transactions old nonces are let go."""

T = TypeVar("T")


class Job(NamedTuple):
    """Something to do within a transaction.

    office: 0 where it is none's yet; mark: what makes the request unique; is_lasting: it may hand something in;
    size_bytes: of what it brings.
    """

    office: int
    mark: Mark | None
    is_lasting: bool
    size_bytes: int
    work: Callable[[Turn], Any]
    answer: Future[Any]
    loop: AbstractEventLoop


class Writer:
    """The thread that writes. now_ms: the clock; on_commit: told how many shared a transaction."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        now_ms: Callable[[], int],
        log: Log,
        on_commit: Callable[[int], None],
    ) -> None:
        self._database = database
        self._directory = directory
        self._now_ms = now_ms
        self._log = log
        self._on_commit = on_commit
        self._gathered: list[Job] = []
        self._waiting: SimpleQueue[list[Job] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._go_on, name="writer")
        self._commits = self._untidy_bytes = 0
        self._lets_go = True  # also what a kill left in the log
        self._is_over = False
        self._served_s = 0.0

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def stop(self) -> None:
        """Serve whoever waits, then end."""
        self._waiting.put(None)
        self._thread.join()

    async def submit(self, work: Callable[[Turn], T], office: int, mark: Mark | None, is_lasting: bool, size_bytes: int) -> T:
        """What came of a job's work, once it is committed. Raises what the work raised, and Refused where the database fails."""
        loop = get_running_loop()
        answer: Future[T] = loop.create_future()
        if not self._gathered:
            loop.call_soon(self._hand_over)
        self._gathered.append(Job(office, mark, is_lasting, size_bytes, work, answer, loop))
        return await answer

    def _hand_over(self) -> None:
        """What one round of the loop has brought goes to the thread together, or it would begin with the first of a crowd."""
        self._waiting.put(self._gathered)
        self._gathered = []

    def _go_on(self) -> None:
        """Over one connection as long as it stands. While there is none to be had, whoever asks is told so, and tried for."""
        jobs: list[Job] = []
        while jobs or not self._is_over:
            try:
                with self._database.writer() as connection:
                    self._tidy(connection)
                    while not connection.invalidated and (jobs or not self._is_over):
                        jobs = jobs or self._next()
                        if not self._still_stands(connection):
                            break
                        self._serve(connection, jobs)
                        jobs = []
                        self._tidy(connection)
            except DBAPIError as error:
                self._log.fault("writer.connection", error)
                _answer(jobs, [_unavailable() for _ in jobs])
                jobs = []
                while not jobs and not self._is_over:
                    jobs = self._next()

    def _still_stands(self, connection: Connection) -> bool:
        """Whether a connection that nothing has gone over for a while does."""
        before, self._served_s = self._served_s, monotonic()
        return self._served_s - before < QUIET_S or self._database.stands(connection)

    def _tidy(self, connection: Connection) -> None:
        """What was let go for good is gone from the disk at once, or as soon as no reader is in the way."""
        if self._lets_go and not connection.invalidated:
            self._lets_go = not self._database.bring_home(connection)
            self._untidy_bytes = self._untidy_bytes if self._lets_go else 0
        if self._untidy_bytes >= TIDY_BYTES and self._waiting.empty() and not connection.invalidated:
            self._database.tidy(connection)
            self._untidy_bytes = 0

    def _next(self) -> list[Job]:
        """Wait for the first, then take everyone who waits."""
        jobs: list[Job] = []
        size = 0
        while len(jobs) < MOST_JOBS and size < MOST_BYTES and (not jobs or not self._waiting.empty()):
            try:
                some = self._waiting.get(timeout=AGAIN_S if self._lets_go else None)
            except Empty:
                break
            if some is None:
                self._is_over = True
                break
            jobs += some
            size += sum(job.size_bytes for job in some)
        self._untidy_bytes += size
        return jobs

    def _serve(self, connection: Connection, jobs: list[Job]) -> None:
        if not jobs:
            return
        try:
            outcomes = self._together(connection, jobs)
        except Exception as error:
            self._directory.forget(job.office for job in jobs)
            if len(jobs) > 1:
                for job in jobs:
                    self._serve(connection, [job])
                return
            self._log.fault("writer.transaction", error)
            outcomes = [_unavailable() if isinstance(error, DBAPIError) else error]
        _answer(jobs, outcomes)

    def _together(self, connection: Connection, jobs: list[Job]) -> list[Any]:
        """One transaction for all, offices in one order, so that no two processes wait for each other."""
        now_ms = self._now_ms()
        durability = LASTING if any(job.is_lasting for job in jobs) else FLEETING
        outcomes: list[Any] = [None] * len(jobs)
        with self._database.transaction(connection, durability):
            fresh = remember(connection, list(dict.fromkeys(job.mark for job in jobs if job.mark is not None)))
            turn = Turn(connection, self._directory, now_ms)
            for place in sorted(range(len(jobs)), key=lambda at: (jobs[at].office, not jobs[at].is_lasting)):
                job = jobs[place]
                outcomes[place] = _outcome(job, turn, fresh)
            turn.flush()
            self._commits += 1
            lets_go = turn.lets_go
            if self._commits % FORGET_EACH == 1:
                nonces.forget(connection, now_ms)
        self._lets_go = self._lets_go or lets_go
        self._directory.tidy()
        self._on_commit(len(jobs))
        return outcomes


def _outcome(job: Job, turn: Turn, fresh: set[Mark]) -> Any:
    if job.mark is not None:
        if job.mark not in fresh:
            return Refused(409, "request.replayed")
        fresh.discard(job.mark)
    try:
        return job.work(turn)
    except Refused as refused:
        return refused


def _unavailable() -> Refused:
    return Refused(503, "store.unavailable", RETRY_S)


def _answer(jobs: Sequence[Job], outcomes: Sequence[Any]) -> None:
    by_loop: dict[AbstractEventLoop, list[tuple[Future[Any], Any]]] = {}
    for job, outcome in zip(jobs, outcomes, strict=True):
        by_loop.setdefault(job.loop, []).append((job.answer, outcome))
    for loop, some in by_loop.items():
        loop.call_soon_threadsafe(_deliver, some)


def _deliver(outcomes: list[tuple[Future[Any], Any]]) -> None:
    for answer, outcome in outcomes:
        if answer.cancelled():
            continue
        if isinstance(outcome, Exception):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)
