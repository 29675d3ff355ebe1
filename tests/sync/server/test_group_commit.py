"""All who wait share one transaction; what one of them is refused, or breaks, falls on nobody else."""

from __future__ import annotations

import asyncio
import io
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from sync.errors import RefusedError
from sync.server import tables
from sync.server.config import database_in
from sync.server.database import FLEETING, LASTING, Database, url_of
from sync.server.errors import Fault, Refused
from sync.server.logs import Log
from sync.server.migrations import migrate
from sync.server.nonces import Mark
from sync.server.offices import Directory
from sync.server.rows import remember
from sync.server.turn import Turn
from sync.server.writer import TIDY_BYTES, Writer
from sync.wire.codec import NO_HASH
from sync.wire.office import FORMAT
from sync.wire.requests import Exchange, Exchanged, Found, Founded, Result
from tests.support.central import signed
from tests.support.offices import AT, new_office
from tests.support.store_here import StoreHere


class Bench:
    """A writer over a database of its own. shared: how many each transaction served."""

    def __init__(self, url: str) -> None:
        self.database = Database(url_of(url))
        with self.database.write() as connection:
            migrate(connection)
        self.shared: list[int] = []
        self.told = io.StringIO()
        self.writer = Writer(self.database, Directory(), lambda: 1_000, Log(self.told, lambda: 0), self.shared.append)

    def serve(
        self, *works: Callable[[Turn], object], marks: list[Mark | None] | None = None, size_bytes: int = 1
    ) -> list[object]:
        """Submit all before the writer begins; what came of each."""

        async def all_of() -> list[object]:
            waiting = [
                asyncio.ensure_future(self.writer.submit(work, 0, mark, True, size_bytes))
                for work, mark in zip(works, marks or [None] * len(works), strict=True)
            ]
            await asyncio.sleep(0)
            self.writer.start()
            return list(await asyncio.gather(*waiting, return_exceptions=True))

        done = asyncio.run(all_of())
        self.writer.stop()
        return done

    def kept(self) -> list[int]:
        with self.database.read() as connection:
            return sorted(connection.execute(select(tables.device.c.office)).scalars())


@pytest.fixture
def bench(tmp_path: Path, new_database: Callable[[], str]) -> Iterator[Bench]:
    one = Bench(new_database() or database_in(tmp_path))
    yield one
    one.database.close()


def keep(number: int) -> Callable[[Turn], int]:
    """Writes a row."""

    def work(turn: Turn) -> int:
        turn.connection.execute(insert(tables.device), {"device": bytes([number]) * 32, "office": number})
        return number

    return work


def refuse(turn: Turn) -> None:
    raise Refused(400, "test.no")


def break_down(turn: Turn) -> None:
    raise Fault("en tekst, der kunne være indhold")


def break_the_database(turn: Turn) -> None:
    turn.connection.execute(text("SELECT * FROM findes_ikke"))


def test_all_who_wait_share_one_commit(bench: Bench) -> None:
    assert bench.serve(*(keep(n) for n in range(100))) == list(range(100))
    assert bench.shared == [100]
    assert bench.kept() == list(range(100))


def test_what_is_asked_at_once_shares_one_commit_though_the_writer_waits_already(bench: Bench) -> None:
    async def all_of() -> None:
        bench.writer.start()
        await bench.writer.submit(keep(100), 0, None, True, 1)
        await asyncio.gather(*(bench.writer.submit(keep(n), 0, None, True, 1) for n in range(100)))

    asyncio.run(all_of())
    bench.writer.stop()
    assert bench.shared == [1, 100]


def test_a_refusal_falls_on_nobody_else(bench: Bench) -> None:
    done = bench.serve(keep(1), refuse, keep(2))
    assert (done[0], done[2]) == (1, 2) and isinstance(done[1], Refused)
    assert (bench.shared, bench.kept()) == ([3], [1, 2])


@pytest.mark.parametrize("harm", [break_down, break_the_database])
def test_what_breaks_is_undone_and_falls_on_nobody_else(bench: Bench, harm: Callable[[Turn], None]) -> None:
    done = bench.serve(keep(1), harm, keep(2))
    assert (done[0], done[2]) == (1, 2) and isinstance(done[1], Exception)
    assert (bench.shared, bench.kept()) == ([1, 1], [1, 2])
    assert "en tekst" not in bench.told.getvalue() and "findes_ikke" not in bench.told.getvalue()
    assert "writer.transaction" in bench.told.getvalue()


def test_of_two_with_the_same_mark_one_is_served(bench: Bench) -> None:
    mark = Mark(1, b"m" * 16)
    done = bench.serve(keep(1), keep(2), keep(3), marks=[mark, mark, Mark(2, b"m" * 16)])
    assert (done[0], done[2]) == (1, 3) and isinstance(done[1], Refused)
    assert done[1].code == "request.replayed" and bench.kept() == [1, 3]


def test_offices_are_served_one_after_the_other_and_in_each_first_what_is_to_last(tmp_path: Path) -> None:
    """In one order: else two processes could each hold an office's lock and wait for the other's."""
    bench, served = Bench(database_in(tmp_path)), list[tuple[int, bool]]()

    async def all_of() -> None:
        waiting = [
            asyncio.ensure_future(bench.writer.submit(lambda _, one=one: served.append(one), one[0], None, one[1], 1))
            for one in ((2, False), (1, True), (2, True), (1, False))
        ]
        await asyncio.sleep(0)
        bench.writer.start()
        await asyncio.gather(*waiting)

    asyncio.run(all_of())
    bench.writer.stop()
    bench.database.close()
    assert served == [(1, True), (1, False), (2, True), (2, False)]


