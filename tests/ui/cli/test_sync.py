"""`rygsaek sync` and `case conflicts` with a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rygsaek.casework import cases, views
from sync.errors import UnreachableError
from sync.runner import Outcome
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.synced import Empty, SyncedLaptop, SyncedOffice
from tests.support.terminals import PASSPHRASE, Terminal
from ui.cli import case_words
from ui.cli.conflict_words import conflict_lines, names_in
from ui.cli.sync import rounds


@pytest.fixture
def office(tmp_path: Path, central: Central, empty: Empty) -> Iterator[SyncedOffice]:
    made = SyncedOffice(tmp_path, central, empty)
    yield made
    made.close()


def terminal_of(laptop: SyncedLaptop) -> Terminal:
    """The laptop's terminal; its vault is closed for it."""
    laptop.vault.close()
    folder = laptop.vault.folder.parent
    found = Terminal(folder / "terminal", PASSPHRASE)
    found.profile = folder
    return found


def test_what_is_only_here_is_sent_and_what_both_wrote_is_told(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    case = cases.create_case(lise.desk, ANNA)
    lise.sync()
    lise.share(case, bo)
    lise.sync()
    bo.sync()
    facts = views.case_view(lise.desk, case).facts_document
    for laptop, words in ((lise, "på værestedet"), (bo, "i sin bil")):
        cases.fill(laptop.desk, case, facts, {"opholdssted_aktuelt": words, "adresse": f"Bag {words[2:]} 1"})
    agreed = cases.fill_form(bo.desk, case, "samarbejdsaftale", {"udfordring_fs": "At nå det"})
    bo.sync()
    terminal = terminal_of(lise)
    said = terminal.done("sync", "--once", "--json").data
    assert said["given"] >= 1
    kept = {"changes": 0, "cases": 0, "drafts": 0, "files": 0, "decided": 0, "files_away": 0, "files_wrong": 0, "since": None}
    assert said["only_here"] == kept
    address, found = terminal.done("case", "conflicts", case, "--json").data
    assert found["register"] == "opholdssted_aktuelt" and address["register"] == "@adresse"
    assert {one["value"]: one["who"] for one in found["values"]} == {"på værestedet": ["Lise Holm"], "i sin bil": ["Bo Krag"]}
    assert "i sin bil  (Bo Krag" in terminal.done("case", "conflicts", case).out
    bo.sync()
    shown = [views.document_view(bo.desk, case, document) for document in (facts, agreed)]
    words = names_in(bo.desk, "Anna Nordvang")
    assert next(line for one in shown for line in conflict_lines(one, words)) == (
        "Oplysninger om borgeren: Hvor bor du? · Postnummer · By"
    )
    page = list(case_words.case_lines(views.case_view(bo.desk, case), shown, (), words))
    assert "    Hvad tror Bo kan blive svært? At nå det" in page
    assert not any(line.startswith(("    Hvor bor du?", "    Hele adressen", "    Hvor er du for tiden?")) for line in page)


def test_without_an_office_there_is_nobody_to_send_to(office: SyncedOffice) -> None:
    alone = office.without_office()
    alone.vault.close()
    terminal = Terminal(office.folder / "terminal", PASSPHRASE)
    terminal.profile = alone.vault.folder.parent
    said = terminal.run("sync", "--once")
    assert (said.code, "ikke med i et kontor" in said.err) == (1, True)


def test_a_store_that_is_away_is_told_and_nothing_is_lost(office: SyncedOffice, central: Central) -> None:
    lise = office.laptop()
    cases.create_case(lise.desk, ANNA)
    terminal = terminal_of(lise)
    port = central.port
    central.stop()
    try:
        said = terminal.run("sync", "--once")
        assert (said.code, "Serveren svarer ikke." in said.err) == (3, True)
    finally:
        central.start("--port", str(port))
    assert "Der ligger ikke noget, som kun er her." in terminal.done("sync", "--once").out


def test_a_running_sync_goes_on_when_there_is_no_network_from_the_start(capsys: pytest.CaptureFixture[str]) -> None:
    answers = iter((UnreachableError(), Outcome(2, 0), UnreachableError(), Outcome(0, 1)))

    def run() -> Outcome:
        one = next(answers)
        if isinstance(one, Outcome):
            return one
        raise one

    waited: list[None] = []
    found = rounds(run, lambda: waited.append(None), once=False)
    assert [next(found), next(found)] == [Outcome(2, 0), Outcome(0, 1)]
    assert (len(waited), capsys.readouterr().err.count("Serveren svarer ikke.")) == (3, 2)
    with pytest.raises(UnreachableError):
        next(rounds(run_nothing, lambda: None, once=True))


def run_nothing() -> Outcome:
    raise UnreachableError
