"""Opening, writing, reading, closing: the real SQLCipher file."""

from __future__ import annotations

import threading
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest

from rygsaek.errors import OursError, RygsaekError, VaultError
from rygsaek.vault.migrations import Migration
from rygsaek.vault.slots import FLOOR
from rygsaek.vault.transaction import Transaction
from rygsaek.vault.vault import Vault
from tests.support.vaults import OTHER, PASSPHRASE, STEPS, open_by_ring, ring_of

THINGS = (*STEPS, Migration("test-things-1", ("CREATE TABLE thing (name TEXT PRIMARY KEY) STRICT",)))


def put(vault: Vault, name: str) -> None:
    with vault.write() as tx:
        tx.execute("INSERT INTO thing VALUES (?)", (name,))


def things(vault: Vault) -> list[str]:
    with vault.read() as reader:
        return [row[0] for row in reader.query("SELECT name FROM thing ORDER BY name")]


def test_what_was_written_is_there_after_opening_again(vault: Vault) -> None:
    vault.close()
    with Vault.open(vault.folder, PASSPHRASE, migrations=THINGS) as again:
        assert things(again) == ["first"]
        assert again.incarnation == vault.incarnation
        assert not again.was_copied


def test_a_wrong_passphrase_opens_nothing_and_gives_the_lock_back(vault: Vault) -> None:
    vault.close()
    with pytest.raises(VaultError) as refused:
        Vault.open(vault.folder, OTHER, migrations=THINGS)
    assert refused.value.code == "vault.wrong_passphrase"
    Vault.open(vault.folder, PASSPHRASE, migrations=THINGS).close()


def test_a_passphrase_is_the_same_however_its_letters_are_composed(tmp_path: Path) -> None:
    composed = unicodedata.normalize("NFC", "måne på en gren i skoven")
    apart = unicodedata.normalize("NFD", composed)
    assert composed != apart
    Vault.create(tmp_path / "vault", composed, migrations=(), kdf=FLOOR)[0].close()
    Vault.open(tmp_path / "vault", apart, migrations=()).close()


def test_a_vault_that_is_open_is_not_opened_twice(vault: Vault) -> None:
    with vault, pytest.raises(VaultError) as refused:
        open_by_ring(vault.folder, ring_of(vault), THINGS)
    assert refused.value.code == "vault.open_elsewhere"
    assert "åben i vinduet" in str(refused.value)
    assert refused.value.exit_code == 3


def test_a_folder_without_a_vault_says_so(tmp_path: Path) -> None:
    with pytest.raises(VaultError) as refused:
        Vault.open(tmp_path, PASSPHRASE, migrations=())
    assert refused.value.code == "vault.missing"
    assert list(tmp_path.iterdir()) == []


def test_a_vault_is_not_made_where_anything_is(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(VaultError) as refused:
        Vault.create(tmp_path, PASSPHRASE, migrations=(), kdf=FLOOR)
    assert refused.value.code == "vault.exists"
    with pytest.raises(VaultError):
        Vault.create(tmp_path / "note.txt", PASSPHRASE, migrations=(), kdf=FLOOR)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_what_another_program_keeps_beside_is_not_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "vault.new").mkdir()
    (tmp_path / "vault.new" / "vault.db").write_bytes(b"what a kill left")
    (tmp_path / "vault.new" / "letter.odt").write_bytes(b"mine")
    with pytest.raises(VaultError) as refused:
        Vault.create(tmp_path / "vault", PASSPHRASE, migrations=(), kdf=FLOOR)
    assert refused.value.code == "vault.exists"
    assert (tmp_path / "vault.new" / "letter.odt").exists()


def test_what_a_kill_left_while_making_a_vault_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "vault.new").mkdir()
    (tmp_path / "vault.new" / "vault.db").write_bytes(b"what a kill left")
    Vault.create(tmp_path / "vault", PASSPHRASE, migrations=(), kdf=FLOOR)[0].close()
    assert [path.name for path in tmp_path.iterdir()] == ["vault"]


def test_whoever_comes_after_the_closing_is_told(vault: Vault) -> None:
    vault.close()
    vault.close()
    for come in (vault.read, vault.write):
        with pytest.raises(VaultError) as refused, come():
            pytest.fail("a closed vault was used")
        assert refused.value.code == "vault.closed"


def test_a_failed_write_leaves_nothing(vault: Vault) -> None:
    def write_and_fail() -> None:
        with vault.write() as tx:
            tx.execute("INSERT INTO thing VALUES (?)", ("second",))
            raise KeyError("something else went wrong")

    with pytest.raises(KeyError):
        write_and_fail()
    assert things(vault) == ["first"]


def test_what_is_to_happen_after_a_commit_does_not_happen_without_one(vault: Vault) -> None:
    happened: list[str] = []

    def write(is_failing: bool) -> None:
        with vault.write() as tx:
            tx.after_commit(lambda: happened.append("stands"))
            tx.if_failed(lambda: happened.append("failed"))
            if is_failing:
                raise KeyError

    write(False)
    assert happened == ["stands"]
    with pytest.raises(KeyError):
        write(True)
    assert happened == ["stands", "failed"]


