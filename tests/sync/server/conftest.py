"""A running store on each kind of database, shared by all tests of a run; each test has an office of its own in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.identity import DeviceSecret
from tests.support.central import Central, Client, found
from tests.support.extent import IS_WHOLE
from tests.support.offices import Office, new_office
from tests.support.postgres import Postgres, available

DATABASES = ("sqlite", "postgresql18", *(["postgresql15"] if IS_WHOLE else []))
"""PostgreSQL 15 is Debian's, and answers as 18 does: it is asked by `bootstrap.py long whole`."""
_number = itertools.count()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one kind of database run in one process, so that its server is started once."""
    for one in items:
        kind = getattr(one, "callspec", None) and one.callspec.params.get("kind")  # type: ignore[attr-defined]
        if kind:
            one.add_marker(pytest.mark.xdist_group(f"store on {kind}"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[str], Postgres]]:
    """Starts a server of a name once."""
    running: dict[str, Postgres] = {}

    def start(name: str) -> Postgres:
        if name not in available():
            pytest.skip(f"{name} is not installed")
        if name not in running:
            running[name] = Postgres(available()[name])
            running[name].start()
        return running[name]

    yield start
    for server in running.values():
        server.remove()


@pytest.fixture(scope="session", params=DATABASES)
def kind(request: pytest.FixtureRequest) -> str:
    """Which database."""
    return str(request.param)


@pytest.fixture(scope="session")
def new_database(kind: str, postgres: Callable[[str], Postgres]) -> Callable[[], str]:
    """Gives the address of an empty database; "" for a file in the store's folder."""
    return lambda: "" if kind == "sqlite" else postgres(kind).database()


@pytest.fixture(scope="session")
def central(new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Central]:
    """A store that any office may be founded in."""
    one = Central(tmp_path_factory.mktemp("central") / "store", new_database(), ("--open",))
    one.init()
    one.start()
    yield one
    assert one.stop() == 0, one.log()


@pytest.fixture
def client(central: Central) -> Iterator[Callable[[DeviceSecret], Client]]:
    """A device that speaks with the store."""
    made: list[Client] = []

    def make(secret: DeviceSecret, ahead_ms: int = 0) -> Client:
        made.append(Client(central.port, secret, ahead_ms=ahead_ms))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def office() -> Office:
    """An office of one that no store knows yet."""
    return new_office(f"server {next(_number)} {Path.cwd()}")


@pytest.fixture
def lead(office: Office, client: Callable[[DeviceSecret], Client]) -> Client:
    """The only device of an office that has been founded."""
    one = client(office.devices[0])
    found(one, office)
    return one
