"""`rygsaek sync` and `case conflicts` with a real store, two users, each command as a terminal runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.central import Central
from tests.support.command_line import Terminal
from tests.support.desks import ANNA

WORDS = "seks helt almindelige danske ord her"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Terminal, Terminal, str]]:
    """Lise, who founded the office, and Bo, who has joined it; and the case that they share."""
    folder = tmp_path_factory.mktemp("office")
    central = Central(folder / "central")
    central.init()
    central.start()
    try:
        yield joined(folder, central)
    finally:
        central.stop()


def joined(folder: Path, central: Central) -> tuple[Terminal, Terminal, str]:
    lise, bo = (Terminal(folder / name, WORDS) for name in ("lise", "bo"))
    lise.done("vault", "create", "--name", "Lise Holm")
    bo.done("vault", "create", "--name", "Bo Krag")
    lise.done("office", "found", "--server", central.url, "--kit", str(folder / "kit.pdf"))
    code = lise.done("office", "invite").last
    bo.done("office", "join", code)
    (waiting,) = lise.done("office", "pending", "--json").data["waiting"]
    lise.done("office", "admit", waiting["device"], "--yes")
    bo.done("office", "join", code)
    case = lise.done("case", "create", lise.write("anna.json", ANNA)).last
    lise.done("case", "share", case, "--with", "Bo Krag")
    return lise, bo, case


def test_what_is_only_here_is_sent_and_a_colleague_gets_it(office: tuple[Terminal, Terminal, str]) -> None:
    lise, bo, case = office
    said = lise.done("sync", "--once", "--json").data
    assert said["given"] >= 2
    assert said["only_here"] == {"changes": 0, "cases": 0, "drafts": 0, "since": None}
    assert bo.done("sync", "--once").out.splitlines()[0].startswith("Sendt: ")
    assert [row["case"] for row in bo.done("case", "list", "--json").data] == [case]


def test_what_both_wrote_is_told_as_two_things(office: tuple[Terminal, Terminal, str]) -> None:
    lise, bo, case = office
    for user in (lise, bo):
        user.done("sync", "--once")
    lise.done("case", "fill", case, "borger", lise.write("a.json", {"opholdssted_aktuelt": "på værestedet"}))
    bo.done("case", "fill", case, "borger", bo.write("b.json", {"opholdssted_aktuelt": "i sin bil"}))
    for user in (lise, bo, lise):
        user.done("sync", "--once")
    (found,) = lise.done("case", "conflicts", case, "--json").data
    assert found["register"] == "opholdssted_aktuelt"
    assert {one["value"]: one["who"] for one in found["values"]} == {"på værestedet": ["Lise Holm"], "i sin bil": ["Bo Krag"]}
    assert "i sin bil  (Bo Krag" in bo.done("case", "conflicts", case).out


def test_without_an_office_there_is_nobody_to_send_to(tmp_path: Path) -> None:
    alone = Terminal(tmp_path, WORDS)
    alone.done("vault", "create", "--name", "Lise Holm")
    said = alone.run("sync", "--once")
    assert (said.code, "ikke med i et kontor" in said.err) == (1, True)