def test_who_waits_no_more_keeps_no_answer_from_the_next(tmp_path: Path) -> None:
    bench = Bench(database_in(tmp_path))

    async def all_of() -> object:
        gone, waits = (asyncio.ensure_future(bench.writer.submit(keep(n), 0, None, True, 1)) for n in (1, 2))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.sleep(0)
        bench.writer.start()
        try:
            return await asyncio.wait_for(waits, 30)
        finally:
            bench.writer.stop()

    assert asyncio.run(all_of()) == 2
    assert bench.kept() == [1, 2]
    bench.database.close()


@pytest.mark.parametrize(("is_lasting", "durability"), [((False, True), LASTING), ((False, False), FLEETING)])
def test_the_disk_is_waited_for_where_anything_was_handed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_lasting: tuple[bool, ...], durability: str
) -> None:
    bench, asked = Bench(database_in(tmp_path)), list[str]()
    transaction = bench.database.transaction
    monkeypatch.setattr(bench.database, "transaction", lambda on, how: (asked.append(how), transaction(on, how))[1])

    async def all_of() -> None:
        waiting = [asyncio.ensure_future(bench.writer.submit(lambda _: None, 0, None, one, 1)) for one in is_lasting]
        await asyncio.sleep(0)
        bench.writer.start()
        await asyncio.gather(*waiting)

    asyncio.run(all_of())
    bench.writer.stop()
    bench.database.close()
    assert asked == [durability]


def test_what_was_asked_long_ago_is_forgotten_when_the_writer_begins(tmp_path: Path) -> None:
    bench, old = Bench(database_in(tmp_path)), Mark(-9, b"o" * 16)
    with bench.database.write() as connection:
        assert remember(connection, [old]) == {old}
    bench.serve(keep(1), marks=[Mark(1, b"n" * 16)])
    with bench.database.read() as connection:
        left = connection.execute(select(tables.nonce.c.slot)).scalars().all()
    bench.database.close()
    assert left == [1]


def test_what_was_known_of_an_office_is_forgotten_with_the_transaction_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, flush, harm = new_office("forgotten"), Turn.flush, iter((break_down,))
    lead = office.devices[0]
    begins = tuple(signed(one) for one in (office.docs[0], office.links[0], office.renew()))
    grant = office.case(lead).signed[0]
    office.add()
    link, another = (Exchange(FORMAT, "test", "mine", 0, NO_HASH, 1000, (signed(one),)) for one in (office.links[1], grant))

    def breaks_once(turn: Turn) -> None:
        next(harm, lambda _: None)(turn)
        flush(turn)

    with StoreHere(tmp_path, lambda: AT) as store, StoreHere(tmp_path, lambda: AT) as beside:
        store.ask(lead, "/v1/found", Found(FORMAT, lead.keys, begins), Founded)
        monkeypatch.setattr(Turn, "flush", breaks_once)
        with pytest.raises(RefusedError) as refused:
            store.ask(lead, "/v1/exchange", link, Exchanged)
        assert refused.value.code == "store.fault"
        assert beside.ask(lead, "/v1/exchange", another, Exchanged).results == (Result("", 4),)
        assert store.ask(lead, "/v1/exchange", link, Exchanged).results == (Result("", 5),)


def test_what_is_let_go_for_good_is_brought_home_at_once_or_when_the_reader_in_the_way_is_done(tmp_path: Path) -> None:
    bench = Bench(database_in(tmp_path))
    log = Path(f"{bench.database.url.database}-wal")
    sizes: list[int] = []

    def let_go(turn: Turn) -> None:
        turn.lets_go = True

    def size() -> int:
        """As the next one finds it, when the one before has been seen to."""
        return log.stat().st_size

    async def all_of() -> None:
        async def done(work: Callable[[Turn], object]) -> None:
            await bench.writer.submit(work, 0, None, True, 1)

        bench.writer.start()
        await done(keep(7))
        await done(lambda _: sizes.append(size()))
        await done(let_go)
        await done(lambda _: sizes.append(size()))
        with bench.database.read() as reader:
            reader.execute(select(tables.device.c.office)).all()
            await done(keep(8))
            await done(let_go)
            await done(lambda _: sizes.append(size()))
        await done(lambda _: None)
        await done(lambda _: sizes.append(size()))

    asyncio.run(all_of())
    bench.writer.stop()
    bench.database.close()
    assert [one > 0 for one in sizes] == [True, False, True, False]


@pytest.mark.parametrize(("size_bytes", "is_home"), [(1, False), (TIDY_BYTES, True)])
def test_sqlites_log_is_brought_home_when_much_has_come_and_nobody_waits(tmp_path: Path, size_bytes: int, is_home: bool) -> None:
    bench = Bench(database_in(tmp_path))
    bench.serve(keep(7), size_bytes=size_bytes)
    (copy := tmp_path / "without its log.db").write_bytes(Path(bench.database.url.database or "").read_bytes())
    bench.database.close()
    with sqlite3.connect(copy) as alone:
        found = alone.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'device'").fetchone()[0]
        assert (found == 1 and alone.execute("SELECT office FROM device").fetchall() == [(7,)]) is is_home
    alone.close()
