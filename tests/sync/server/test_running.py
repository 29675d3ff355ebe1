"""A store from its making to its end: what it refuses to start with, what it keeps over a restart and a kill, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from sync.errors import RefusedError
from sync.server import tables
from sync.server.config import KEY_FILE, Config, database_in
from sync.server.database import Database, url_of
from sync.server.errors import CentralError
from sync.server.migrations import STEPS, migrate, version_of
from sync.server.opening import opened
from sync.server.setup import initialise
from sync.server.signing import load_key, make_key
from tests.support.central import Central, Client, found, hand_in, signed
from tests.support.certificates import certificate
from tests.support.chains import chain
from tests.support.offices import Office, new_office
from tests.support.replays import question, sent
from tests.support.stores import running


@pytest.fixture
def fresh(tmp_path: Path, new_database: Callable[[], str]) -> Central:
    """A store of this test's own, made and not started."""
    one = Central(tmp_path / "store", new_database(), ("--open",))
    one.init()
    return one


@pytest.fixture
def in_a_file(tmp_path: Path) -> Central:
    """One that needs nothing else."""
    one = Central(tmp_path / "store")
    one.init()
    return one


def test_a_file_where_the_folder_should_be_is_told_in_words(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a list of something else")
    with pytest.raises(CentralError, match="kan ikke laves"):
        initialise(Config(str(taken), database_in(taken)))
    assert taken.read_text() == "a list of something else"


@pytest.mark.skipif(sys.platform == "win32", reason="no process is held there")
def test_a_crowd_that_waits_at_the_door_is_heard_and_committed_together(in_a_file: Central, office: Office) -> None:
    """Of forty that came while the process was held, the first few find it idle and share little."""
    in_a_file.start()
    lead = Client(in_a_file.port, office.devices[0])
    found(lead, office)
    assert in_a_file.process is not None and in_a_file.process.pid is not None
    before = _commits(lead)
    os.kill(in_a_file.process.pid, signal.SIGSTOP)
    lines = [Client(in_a_file.port, lead.secret) for _ in range(40)]
    for line in lines:
        one = question(line)
        line.connection.request("POST", one.path, one.body, one.headers)
    os.kill(in_a_file.process.pid, signal.SIGCONT)
    assert [line.connection.getresponse().status for line in lines] == [200] * 40
    shared = _commits(lead) - before
    for line in (lead, *lines):
        line.close()
    assert in_a_file.stop() == 0
    assert shared <= 8


def _commits(client: Client) -> int:
    """How many a store has made, as it tells."""
    client.connection.request("GET", "/metrics")
    told = client.connection.getresponse().read().decode()
    return next(int(float(line.split()[1])) for line in told.splitlines() if line.startswith("rygsaek_commit_jobs_count "))


def test_what_was_acknowledged_is_there_after_a_kill(fresh: Central, office: Office) -> None:
    fresh.start()
    lead = Client(fresh.port, office.devices[0])
    found(lead, office)
    case = office.case(lead.secret)
    hand_in(lead, signed(case.signed[0]))
    work = chain(case, lead.secret, 60)
    acknowledged = 0

    def hand_in_all() -> None:
        nonlocal acknowledged
        try:
            for one in work:
                hand_in(lead, one)
                acknowledged += 1
                if acknowledged == 20:
                    half.set()
        except (OSError, EOFError, ValueError):
            return

    half = threading.Event()
    thread = threading.Thread(target=hand_in_all)
    thread.start()
    assert half.wait(60)
    assert fresh.stop(signal.SIGKILL) == -signal.SIGKILL
    thread.join()
    lead.close()
    with running(fresh) as client:
        again = client(office.devices[0])
        done = again.exchange(incarnation="mine")
        assert done.own in (acknowledged, acknowledged + 1), "one may have been taken whose answer was lost"
        assert hand_in(again, *work).own == 60
    assert fresh.faults() == []


def test_a_request_is_answered_once_over_a_restart_too(fresh: Central, office: Office) -> None:
    with running(fresh) as client:
        lead = client(office.devices[0])
        found(lead, office)
        one = question(lead)
        assert lead.post(one.path, one.body, one.headers).status == 200
    with running(fresh) as client:
        assert sent(client(office.devices[0]), one) == (409, "request.replayed")


def test_it_ends_cleanly_when_the_system_says_so(in_a_file: Central) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        in_a_file.start()
        assert in_a_file.stop(number) == 0
    assert in_a_file.log().count('"event":"stopped"') == 2
    assert "Traceback" not in in_a_file.log()


def test_it_does_not_start_without_its_key(in_a_file: Central) -> None:
    (in_a_file.folder / KEY_FILE).rename(in_a_file.folder / "gemt")
    done = in_a_file.command("serve")
    assert done.returncode == 3
    assert "Lagerets nøgle mangler" in done.stderr and "Læg nøglen tilbage" in done.stderr
    make_key(in_a_file.folder / KEY_FILE)
    assert "Nøglen hører ikke til databasen." in in_a_file.command("serve").stderr
    (in_a_file.folder / KEY_FILE).write_text("ikke en nøgle")
    assert "kan ikke læses" in in_a_file.command("serve").stderr


def test_who_hears_no_more_is_told_no_fault_of_the_program(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sync.server.main", "init", "--folder", str(tmp_path / "lager")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == "" and process.wait() == 3
    assert load_key(tmp_path / "lager" / KEY_FILE)


def test_it_is_made_once(in_a_file: Central) -> None:
    before = load_key(in_a_file.folder / KEY_FILE).seed
    done = in_a_file.command("init")
    assert (done.returncode, done.stderr.splitlines()[0]) == (3, "Lageret er lavet i forvejen.")
    assert load_key(in_a_file.folder / KEY_FILE).seed == before


def test_a_newer_database_is_refused_with_both_versions_named(fresh: Central) -> None:
    database = Database(url_of(fresh.database))
    with database.write() as connection:
        migrate(connection, (*STEPS, lambda _: None))
    database.close()
    done = fresh.command("serve")
    assert done.returncode == 3
    assert done.stderr.splitlines()[0] == (
        f"Databasen er af version {len(STEPS) + 1}, og dette program kender højst version {len(STEPS)}."
    )


def test_an_older_database_is_brought_on_when_the_store_starts(tmp_path: Path, new_database: Callable[[], str]) -> None:
    url = new_database() or database_in(tmp_path)
    config = Config(str(tmp_path), url)
    key = make_key(config.key_path)
    database = Database(url_of(url))
    with database.write() as connection:
        migrate(connection, STEPS[:2])
        connection.execute(insert(tables.store), {"one": 1, "server": key.public, "initialised_ms": 1})
        for blob, numbers in ((b"whole", (0, 1)), (b"half", (1,))):
            of_one = {"office": 1, "case_id": "sag", "blob": blob, "total": 2, "hash": b"h", "data": b"d"}
            connection.execute(insert(tables.chunk), [{**of_one, "number": number} for number in numbers])
    opened(config)[1].close()
    with database.read() as connection:
        assert version_of(connection) == len(STEPS)
        left = connection.execute(select(tables.chunk.c.blob)).scalars().all()
        assert left == [b"whole"] * 2, "pieces of what was not whole are handed in again"
    database.close()


def test_an_address_that_is_none_is_told_with_advice(tmp_path: Path) -> None:
    central = Central(tmp_path / "store", "mysql://et/sted")
    assert central.command("init").stderr.splitlines()[0] == "Databasens adresse kan ikke bruges."
    nowhere = Central(tmp_path / "store", f"postgresql://x@/y?host={tmp_path}")
    assert nowhere.command("init").stderr.splitlines()[0] == "Databasen svarer ikke eller kan ikke bruges."
    with pytest.raises(CentralError):
        url_of("nonsens")


def test_a_port_that_is_taken_is_told_with_advice(in_a_file: Central) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = in_a_file.command("serve", "--port", str(port))
    assert (done.returncode, done.stderr.splitlines()[0]) == (3, f"Port {port} på 127.0.0.1 kan ikke bruges.")


def test_it_speaks_tls_with_a_certificate(in_a_file: Central, tmp_path: Path) -> None:
    files = certificate(tmp_path)
    assert in_a_file.command("serve", "--tls-cert", str(files.certificate)).returncode == 3
    swapped = in_a_file.command("serve", "--tls-cert", str(files.key), "--tls-key", str(files.certificate))
    assert (swapped.returncode, swapped.stderr.splitlines()[0]) == (3, "Certifikatet og nøglen kan ikke bruges sammen.")
    with running(in_a_file, "--tls-cert", str(files.certificate), "--tls-key", str(files.key)):
        assert in_a_file.url.startswith("https://")
        trust = ssl.create_default_context(cafile=str(files.certificate))
        connection = HTTPSConnection("127.0.0.1", in_a_file.port, context=trust)
        connection.request("GET", "/healthz")
        assert connection.getresponse().read() == b"ok\n"
        connection.close()


def test_a_second_office_needs_an_open_store(tmp_path: Path, office: Office) -> None:
    central = Central(tmp_path / "store")
    central.init()
    with running(central) as client:
        first = client(office.devices[0])
        answer = found(first, office)
        other = new_office("en anden")
        with pytest.raises(RefusedError) as refused:
            found(client(other.devices[0]), other)
        assert refused.value.code == "found.closed"
        assert answer.org == office.org and first.exchange().head == 3
