"""The office from the command line: every step a command, against a real store."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path

import pytest

from forms.pdf.office_sheets import KIT_TITLE
from rygsaek.paper.scanned_codes import codes_in
from sync import tables
from sync.errors import UnreachableError
from sync.office import leasing, recovering
from sync.transport import HttpTransport
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.papers import text_of
from tests.support.printer import SimulatedPrinter
from tests.support.synced import Empty
from tests.support.terminals import PASSPHRASE, Terminal, terminal_of
from ui import wiring


class Office:
    """Lise leads, Bo has been let in; Lise has a case."""

    def __init__(self, folder: Path, empty: Empty, central: Central) -> None:
        self.lise, self.bo = (terminal_of(folder / name, empty) for name in ("lise", "bo"))
        self.kit = folder / "kit.pdf"
        self.case = self.lise.done("case", "create", self.lise.write("anna.json", ANNA)).last
        said = self.lise.done("office", "found", "--server", central.url, "--kit", str(self.kit), "--laptop", "Bærbar 1")
        assert "Kontoret er lavet" in said.out and "slet filen" in said.out
        self.code = self.lise.done("office", "invite").last
        self.words = self.bo.done("office", "join", self.code, "--laptop", "Bærbar 2", "--json").data["words"]
        (waiting,) = self.lise.done("office", "pending", "--json").data["waiting"]
        assert waiting["words"] == self.words
        self.lise.done("office", "admit", waiting["device"][:8], "--yes")
        self.bo_device = waiting["device"]
        assert self.bo.done("office", "join", "--json").data["state"] == "admitted"


@pytest.fixture
def office(tmp_path: Path, empty: Empty, central: Central) -> Office:
    return Office(tmp_path, empty, central)


def test_two_share_a_case_and_a_stolen_laptop_is_shut_out(office: Office) -> None:
    lise, bo = office.lise, office.bo
    assert len(text_of(office.kit.read_bytes())) == 2 and KIT_TITLE in text_of(office.kit.read_bytes())[0]
    lise.done("sync", "--once")
    assert "ændret sig 2 gange" in lise.done("office", "words").out
    assert "Du er med i kontoret." in bo.done("office", "join").out
    assert lise.done("office", "words", "--json").data["words"] == bo.done("office", "words", "--json").data["words"]
    assert [one["is_me"] for one in bo.done("office", "members", "--json").data] == [True, False]
    assert "delt" in lise.done("case", "share", office.case, "--with", office.bo_device[:8]).out
    shelf = office.kit.parent / "kommunen" / "hylde"
    shelf.mkdir(parents=True)
    (shelf / "gaeld.txt").write_text("Gratis hjælp til gæld.", encoding="utf-8")
    said = lise.done("office", "publish", str(shelf.parent)).out
    assert "0 formularer og 1 ting til hylden" in said and "Kommunens oplysninger er ikke med" in said
    assert "Fremover bruger vi den adresse." in lise.done("office", "address", office.code.partition("#")[0]).out
    for one in (lise, bo):
        one.done("sync", "--once")
    assert [one["name"] for one in bo.done("shelf", "list", "--json").data] == ["gaeld.txt"]
    assert bo.done("case", "show", office.case, "--json").data["case"] == office.case
    assert "En kollega fik adgang" in lise.done("case", "access-log", office.case, "--citizen").out
    assert "Lise" in bo.done("office", "who", typed=ANNA["cpr"] + "\n").out
    assert "Ingen" in bo.done("office", "who", typed="6701801235\n").out

    bo.done("case", "fill", office.case, "borger", bo.write("more.json", {"opholdssted_aktuelt": "hos Per"}))
    assert "lukket ude" in lise.done("office", "revoke", office.bo_device[:8]).out
    shut_out = bo.run("sync", "--once")
    assert shut_out.code == 3 and "slettes" in shut_out.err
    assert not (bo.profile / "vault").exists()
    lise.done("sync", "--once")
    assert "hos Per" in lise.done("case", "handed", office.case).out
    assert "1 ændring er kommet" in lise.done("case", "adopt", office.case).out
    shown = json.dumps(lise.done("case", "show", office.case, "--json").data, ensure_ascii=False)
    assert "hos Per" in shown
    assert "ikke noget at overtage" in lise.run("case", "adopt", office.case).err


def test_who_can_see_a_case_and_what_was_decided_in_vain_is_shown_until_it_was_seen(office: Office) -> None:
    lise, bo = office.lise, office.bo
    for one in (lise, bo):
        one.done("sync", "--once")
    lise.done("case", "share", office.case, "--with", office.bo_device[:8], "--read-only")
    lise.done("sync", "--once")
    shown = lise.done("case", "sharing", office.case).out
    assert "Bærbar 1: denne computer" in shown and "Bærbar 2: kan læse\n" in shown and "gælder det her ikke" not in shown
    desk = wiring.unlock(wiring.Places(lise.profile), PASSPHRASE)
    with desk.vault, desk.vault.write() as tx:
        tx.execute("INSERT INTO sync_unmet VALUES (?, ?, 'writer')", (office.case, bytes.fromhex(office.bo_device)))
    assert "Noget, du delte eller fjernede, gælder ikke." in lise.done("sync", "--once").out
    shown = lise.done("case", "sharing", office.case, "--seen").out
    assert "Derfor gælder det her ikke:" in shown and "skulle kunne læse og skrive." in shown and "ikke nævnt mere" in shown
    assert "gælder ikke" not in lise.done("sync", "--once").out
    assert "gælder det her ikke" not in lise.done("case", "sharing", office.case).out


def test_what_a_stolen_laptop_had_left_can_be_let_go(office: Office) -> None:
    lise, bo = office.lise, office.bo
    for one in (lise, bo):
        one.done("sync", "--once")
    lise.done("case", "share", office.case, "--with", office.bo_device[:8])
    for one in (lise, bo):
        one.done("sync", "--once")
    bo.done("case", "fill", office.case, "borger", bo.write("more.json", {"opholdssted_aktuelt": "hos Per"}))
    lise.done("office", "revoke", office.bo_device[:8])
    assert bo.run("sync", "--once").code == 3
    waits = "En computer, der er lukket ude, har afleveret arbejde i en af dine sager. Se »case handed«."
    assert waits in lise.done("sync", "--once").out
    assert "Det er slettet" in lise.done("case", "discard", office.case).out
    assert "ikke afleveret noget" in lise.done("case", "handed", office.case).out
    assert "hos Per" not in lise.done("case", "show", office.case).out


def test_a_case_that_a_stolen_laptop_never_sent_is_listed_read_and_taken(office: Office) -> None:
    lise, bo = office.lise, office.bo
    lise.done("sync", "--once")
    assert "ikke afleveret noget" in lise.done("case", "handed").out
    lise.done("office", "revoke", office.bo_device[:8])
    case = bo.done("case", "create", bo.write("ny.json", {**ANNA, "navn": "Bente Kær"})).last
    assert bo.run("sync", "--once").code == 3
    listed = lise.done("case", "handed").out
    assert "i 1 sag" in listed and listed.startswith(case)
    told = lise.done("case", "handed", case).out
    assert "Bente Kær" in told and "aldrig været sendt" in told
    assert "Sagen er din nu" in lise.done("case", "adopt", case).out
    assert "Bente Kær" in lise.done("case", "show", case).out


def test_two_delete_a_case_for_good(office: Office, tmp_path: Path) -> None:
    lise, bo = office.lise, office.bo
    lise.done("sync", "--once")
    bo.done("sync", "--once")
    lise.done("case", "share", office.case, "--with", office.bo_device[:8])
    for one in (lise, bo):
        one.done("sync", "--once")
    asked = tmp_path / "slet"
    assert lise.run("case", "delete", office.case, "--rule", "5 år", "--request", str(asked)).code == 2
    assert lise.run("case", "delete", office.case, "--rule", "5 år", "--yes").code == 2
    assert "confirm-delete" in lise.done("case", "delete", office.case, "--rule", "5 år", "--request", str(asked), "--yes").out
    assert lise.done("case", "list", "--json").data
    assert "skal to til" in lise.run("case", "confirm-delete", str(asked), "--yes").err
    assert "slettet her" in bo.done("case", "confirm-delete", str(asked), "--yes").out
    bo.done("sync", "--once")
    lise.done("sync", "--once")
    assert "ikke i denne rygsæk" in lise.run("case", "show", office.case).err
    (told,) = lise.done("case", "deleted", "--json").data
    assert (told["case"], told["retention"], len(told["done"])) == (office.case, "5 år", 2)
    assert "væk på alle computere" in lise.done("case", "deleted").out


def test_all_is_lost_but_the_kit(office: Office, tmp_path: Path) -> None:
    lise, bo = office.lise, office.bo
    bo_case = bo.done("case", "create", bo.write("anna.json", ANNA)).last
    for one in (lise, bo):
        one.done("sync", "--once")
    assert "åbner 2 af 2" in lise.done("office", "drill", "--kit", str(office.kit)).out
    lise.done("office", "revoke", office.bo_device[:8])
    shutil.rmtree(lise.profile)
    fresh = Terminal(tmp_path / "ny", PASSPHRASE)
    lost = "lise holm"  # by name; the new laptop, which is hers too, is not meant
    said = fresh.done(
        "vault", "recover", "--kit", str(office.kit), "--name", "Lise Holm", "--laptop", "Ny bærbar", "--lost", lost
    )
    assert "2 sager er åbnet" in said.out
    assert {row["case"] for row in fresh.done("case", "list", "--json").data} == {office.case, bo_case}
    assert "Åbnet med kontornøglen" in fresh.done("case", "show", bo_case).out
    refused = fresh.run("office", "drill", typed=" ".join(["00000"] * 14) + "\n")
    assert refused.code == 1 and "kontornøgle" in refused.err


def test_two_leads_open_a_sick_colleagues_case_and_the_case_says_so(office: Office, tmp_path: Path, empty: Empty) -> None:
    lise, bo, eva = office.lise, office.bo, terminal_of(tmp_path / "eva", empty)
    code = lise.done("office", "invite").last
    eva.done("office", "join", code)
    (waiting,) = lise.done("office", "pending", "--json").data["waiting"]
    lise.done("office", "admit", waiting["device"][:8], "--yes", "--lead")
    eva.done("office", "join")
    case = bo.done("case", "create", bo.write("anna.json", ANNA)).last
    bo.done("sync", "--once")
    alone = lise.run("office", "recover", case, "--kit", str(office.kit))
    assert alone.code == 3 and "en leder mere" in alone.err.lower()
    asked = tmp_path / "anmodning"
    lise.done("office", "recover", case, "--kit", str(office.kit), "--request", str(asked))
    assert bo.run("office", "countersign", str(asked), "--yes").code == 3  # he is no lead
    assert "ingen leder har spurgt" in eva.run("office", "countersign", "--yes").err.lower()
    assert "er spurgt" in lise.done("office", "recover", case, "--kit", str(office.kit), "--ask", waiting["device"][:8]).out
    asks = "Lise Holm vil åbne 1 sag med kontornøglen og beder om dit ja. Se »office countersign«."
    assert asks in eva.done("sync", "--once").out
    assert "1 sag er åbnet" in eva.done("office", "countersign", "--yes").out
    assert eva.run("office", "countersign", str(asked), "--yes").code == 3  # another grant has come since
    for one in (lise, bo):
        one.done("sync", "--once")
        assert "Åbnet med kontornøglen" in one.done("case", "show", case).out
    assert "Sagen blev åbnet med kontorets nøgle" in lise.done("case", "access-log", case, "--citizen").out


def test_a_persons_second_laptop_gets_the_cases_when_the_person_says_so(office: Office, tmp_path: Path, empty: Empty) -> None:
    lise, second = office.lise, terminal_of(tmp_path / "ny", empty)
    second.done("office", "join", lise.done("office", "invite").last, "--laptop", "Ny bærbar")
    (waiting,) = lise.done("office", "pending", "--json").data["waiting"]
    me = lise.done("office", "members", "--json").data[0]["device"]
    lise.done("office", "admit", waiting["device"][:8], "--yes", "--same-as", me[:8])
    second.done("office", "join")
    for one in (lise, second):
        one.done("sync", "--once")
    assert second.done("case", "list", "--json").data == []
    assert "(1)" in lise.done("office", "mine", waiting["device"][:8], "--yes").out
    for one in (lise, second):
        one.done("sync", "--once")
    assert [row["case"] for row in second.done("case", "list", "--json").data] == [office.case]


def test_forms_that_a_lead_publishes_go_before_those_of_the_laptop(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "kommunen"
    folder.mkdir()
    (folder / "hilsen.toml").write_text(FORM, encoding="utf-8")
    assert "Udgave 1" in office.lise.done("office", "publish", str(folder)).out
    assert "Det er kun for ledere" in office.bo.run("office", "publish", str(folder)).err
    for one in (office.lise, office.bo):
        one.done("sync", "--once")
    said = office.bo.run("case", "create", office.bo.write("anna.json", ANNA))
    filled = office.bo.done("case", "fill", said.last, "hilsen", office.bo.write("hilsen.json", {"hilsen": "Hej"}))
    assert "Hilsen" in filled.out
    (folder / "hilsen.toml").write_text("id = 3", encoding="utf-8")
    assert office.lise.run("office", "publish", str(folder)).code == 1


FORM = """
id = "hilsen"
version = 1
standard_name = "Hilsen"
title = "Kommunens hilsen"