def test_a_part_that_fails_is_taken_back_alone_with_all_that_belongs_to_it(vault: Vault) -> None:
    happened: list[str] = []

    def write_in_part(tx: Transaction, name: str, *, is_failing: bool) -> None:
        with tx.part():
            tx.execute("INSERT INTO thing VALUES (?)", (name,))
            tx.memory.setdefault("made", {})[name] = True
            tx.after_commit(lambda: happened.append(f"{name} stands"))
            tx.if_failed(lambda: happened.append(f"{name} failed"))
            if is_failing:
                raise KeyError

    with vault.write() as tx:
        write_in_part(tx, "second", is_failing=False)
        with pytest.raises(KeyError):
            write_in_part(tx, "third", is_failing=True)
        assert happened == ["third failed"] and tx.memory == {"made": {"second": True}}
        write_in_part(tx, "fourth", is_failing=False)
    assert sorted(things(vault)) == ["first", "fourth", "second"]
    assert happened == ["third failed", "second stands", "fourth stands"]


def test_what_failed_is_undone_from_its_end(vault: Vault) -> None:
    """Two new incarnations in one write: the one that was before both is the one that is."""
    before = vault.incarnation

    def begin_twice() -> None:
        with vault.write() as tx:
            vault.begin_incarnation(tx)
            vault.begin_incarnation(tx)
            raise KeyError

    with pytest.raises(KeyError):
        begin_twice()
    assert vault.incarnation == before


def test_a_write_within_a_write_is_a_bug_and_says_so(vault: Vault) -> None:
    with vault:
        with pytest.raises(OursError), vault.write(), vault.write():
            pytest.fail("two writers at once")
        put(vault, "second")
        assert things(vault) == ["first", "second"]


def test_a_read_within_a_read_is_the_same_view(vault: Vault) -> None:
    with vault.read() as outer:
        writer = threading.Thread(target=put, args=(vault, "second"))
        writer.start()
        writer.join()
        with vault.read() as inner:
            assert inner is outer
        assert things(vault) == ["first"]


def test_a_write_within_a_read_is_a_bug_and_says_so(vault: Vault) -> None:
    with vault.read(), pytest.raises(OursError) as raised, vault.write():
        pytest.fail("whoever waits to be alone would wait for ever")
    assert raised.value.code == "bug.write_within_read"


def test_who_writes_may_read_beside_while_others_read(vault: Vault) -> None:
    reading, let_go = threading.Semaphore(0), threading.Event()

    def read() -> None:
        with vault.read():
            reading.release()
            assert let_go.wait(20)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert reading.acquire(timeout=20) and reading.acquire(timeout=20)
    with vault.write() as tx:
        tx.execute("INSERT INTO thing VALUES (?)", ("second",))
        assert things(vault) == ["first"]
    let_go.set()
    for thread in threads:
        thread.join()


def test_a_reader_cannot_write(vault: Vault) -> None:
    with vault.read() as reader, pytest.raises(RygsaekError):
        reader.execute("INSERT INTO thing VALUES (?)", ("by the back door",))
    assert things(vault) == ["first"]


class Thing(NamedTuple):
    name: str
    length: int


def test_rows_come_as_named_tuples(vault: Vault) -> None:
    with vault.read() as reader:
        (found,) = reader.named(Thing, "SELECT name, length(name) FROM thing WHERE name = ?", ("first",))
        assert (type(found), found.name, found.length) == (Thing, "first", 5)
        with pytest.raises(OursError):
            reader.named(Thing, "SELECT name FROM nothing")


def test_writers_of_many_threads_take_turns(vault: Vault) -> None:
    def write(number: int) -> None:
        for turn in range(5):
            put(vault, f"{number}.{turn}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with vault:
        assert len(things(vault)) == 31


def test_at_most_two_read_at_once_and_a_third_waits_its_turn(vault: Vault) -> None:
    reading, let_go = threading.Semaphore(0), threading.Event()

    def read() -> None:
        with vault.read():
            reading.release()
            assert let_go.wait(20)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert reading.acquire(timeout=20) and reading.acquire(timeout=20)
    assert not reading.acquire(timeout=0.05), "three readers at once"
    let_go.set()
    assert reading.acquire(timeout=20)
    for thread in threads:
        thread.join()
    vault.close()


def test_the_settings_are_those_that_the_promises_need(vault: Vault) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "temp_store": 2, "cache_size": -16384, "cipher_memory_security": "0"}
    with vault:
        for name, value in wanted.items():
            assert vault.connections.writer.execute(f"PRAGMA {name}").fetchone()[0] == value, name
        with vault.read() as reader:
            assert reader.one("PRAGMA cache_size") == (-8192,)
            assert reader.one("PRAGMA temp_store") == (2,)


def test_nothing_that_was_written_can_be_read_in_the_files(vault: Vault) -> None:
    put(vault, "Kanarie Hansen på Kanarievej")
    forms = [text for name in ("Kanarie", "first") for text in (name.encode(), name.encode("utf-16-le"))]
    found = {path.name: path.read_bytes() for path in vault.folder.iterdir()}
    assert {"vault.db", "vault.db-wal", "vault.keys", "vault.keys.2"} <= found.keys()
    assert not [name for name, data in found.items() for form in forms if form in data]
    assert b"SQLite format" not in found["vault.db"]
    vault.close()


def test_blobs_are_stored_once_and_known_by_their_content(vault: Vault) -> None:
    with vault:
        with vault.write() as tx:
            name = tx.blobs.put(b"the form")
            assert tx.blobs.put(b"the form") == name
        with vault.read() as reader:
            assert reader.blobs.get(name) == b"the form"
            assert reader.blobs.get("00" * 32) is None
            assert reader.blobs.names() == (name,)


def test_a_blob_that_is_not_what_its_name_says_is_not_handed_out(vault: Vault) -> None:
    with vault:
        with vault.write() as tx:
            name = tx.blobs.put(b"the form")
            tx.execute("UPDATE blob SET data = ?", (b"another",))
        with vault.read() as reader, pytest.raises(VaultError):
            reader.blobs.get(name)
