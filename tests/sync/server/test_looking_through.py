"""`check` looks through a store, and finds whatever somebody did to the database behind its back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, text, update

from sync.sealing.bequests import make_bequest
from sync.server import check, tables
from sync.server.config import Config, database_in
from sync.server.database import Database, url_of
from sync.server.setup import initialise
from sync.wire.handover import HandedOver, HandOver
from sync.wire.office import FORMAT
from sync.wire.requests import Ask, AskAnswer, ChunkAnswer, PutChunk, SealedAsk
from tests.support.central import Central, found, hand_in, signed
from tests.support.central import item as handed
from tests.support.chains import chain, notice, sealed
from tests.support.doors import put
from tests.support.offices import Office, new_office
from tests.support.stores import running

item = tables.item.c
Harm = Callable[[Connection], object]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[], str]) -> Central:
    """A store with something of each kind in it, and at rest."""
    central = Central(tmp_path_factory.mktemp("check") / "store", new_database())
    central.init()
    office: Office = new_office("look")
    with running(central) as client:
        lead = client(office.devices[0])
        found(lead, office)
        colleague = client(office.add())
        case = office.case(lead.secret, colleague.secret)
        hand_in(
            lead,
            signed(office.links[1]),
            signed(case.signed[0]),
            *chain(case, lead.secret, 4),
            notice(office, lead.secret, b"a", 1),
        )
        colleague.ask("/v1/handover", HandOver(FORMAT, tuple(chain(case, colleague.secret, 1, "efterladt"))), HandedOver)
        hand_in(lead, notice(office, lead.secret, b"a", 2), signed(case.renew(lead.secret, [lead.secret])))
        hand_in(lead, handed("envelope", sealed(case, lead.secret, 1, type_="summary")))
        put(lead, case)
        lead.ask("/v1/put", PutChunk(FORMAT, case.grants.case, b"b" * 32, 0, 2, b"half of it"), ChunkAnswer)
        office.revoke(colleague.secret)
        hand_in(lead, signed(office.links[2]))
        put(colleague, case, "/v1/leave")
        left = make_bequest(colleague.secret, office.org, "ny", 1, b"k" * 32, {lead.secret.name: lead.secret.keys.receive}, 1)
        assert colleague.ask("/v1/handover", HandOver(FORMAT, (signed(left),)), HandedOver).taken == 1
        lead.ask("/v1/ask", Ask(FORMAT, (SealedAsk(lead.secret.name, b"sealed"),), ()), AskAnswer)
    return central


@pytest.fixture
def look(filled: Central) -> Iterator[Callable[[Harm | None], list[str]]]:
    """What a look tells after some harm, which is undone again."""
    database = Database(url_of(filled.database))

    def see(harm: Harm | None) -> list[str]:
        with database.writer() as connection, connection.begin() as transaction:
            if harm is not None:
                harm(connection)
            told = [f"{one.position} {one.code}" for one in check.problems(connection)]
            transaction.rollback()
        return told

    yield see
    database.close()


def test_a_store_that_is_as_it_should_be(filled: Central, look: Callable[[Harm | None], list[str]]) -> None:
    assert look(None) == []
    done = filled.command("check")
    assert (done.returncode, done.stdout.split(",")[0]) == (0, "Alt er")
    assert "1 kontor, 14 ting" in done.stdout


HARMS: dict[str, tuple[Harm, str]] = {
    "an envelope is gone": (lambda c: c.execute(delete(tables.item).where(item.position == 8)), "8 item.missing"),
    "two envelopes are swapped": (
        lambda c: (
            c.execute(text("UPDATE item SET position = -7 WHERE position = 7")),
            c.execute(text("UPDATE item SET position = 7 WHERE position = 8")),
            c.execute(text("UPDATE item SET position = 8 WHERE position = -7")),
        ),
        "7 envelope.gap",
    ),
    "a byte is another": (
        lambda c: c.execute(update(tables.item).where(item.position == 7).values(data=_bent(c, 7))),
        "7 signature.wrong",
    ),
    "a grant is emptied": (lambda c: c.execute(update(tables.item).where(item.position == 5).values(data=None)), "5 item.empty"),
    "the end is cut off": (lambda c: c.execute(delete(tables.item).where(item.position == 14)), "13 office.position"),
    "a mark is another": (
        lambda c: c.execute(update(tables.item).where(item.position == 9).values(mark=bytes(32))),
        "9 item.mark",
    ),
    "an id is another": (
        lambda c: c.execute(update(tables.item).where(item.position == 9).values(hash=bytes(32))),
        "9 item.hash",
    ),
    "an envelope lies in another case": (
        lambda c: c.execute(update(tables.item).where(item.position == 9).values(case_id="anden")),
        "9 envelope.misplaced",
    ),
    "somebody was let in": (
        lambda c: c.execute(update(tables.access).values(device=b"n" * 32)),
        "0 access.differs",
    ),
    "a count is another": (lambda c: c.execute(update(tables.incarnation).values(envelopes=99)), "0 incarnation.differs"),
    "a device belongs elsewhere": (lambda c: c.execute(update(tables.device).values(office=7)), "0 device.differs"),
    "a piece is another": (lambda c: c.execute(update(tables.chunk).values(data=b"x")), "0 blob.piece"),
    "what opens a case is of another": (
        lambda c: c.execute(update(tables.bequest).values(case_id="gammel")),
        "0 bequest.misplaced",
    ),
    "what opens a case is unreadable": (lambda c: c.execute(update(tables.bequest).values(data=b"x")), "0 bequest.unreadable"),
    "a piece of what is not whole is another": (
        lambda c: c.execute(update(tables.coming_chunk).values(data=b"x")),
        "0 blob.piece",
    ),
    "a piece that was left is another": (lambda c: c.execute(update(tables.left_chunk).values(data=b"x")), "0 blob.piece"),
    "what was left has another name": (lambda c: c.execute(update(tables.left_chunk).values(blob=b"n" * 32)), "0 blob.wrong"),
    "what was asked is a stranger's": (lambda c: c.execute(update(tables.ask).values(asker=b"n" * 32)), "0 ask.unknown_device"),
    "what was handed over is another's": (
        lambda c: c.execute(update(tables.quarantine).values(device=b"n" * 32)),
        "0 quarantine.misplaced",
    ),
    "what was handed over cannot be read": (
        lambda c: c.execute(update(tables.quarantine).values(data=b"x")),
        "0 quarantine.unreadable",
    ),
}


def _bent(connection: Connection, position: int) -> bytes:
    data = bytes(connection.execute(text(f"SELECT data FROM item WHERE position = {position}")).scalar_one())
    return data[:-1] + bytes([data[-1] ^ 1])


@pytest.mark.parametrize("harm", HARMS)
def test_harm_is_found(look: Callable[[Harm | None], list[str]], harm: str) -> None:
    done, told = HARMS[harm]
    assert told in look(done)


def test_a_wrongly_signed_envelope_is_told_with_who_handed_it_in(tmp_path: Path) -> None:
    central = Central(tmp_path / "store")
    central.init()
    office: Office = new_office("unsigned")
    with running(central) as client:
        lead = client(office.devices[0])
        found(lead, office)
        case = office.case(lead.secret)
        first, second = chain(case, lead.secret, 2)
        unsigned = first.data[:-1] + bytes([first.data[-1] ^ 1])
        hand_in(lead, signed(case.signed[0]), handed("envelope", unsigned), second)
    done = central.command("check")
    assert done.stdout.splitlines() == [f"Kontor 1, plads 5: signature.wrong, fra computeren {lead.secret.name.hex()[:8]}"]
    assert done.returncode == 1 and "har computeren selv sendt det sådan" in done.stderr


def test_a_damaged_file_is_told_with_advice(tmp_path: Path) -> None:
    central = Central(tmp_path / "store")
    central.init()
    path = Path(url_of(database_in(central.folder)).database or "")
    whole = bytearray(path.read_bytes())
    whole[4096 * 2 : 4096 * 3] = bytes(4096)
    path.write_bytes(whole)
    done = central.command("check")
    assert done.returncode in (1, 3) and done.stderr
    assert "Traceback" not in done.stderr


def test_a_look_at_nothing_finds_nothing(tmp_path: Path) -> None:
    config = Config(str(tmp_path), database_in(tmp_path))
    initialise(config)
    database = Database(url_of(config.database))
    with database.read() as connection:
        assert list(check.problems(connection)) == [] and check.tally(connection) == (0, 0, 0)
    database.close()
