"""Forced errors with something secret in every hand: no message, chained error, traceback or log says it."""

from __future__ import annotations

import io
import logging
import random
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rygsaek.history.changes import NewChange
from rygsaek.history.entries import Entry, pack
from rygsaek.vault import driver
from rygsaek.vault.migrations import Migration
from rygsaek.vault.passphrase import refuse_weak
from rygsaek.vault.rekeying import change_passphrase
from rygsaek.vault.secret import RecoverySecret
from tests.support.disk import Event, recording
from tests.support.sqlite_files import FULL as NO_ROOM
from tests.support.sqlite_files import OK
from tests.support.vaults import STEPS, answer, create, journal_of, remembered_stretching

TITLE = "forced errors with secrets in every hand"
FULL = range(10_000)
LIMITED = Migration(
    "test-limited",
    ("CREATE TABLE test_limited (name TEXT PRIMARY KEY CHECK (length(name) < 40), number INTEGER NOT NULL) STRICT",),
)
SECRETS = ("Kanarie Hansen", "070161-4321", "Kanarievej 7, 2. tv", "bor på herberget Kanarien", "12 34 56 78")


def run(first_seed: int, last_seed: int, *, is_talkative: bool = False) -> str:
    """Force one error a seed. is_talkative: the sabotage, errors of the driver passed on as they are."""
    with remembered_stretching(), tempfile.TemporaryDirectory() as place, heard() as log:
        with recording(Path(place), Forced.answer):
            forced = Forced(Path(place))
            real = driver.translate
            try:
                if is_talkative:
                    driver.translate = lambda problem: driver.OursError("Fejl.", str(problem))
                for seed in range(first_seed, last_seed + 1):
                    forced.force_once(seed)
            finally:
                driver.translate = real
                forced.vault.close()
        said = [secret for secret in SECRETS if secret in log.getvalue()]
        assert not said, f"in the log: {len(said)} secrets"
    return f"{last_seed - first_seed + 1} errors of {len(forced.kinds)} kinds, 0 secrets told"


@contextmanager
def heard() -> Iterator[io.StringIO]:
    """Everything that is logged, as a log file would have it."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    root = logging.getLogger()
    root.addHandler(handler)
    before, _ = root.level, root.setLevel(logging.DEBUG)
    try:
        yield text
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


class Forced:
    """A vault in which everything goes wrong."""

    is_full = False

    @classmethod
    def answer(cls, event: Event) -> int:
        return NO_ROOM if cls.is_full and event.what in ("write", "sync") else OK

    def __init__(self, place: Path) -> None:
        self.vault = create(place / "vault", steps=(*STEPS, LIMITED))
        with self.vault.write() as tx:
            tx.executemany("INSERT INTO test_limited VALUES (?, 1)", [(secret,) for secret in SECRETS])
        self.works: tuple[Callable[[str], object], ...] = (
            self.search, self.twice, self.too_long, self.wrong_type, self.nothing, self.bad_parameter, self.not_json,
            self.full, self.half_a_letter, self.half_a_letter_saved, self.wrong_passphrase, self.weak, self.sheet,
            self.other_case, self.own_fault,
        )  # fmt: skip
        self.kinds: set[str] = set()

    def force_once(self, seed: int) -> None:
        chance = random.Random(seed)
        work, secret = chance.choice(self.works), chance.choice(SECRETS)
        raised: BaseException | None = None
        try:
            work(secret)
        except Exception as problem:  # also a bug's own error must not tell
            raised = problem
        assert raised is not None, f"seed {seed}: {work.__name__} went well"
        logging.getLogger("rygsaek.test").error("it went wrong", exc_info=raised)
        self.kinds.add(f"{work.__name__} {raised}"[:60])
        told = "\n".join(everything_said(raised))
        assert not any(one in told for one in SECRETS), f"seed {seed}: {work.__name__} tells a secret"

    def search(self, secret: str) -> None:
        with self.vault.read() as reader:
            reader.query("SELECT * FROM test_search WHERE test_search MATCH ?", (f'"{secret}" : x',))

    def twice(self, secret: str) -> None:
        with self.vault.write() as tx:
            tx.execute("INSERT INTO test_limited VALUES (?, 2)", (secret,))

    def too_long(self, secret: str) -> None:
        with self.vault.write() as tx:
            tx.execute("INSERT INTO test_limited VALUES (?, 2)", (secret * 9,))

    def wrong_type(self, secret: str) -> None:
        with self.vault.write() as tx:
            tx.execute("INSERT INTO test_limited VALUES ('x', ?)", (secret,))

    def nothing(self, secret: str) -> None:
        with self.vault.write() as tx:
            tx.execute("UPDATE test_limited SET number = NULL WHERE name = ?", (secret,))

    def bad_parameter(self, secret: str) -> None:
        with self.vault.write() as tx:
            tx.execute("INSERT INTO test_limited VALUES (?, 1)", (secret, secret))

    def not_json(self, secret: str) -> None:
        with self.vault.read() as reader:
            reader.query("SELECT json_extract(?, ?)", (secret, secret))

    def full(self, secret: str) -> None:
        Forced.is_full = True
        try:
            journal_of(self.vault).append("case", [answer("navn", secret)], secret)
        finally:
            Forced.is_full = False

    def half_a_letter(self, secret: str) -> None:
        with self.vault.write() as tx:
            tx.execute("INSERT INTO test_limited VALUES (?, 1)", (secret + "\ud83d",))

    def half_a_letter_saved(self, secret: str) -> None:
        journal_of(self.vault).append("case", [answer("navn", secret + "\ud83d")], "fs")

    def wrong_passphrase(self, secret: str) -> None:
        change_passphrase(self.vault, secret * 3, "lampe skov havre tog klokke smør")

    def weak(self, secret: str) -> None:
        refuse_weak(secret[:14])

    def sheet(self, secret: str) -> None:
        RecoverySecret.read(secret)

    def other_case(self, secret: str) -> None:
        change = journal_of(self.vault).append("case", [answer("navn", secret)], secret)
        journal_of(self.vault).merge(secret, [Entry("case", "abc", 1, pack(change, None), bytes(32))])

    def own_fault(self, secret: str) -> None:
        journal_of(self.vault).append("case", [NewChange("aftale", "navn", "AnswerGiven", {secret: object()})], secret)


def everything_said(raised: BaseException) -> Iterator[str]:
    """The error, its arguments, all that is chained to it, shown or not, and the traceback as it would be logged."""
    yield "".join(traceback.format_exception(raised))
    seen: set[int] = set()
    waiting: list[BaseException | None] = [raised]
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            yield f"{one!r} {one} {one.args} {vars(one)} {getattr(one, '__notes__', ())}"
            waiting += [one.__cause__, one.__context__]
