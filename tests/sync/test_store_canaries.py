"""Nothing readable lies in the central store: fifty words through all that laptops hand in, then a raw look at its files."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from msgspec.structs import replace

from forms.answers import paths
from forms.profile import Profile
from rygsaek.casework import accesslog, cases, views
from rygsaek.casework.desk import Desk
from sync.office import bundles
from sync.proof.signatures import covers_envelope
from sync.wire.codec import NO_HASH, decode, encode
from sync.wire.envelopes import ENVELOPE_CAP, Envelope, Header
from sync.wire.requests import Item
from tests.support.canaries import Hit, canaries, files_in, hits
from tests.support.central import Central, hand_in
from tests.support.postgres import Postgres, available
from tests.support.synced import Empty, SyncedLaptop, SyncedOffice
from tests.support.wired import whole_case

WORDS = canaries(50, 3)
KINDS = ("line", "text", "person")
pytestmark = pytest.mark.timeout(300)


class Place:
    """A store, and where its data lies, once all of it is on the disk."""

    def __init__(self, store: Central, data: Callable[[], list[Path]]) -> None:
        self.store, self.data = store, data

    def look(self) -> list[Hit]:
        """Every word in every file of the store, its log too. Raises AssertionError where there is nothing to look at."""
        places = [self.store.folder, *self.data()]
        assert files_in(places) >= 3
        size = sum(path.stat().st_size for place in places for path in place.rglob("*") if path.is_file())
        assert size > 100_000, "there is nothing in it"
        return hits(places, WORDS)


@pytest.fixture(params=["sqlite", "postgresql18", "postgresql15"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "sqlite":
        store = Central(tmp_path / "store")
        store.init()
        store.start()
        yield Place(store, list)
        store.stop()
        return
    if request.param not in available():
        pytest.skip(f"{request.param} is not installed")
    server = Postgres(available()[request.param])
    server.start()
    store = Central(tmp_path / "store", server.database())
    store.init()
    store.start()

    def data() -> list[Path]:
        """The database's own files, and the log of what was written; other databases of the server hold nothing of ours."""
        with psycopg.connect(store.where[-1], autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            found = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
        assert found is not None
        return [server.folder / "data" / part for part in (f"base/{found[0]}", "pg_wal")]

    yield Place(store, data)
    store.stop(signal.SIGKILL)
    server.remove()


def everything(office: SyncedOffice) -> tuple[SyncedLaptop, str]:
    """Fifty words in every kind of field, in names, in looks, in the office's own forms; handed in and read by a colleague."""
    words = iter(WORDS)
    lise, bo = office.laptop(), office.laptop()
    lise.sync()
    desk = lise.desk
    case, documents = whole_case(desk)
    used = 0
    facts = views.case_view(desk, case).documents[0].document
    for document in (*documents.values(), facts):
        used += filled(desk, case, document, words, 8)
    named = Desk(desk.vault, desk.journal, desk.library, desk.profile, replace(desk.worker, name=next(words)), desk.now)
    cases.fill(named, case, documents["samarbejdsaftale"], {"haab_laengere_sigt": next(words)})
    with desk.vault.write() as tx:
        accesslog.note(named, case, "open", detail=next(words), tx=tx)
        profile: Profile = replace(desk.profile, enhed=next(words))
        bundles.publish(tx, lise.known(), [desk.library.newest("besoeg")], profile, lise.now_ms())
    lise.sync()
    lise.share(case, bo)
    lise.sync()
    bo.sync()
    for word in words:
        cases.fill(bo.desk, case, documents["samarbejdsaftale"], {"aktuel_situation": word})
    bo.sync()
    lise.sync()
    assert used >= 30
    shown = repr([change.value for change in lise.desk.journal.changes(case)])
    assert sum(word in shown for word in WORDS) >= 45, "the words did not come through"
    return lise, case


def filled(desk: Desk, case: str, document: str, words: Iterator[str], most: int) -> int:
    """Words in fields of a document that take any text; returns how many."""
    view = views.document_view(desk, case, document)
    assert view.definition is not None
    found = [
        path
        for path, field in paths(view.definition, view.answers, desk.today())
        if field.kind in KINDS and field.computed is None and "navn" not in view.conflicts
    ][:most]
    for path in found:
        cases.fill(desk, case, document, {path: next(words)})
    return len(found)


def test_no_word_is_found_in_the_store_but_one_that_was_not_sealed(place: Place, tmp_path: Path, empty: Empty) -> None:
    office = SyncedOffice(tmp_path, place.store, empty)
    try:
        lise, case = everything(office)
        assert place.look() == []
        hand_in(office.lead, Item("envelope", unsealed(lise, case, WORDS[7])))
        assert {hit.canary for hit in place.look()} == {WORDS[7]}, "the sabotage: a laptop that forgets to seal"
    finally:
        office.close()


def unsealed(laptop: SyncedLaptop, case: str, word: str) -> bytes:
    """An envelope that is signed as it should be, with the text readable in it."""
    with laptop.vault.read() as reader:
        sql = "SELECT data FROM sync_own WHERE case_id = ? AND type = 'changes' ORDER BY seq DESC LIMIT 1"
        genuine = decode(bytes(reader.query(sql, (case,))[0][0]), Envelope, ENVELOPE_CAP)
    text = (word.encode() + os.urandom(512))[:512]
    first = decode(genuine.header, Header, 4096)
    header = encode(replace(first, incarnation="enandenbaerbar", seq=1, previous=NO_HASH, length=len(text)))
    return encode(Envelope(header, text, laptop.secret.sign(covers_envelope(header, text))))
