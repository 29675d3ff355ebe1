"""A store at another address: a laptop goes on there when it is the office's own, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from rygsaek.casework import cases
from rygsaek.errors import InputError
from sync.errors import SyncError, UnreachableError
from sync.office import moved
from sync.status import standing
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.staff import Staffroom


def test_what_is_only_here_goes_to_the_store_where_it_is_now_and_never_to_another(hire: Staffroom, tmp_path: Path) -> None:
    store, other = Central(tmp_path / "lager"), Central(tmp_path / "andet")
    store.init()
    store.start()
    lise = hire("Lise Holm")
    lise.found(store.url)
    before = store.url
    store.stop()
    store.start()
    assert store.url != before
    cases.create_case(lise.desk, ANNA)
    with pytest.raises(UnreachableError):
        lise.sync()

    other.folder.mkdir()
    other.command("init")  # with a key of its own
    other.start()
    for address, error, code in (
        (other.url, InputError, "office.other_store"),
        (before, SyncError, "net.unreachable"),
        ("x y", InputError, "input.address"),
    ):
        with pytest.raises(error) as refused:
            moved.move(lise.line, address)
        assert refused.value.code == code and lise.line.membership().server_url == before
    assert standing(lise.desk).local.cases == 1

    assert moved.move(lise.line, store.url) == store.url
    assert lise.sync().given and standing(lise.desk).local.changes == 0
    for one in (store, other):
        one.stop()
