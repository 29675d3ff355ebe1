"""The whole job from the command line, piece by piece (tests/journeys/test_headless.py does it in processes of their own)."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import pytest

from forms.profile import Person
from rygsaek.casework import accesslog, settings
from rygsaek.vault.secret import RecoverySecret
from rygsaek.vault.slots import FLOOR
from tests.support.forms import raw_example
from tests.support.wired import places
from ui import wiring
from ui.main import main

WORDS = "seks helt almindelige danske ord her"
OTHER_WORDS = "syv andre ganske sjældne ord til prøven"


class Told(NamedTuple):
    """What a command said."""

    stdout: str
    stderr: str


class Terminal:
    """One user's terminal, in a folder of the test's own. Commands run in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.profile = folder / "profil"

    def run(self, *arguments: str, words: str | None = WORDS, more: bytes = b"", code: int = 0) -> Told:
        options = ["--profile-dir", str(self.profile), *(["--passphrase-stdin"] if words is not None else [])]
        given = (b"" if words is None else words.encode() + b"\n") + more
        found, told = self._here([*options, *arguments], given)
        assert found == code, (arguments, found, told)
        assert "Traceback" not in told.stdout + told.stderr
        return told

    def _here(self, arguments: list[str], given: bytes) -> tuple[int, Told]:
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.chdir(self.folder)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
            code = main(arguments)
        return code, Told(out.getvalue(), err.getvalue())

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json").stdout)

    def answers(self, name: str, data: object) -> str:
        (self.folder / name).write_text(json.dumps(data), encoding="utf-8")
        return name


