"""Stores that are run for one test alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.identity import DeviceSecret
from tests.support.central import Central, Client


@contextmanager
def broken(folder: Path, sabotage: str) -> Iterator[Callable[[DeviceSecret], Client]]:
    """A store with something broken in it."""
    central = Central(folder / "store", options=("--open",), sabotage=sabotage)
    central.init()
    with running(central) as client:
        yield client


@contextmanager
def running(central: Central, *more: str) -> Iterator[Callable[[DeviceSecret], Client]]:
    """A store from its start to its end, which must be clean; gives clients of it."""
    central.start(*more)
    made: list[Client] = []

    def client(secret: DeviceSecret) -> Client:
        made.append(Client(central.port, secret))
        return made[-1]

    try:
        yield client
    finally:
        for one in made:
            one.close()
        assert central.stop() == 0, central.log()