[[section]]
id = "hilsen"
title = "Hilsen"

[[section.field]]
id = "hilsen"
kind = "line"
label = "Hilsen"
"""


def test_a_command_that_needs_an_office_says_so_in_words(tmp_path: Path, empty: Empty) -> None:
    alone = terminal_of(tmp_path / "alene", empty)
    for words in (("office", "words"), ("office", "invite"), ("office", "drill", "--kit", str(tmp_path / "nej.pdf"))):
        said = alone.run(*words)
        assert said.code in (1, 2, 3) and said.err.strip() and "Traceback" not in said.err
    missing = alone.run("office", "join")
    assert missing.code == 2 and "Koden mangler" in missing.err
    wrong = alone.run("office", "join", "central.nordby.dk#" + "A" * 65)
    assert wrong.code == 1 and re.search(r"gruppe \d", wrong.err)


def test_an_invite_can_be_a_picture(office: Office, tmp_path: Path, empty: Empty) -> None:
    sheet = tmp_path / "invitation.pdf"
    code = office.lise.done("office", "invite", "--sheet", str(sheet)).last
    assert codes_in(sheet.read_bytes()) == (code,)
    eva = terminal_of(tmp_path / "eva", empty)
    assert "seks ord" in eva.done("office", "join", str(sheet)).out
    assert len(office.lise.done("office", "pending", "--json").data["waiting"]) == 1


def away_for(terminal: Terminal, days: int) -> None:
    """A laptop that has not met the store for so many days."""
    desk = wiring.unlock(wiring.Places(terminal.profile), PASSPHRASE, needs_lease=False)
    with desk.vault, desk.vault.write() as tx:
        for clock in (tables.CONTACT, tables.SERVER_TIME):
            tables.note_number(tx, clock, int(desk.now().timestamp() * 1000) - days * leasing.DAY_MS)


def test_a_laptop_that_was_long_away_opens_with_a_leads_word_or_with_the_kit(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    lise, bo = office.lise, office.bo
    assert "30 dage" in lise.done("office", "lease", office.bo_device[:8], "--days", "30").out
    for one in (lise, bo):
        one.done("sync", "--once")

    def no_network(*_: object, **__: object) -> None:
        raise UnreachableError

    monkeypatch.setattr(HttpTransport, "post", no_network)
    for one in (lise, bo):
        away_for(one, 20)
    bo.done("case", "list")
    shut = lise.run("case", "list")
    assert shut.code == 3 and "Gå på nettet, og lås op igen" in shut.err
    assert lise.run("office", "renew", "--kit", lise.write("not.pdf", {})).code != 0
    assert lise.run("case", "list").code == 3
    assert "kan åbnes igen" in lise.done("office", "renew", "--kit", str(office.kit)).out
    assert office.case in lise.done("case", "list").out


def test_the_worst_day_is_rehearsed_and_leaves_nothing_behind(
    tmp_path: Path, empty: Empty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    lise = terminal_of(tmp_path / "lise", empty)
    said = lise.done("office", "rehearse").out
    assert "3 af 3 sager kom tilbage, ord for ord. Den, der ikke var sendt, kom ikke." in said
    assert "1 computer er lukket ude: Øve Leder, Væk." in said
    assert [one.name for one in tmp_path.iterdir()] == ["lise"]


def test_a_rehearsal_in_which_a_case_does_not_come_back_says_so(
    tmp_path: Path, empty: Empty, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = recovering.latest
    monkeypatch.setattr(recovering, "latest", lambda *given: list(true(*given))[1:])
    said = terminal_of(tmp_path / "lise", empty).run("office", "rehearse")
    assert said.code == 3 and "Kun 2 af 3 sager kom tilbage" in said.err


def test_no_office_is_made_before_a_printer_has_its_kit(tmp_path: Path, empty: Empty, central: Central) -> None:
    lise = terminal_of(tmp_path / "lise", empty)
    simulated = SimulatedPrinter(tmp_path / "printer")
    gone = lise.run("office", "found", "--server", central.url, "--printer", "ipp://localhost:9/ipp/print")
    assert gone.code == 3 and "Kontoret er lavet" not in gone.out
    assert lise.run("office", "words").code != 0, "there is no office"
    assert [one["state"] for one in lise.done("print", "list", "--json").data] == ["cancelled"]
    with simulated.on():
        said = lise.done("office", "found", "--server", central.url, "--printer", simulated.uri, "--laptop", "Bærbar 1")
        (document,) = simulated.documents()
    assert "Kontoret er lavet" in said.out and "Se efter, at begge kom ud" in said.out
    assert [KIT_TITLE in page for page in text_of(document)] == [True, True]
    lise.done("office", "words")


def test_no_office_is_made_while_the_kit_hangs_in_a_printer_without_paper(tmp_path: Path, empty: Empty, central: Central) -> None:
    lise = terminal_of(tmp_path / "lise", empty)
    with SimulatedPrinter(tmp_path / "printer").on() as simulated:
        simulated.tell("media-empty")
        hangs = lise.run("office", "found", "--server", central.url, "--printer", simulated.uri)
    assert hangs.code == 3 and "ikke mere papir" in hangs.err and "Makuler" in hangs.err
    assert lise.run("office", "words").code != 0, "there is no office"
    assert [one["state"] for one in lise.done("print", "list", "--json").data] == ["cancelled"]