def with_vault(folder: Path) -> tuple[Terminal, RecoverySecret]:
    """A terminal whose vault is there, under a passphrase that is cheap to try."""
    found = Terminal(folder)
    desk, secret = wiring.create(places(found.profile), WORDS, Person("Lise Holm"), kdf=FLOOR)
    desk.vault.close()
    return found, secret


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A terminal with a vault."""
    return with_vault(tmp_path_factory.mktemp("job"))[0]


@pytest.fixture(scope="module")
def case(terminal: Terminal) -> str:
    """A case with the papers of a visit in it."""
    told = terminal.run("case", "create", terminal.answers("borger.json", raw_example("borger")))
    case = told.stdout.splitlines()[-1]
    assert case.isalnum()
    for form in ("samarbejdsaftale", "netvaerkskort", "samtykke"):
        terminal.run("case", "fill", case, form, terminal.answers(f"{form}.json", raw_example(form)))
    return case


def test_what_was_filled_in_is_shown_with_its_ids(terminal: Terminal, case: str) -> None:
    shown = terminal.json("case", "show", case)
    assert shown["case"] == case
    assert shown["citizen"]["name"] == raw_example("borger")["navn"]
    papers = {paper["form"]: paper for paper in shown["documents"]}
    assert set(papers) == {"borger", "samarbejdsaftale", "netvaerkskort", "samtykke"}
    agreement = papers["samarbejdsaftale"]
    assert agreement["answers"]["aktuel_situation"] == raw_example("samarbejdsaftale")["aktuel_situation"]
    assert agreement["conflicts"] == []
    assert {"document", "form_version", "state", "version", "printed", "computed", "problems", "versions", "papers"} <= set(
        agreement
    )
    assert all("_id" in row for row in agreement["answers"]["maal_3_mdr"])
    plain = terminal.run("case", "show", case).stdout
    assert raw_example("borger")["navn"] in plain
    assert raw_example("borger")["cpr"][-4:] not in plain


def test_the_options_may_stand_behind_the_command(terminal: Terminal, case: str) -> None:
    code, told = terminal._here(
        ["case", "list", "--json", "--passphrase-stdin", f"--profile-dir={terminal.profile}"], WORDS.encode() + b"\n"
    )
    assert code == 0
    assert case in [row["case"] for row in json.loads(told.stdout)]


def test_filling_goes_on_in_the_open_paper(terminal: Terminal, case: str) -> None:
    before = terminal.json("case", "show", case)
    filled = terminal.json(
        "case", "fill", case, "samarbejdsaftale", terminal.answers("mere.json", {"haab_laengere_sigt": "Et job"})
    )
    after = terminal.json("case", "show", case)
    agreement = next(paper for paper in after["documents"] if paper["document"] == filled["document"])
    assert agreement["answers"]["haab_laengere_sigt"] == "Et job"
    assert len(after["documents"]) == len(before["documents"])


def test_the_course_says_how_far_a_case_has_come(terminal: Terminal) -> None:
    case = terminal.run("case", "create", terminal.answers("bo.json", {"navn": "Bo Krag"})).stdout.splitlines()[-1]
    attempt = terminal.folder / "forsoeg.json"
    attempt.write_text(json.dumps({"dato": "2026-04-27", "kanal": "telefon", "resultat": "kontakt"}), encoding="utf-8")
    document = terminal.json("case", "fill", case, "kontaktforsoeg", attempt.name)["document"]
    steps = {step["milestone"]: step for step in terminal.json("case", "course", case)["milestones"]}
    assert steps["foerste_kontakt"] == {
        "milestone": "foerste_kontakt", "title": "Kontakt", "under": "", "state": "reached", "day": "2026-04-27",
        "document": document, "turn": None, "who": None, "why": None, "dated_before": None,
    }  # fmt: skip
    assert (steps["afslutning"]["state"], steps["afslutning"]["day"]) == ("open", None)
    lines = terminal.run("case", "course", case).stdout.splitlines()
    assert any(line.startswith("Kontakt: sket ") for line in lines)
    assert "  Referat: ikke begyndt" in lines
    contact = next(place for place, line in enumerate(lines) if line.startswith("Kontakt: "))
    assert lines[contact + 1].startswith("  Sagsoplysning: "), "each step is followed by what goes beside it"
    found = terminal.json("case", "course", case)
    (meeting,) = found["due"]
    assert (meeting["limit"], meeting["due"], meeting["document"]) == ("frist_foerste_moede", "2026-05-04", document)
    assert meeting["next"]["act"] == "besoeg"
    is_over = meeting["state"] == "over"
    assert [one["what"] for one in found["missing"]] == ["reason"] * is_over
    assert any("mandag den 4. maj 2026: Første møde" in line for line in lines)
    visit = terminal.answers("besoeg.json", {"dato": "2026-05-02", "besoeg_status": "holdt", "foerste_moede": True})
    held = terminal.json("case", "fill", case, "besoeg", visit)["document"]
    owed = [one for one in terminal.json("case", "course", case)["missing"] if one["what"] == "form"]
    assert [(one["id"], one["document"], one["form"]) for one in owed] == [
        ("foerste_moede", held, "besoeg"), ("foerste_moede", "", "markering"),
    ]  # fmt: skip
    assert f"! {owed[0]['text']}" in terminal.run("case", "course", case).stdout.splitlines()
    assert terminal.run("case", "course", "ukendt", code=1).stderr
    terminal.run("course", "ics", "frister.ics")
    written = (terminal.folder / "frister.ics").read_text("utf-8")
    assert written.startswith("BEGIN:VCALENDAR") and "Bo" not in written


def test_the_history_of_a_field_says_who_and_what(terminal: Terminal, case: str) -> None:
    terminal.run("case", "fill", case, "borger", terminal.answers("ny.json", {"opholdssted_aktuelt": "på værestedet"}))
    lines = terminal.json("case", "history", case, "opholdssted_aktuelt")
    assert (lines[-1]["who"], lines[-1]["new"]) == ("Lise Holm", "på værestedet")
    assert "på værestedet" in terminal.run("case", "history", case, "opholdssted_aktuelt").stdout
    assert len(terminal.json("case", "history", case)) > len(lines)
    told = terminal.run("case", "history", case).stdout.splitlines()
    assert all(line.endswith("  (Lise Holm)") for line in told)
    assert any("  Stod der fra start: Samarbejdsaftale · " in line for line in told)


def test_a_field_that_no_paper_of_the_case_has_is_told_as_a_slip(terminal: Terminal, case: str) -> None:
    assert "»findesikke«" in terminal.run("case", "history", case, "findesikke", code=1).stderr
    assert terminal.run("case", "history", case, "tolk_behov").stderr == ""


def test_what_the_command_line_showed_is_in_the_access_log(terminal: Terminal, case: str) -> None:
    terminal.json("case", "show", case)
    terminal.json("case", "history", case)
    entries = terminal.json("case", "access-log", case)
    assert {"open", "show", "history"} <= {entry["what"] for entry in entries}
    assert all(entry["user"] == "Lise Holm" and entry["purpose"] and entry["at"].endswith("+00:00") for entry in entries)
    citizens = terminal.run("case", "access-log", case, "--citizen").stdout
    assert "Sagen blev åbnet" in citizens
    assert "Sagen blev åbnet. Formål: " in terminal.run("case", "access-log", case).stdout
    assert "Lise" not in citizens


def test_a_whole_case_is_handed_out_through_the_one_door(terminal: Terminal, case: str) -> None:
    terminal.run("case", "export", case, "udlevering")
    found = sorted(path.suffix for path in (terminal.folder / "udlevering").iterdir())
    assert found.count(".pdf") == 4
    assert ".json" in found
    assert "export" in {entry["what"] for entry in terminal.json("case", "access-log", case)}


def test_a_paper_that_cannot_leave_with_its_case_is_named_and_the_command_ends_with_one(terminal: Terminal) -> None:
    data = json.dumps({"navn": "Bo Prøve"}).encode()
    case = terminal.run("case", "create", "-", more=data).stdout.splitlines()[-1]
    terminal.run("case", "fill", case, "samarbejdsaftale", terminal.answers("arabisk.json", {"aktuel_situation": "مرحبا"}))
    told = terminal.run("case", "export", case, "uden-aftalen", code=1)
    assert told.stdout.strip() == str(terminal.folder / "uden-aftalen")
    assert told.stderr.startswith("»Vores aftale« er ikke med. Teksten skrives fra højre mod venstre")
    assert len(list((terminal.folder / "uden-aftalen").glob("*.pdf"))) == 1


def test_a_language_that_a_form_is_not_written_in_is_refused(terminal: Terminal, case: str) -> None:
    told = terminal.run("print", "submit", case, "samarbejdsaftale", "--lang", "xx", "--printer", "ipp://localhost:9/", code=1)
    assert told.stderr.splitlines()[0].startswith("form.language_missing") and "»xx«" in told.stderr
    assert told.stdout == ""
    assert not [job for job in terminal.json("print", "list", case) if job["printer"] == "ipp://localhost:9/"]


def test_a_printer_that_is_not_there_is_said_and_the_paper_waits(terminal: Terminal, case: str) -> None:
    told = terminal.run(
        "print", "submit", case, "samarbejdsaftale", "--printer", "ipp://localhost:9/ipp/print", "--wait", "0.5", code=3
    )
    assert told.stderr.strip()
    assert terminal.json("print", "list", case)


def test_answers_may_come_behind_the_passphrase(terminal: Terminal) -> None:
    data = json.dumps({"navn": "Bo Prøve"}).encode()
    case = terminal.run("case", "create", "-", more=data).stdout.splitlines()[-1]
    assert terminal.json("case", "show", case)["citizen"]["name"] == "Bo Prøve"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"navn": "A", "hest": 1}', "answer.unknown_field"),
        ('{"navn": 1}', "answer.wrong_type"),
        ("[]", "answer.wrong_type"),
        ("{", "answers.json"),
        ('{"navn": "A", "navn": "B"}', "answers.twice"),
    ],
)
def test_bad_answers_are_coded_problems_and_nothing_is_written(terminal: Terminal, text: str, code: str) -> None:
    (terminal.folder / "skidt.json").write_text(text, encoding="utf-8")
    before = terminal.json("case", "list")
    told = terminal.run("case", "create", "skidt.json", code=1)
    assert code in told.stderr
    assert told.stdout == ""
    assert terminal.json("case", "list") == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("case", "show", "ukendt"), 1),
        (("case", "fill", "ukendt", "samtykke", "borger.json"), 1),
        (("case", "create", "findesikke.json"), 1),
        (("case", "history", "ukendt"), 1),
        (("case", "access-log", "ukendt"), 1),
        (("case", "export", "ukendt", "mappe"), 1),
        (("print", "list", "ukendt"), 1),
        (("vault", "backup", "findesikke/kopi.zip"), 1),
        (("vault", "restore", "findesikke.zip"), 3),
        (("vault", "create", "--name", "X"), 3),
    ],
)
def test_what_is_not_there_is_said_in_danish(terminal: Terminal, case: str, arguments: Sequence[str], code: int) -> None:
    told = terminal.run(*arguments, code=code)
    assert told.stdout == ""
    assert len(told.stderr.strip().splitlines()) >= 2


def test_a_wrong_passphrase_opens_nothing(tmp_path: Path) -> None:
    terminal, _ = with_vault(tmp_path)
    assert "adgangssætning" in terminal.run("case", "list", words="helt forkerte ord i dag", code=3).stderr


def test_without_anybody_to_ask_it_is_wrong_usage(terminal: Terminal) -> None:
    assert "--passphrase-stdin" in terminal.run("case", "list", words=None, code=2).stderr


def test_a_vault_that_is_open_elsewhere_says_so(terminal: Terminal) -> None:
    desk = wiring.unlock(wiring.Places(terminal.profile), WORDS)
    with desk.vault:
        assert "åben i vinduet" in terminal.run("case", "list", code=3).stderr


def test_backup_restore_check_and_the_way_back_with_the_sheet(terminal: Terminal, case: str, tmp_path: Path) -> None:
    terminal.run("vault", "check")
    terminal.run("vault", "check", "--rebuild")
    terminal.run("vault", "backup", "kopi.zip")
    assert "findes allerede" in terminal.run("vault", "backup", "kopi.zip", code=1).stderr
    other = Terminal(tmp_path)
    other.run("vault", "restore", str(terminal.folder / "kopi.zip"))
    assert other.json("case", "show", case)["case"] == case
    assert other.json("case", "history", case) == terminal.json("case", "history", case)


def test_the_recovery_sheet_sets_new_words(tmp_path: Path) -> None:
    terminal, secret = with_vault(tmp_path)
    terminal.run("vault", "recover", words=OTHER_WORDS, more=str(secret).encode() + b"\n")
    terminal.run("case", "list", words=OTHER_WORDS)
    assert "adgangssætning" in terminal.run("case", "list", words=WORDS, code=3).stderr


def test_a_backup_comes_back_with_the_sheet_where_its_words_are_forgotten(tmp_path: Path) -> None:
    terminal, secret = with_vault(tmp_path / "her")
    case = terminal.run("case", "create", "-", more=b'{"navn": "Bo"}').stdout.splitlines()[-1]
    terminal.run("vault", "backup", "kopi.zip")
    other, kopi = Terminal(tmp_path), str(terminal.folder / "kopi.zip")
    other.run("vault", "restore", "--with-sheet", kopi, words="kort", more=str(secret).encode() + b"\n", code=1)
    other.run("vault", "restore", "--with-sheet", kopi, words=OTHER_WORDS, more=b"ABCDE\n", code=1)
    assert not (other.profile / "vault").exists()
    other.run("vault", "restore", "--with-sheet", kopi, words=OTHER_WORDS, more=str(secret).encode() + b"\n")
    assert [row["case"] for row in json.loads(other.run("case", "list", "--json", words=OTHER_WORDS).stdout)] == [case]


NOTED_BEYOND_THE_LOG = b"saltsalt" + (7).to_bytes(4, "big") + crc32(b"saltsalt" + (7).to_bytes(4, "big")).to_bytes(4, "big")


def test_a_damaged_access_log_is_found(tmp_path: Path) -> None:
    terminal, _ = with_vault(tmp_path)
    desk = wiring.unlock(wiring.Places(terminal.profile), WORDS)
    with desk.vault:
        for _ in range(3):
            accesslog.note(desk, "sag", "open")
        with desk.vault.write() as tx:
            tx.execute("DELETE FROM access_entry WHERE n = 2")
    assert "access.chain_broken" in terminal.run("vault", "check", code=3).stderr


def test_a_vault_whose_latest_saves_are_damaged_opens_without_them_when_that_is_wanted(tmp_path: Path) -> None:
    terminal, _ = with_vault(tmp_path)
    vault = wiring.Places(terminal.profile).vault
    (vault / "vault.mark").write_bytes(NOTED_BEYOND_THE_LOG)
    told = terminal.run("vault", "check", code=3).stderr
    assert "beskadiget" in told and "--without-lost" in told
    assert "i orden" in terminal.run("vault", "check", "--without-lost").stdout
    assert "i orden" in terminal.run("vault", "check").stdout


def test_a_broken_profile_is_left_out_and_said(tmp_path: Path) -> None:
    terminal, _ = with_vault(tmp_path)
    kommune = wiring.Places(terminal.profile).municipality / "kommune.toml"
    kommune.write_text("kommune = [", encoding="utf-8")
    told = terminal.run("case", "list")
    assert "profile." in told.stderr


def test_a_profile_dir_that_is_a_file_is_wrong_usage(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.profile.write_text("noget andet")
    assert "--profile-dir" in terminal.run("case", "list", code=2).stderr


def test_a_vault_made_without_a_sheet_owes_it(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    assert "Nøglearket mangler" in terminal.run("vault", "create", "--name", "Lise Holm").stderr
    desk = wiring.unlock(wiring.Places(terminal.profile), WORDS)
    with desk.vault:
        assert settings.get(desk.vault, settings.SHEET_OWED, bool) is True
        assert desk.worker.name == "Lise Holm"


@pytest.mark.parametrize("words", ["kort", "123456789012345678"])
def test_a_weak_passphrase_makes_no_vault(tmp_path: Path, words: str) -> None:
    terminal = Terminal(tmp_path)
    assert terminal.run("vault", "create", "--name", "Lise Holm", words=words, code=1).stderr
    assert not terminal.profile.exists() or not any(terminal.profile.iterdir())


def test_a_sheet_that_cannot_be_written_is_asked_for_before_anything_is_made(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    (tmp_path / "ark.pdf").write_text("noget andet")
    assert "findes allerede" in terminal.run("vault", "create", "--sheet", "ark.pdf", code=1).stderr
    assert not terminal.profile.exists()
