"""`rygsaek consent …` and a paper `--to` somebody, from a terminal: yes and no by exit code, with the row that says so."""

from __future__ import annotations

from pathlib import Path

from rygsaek.casework import accesslog, cases
from rygsaek.paper import attachments
from tests.support import wired
from tests.support.consents import give, part
from tests.support.empty_papers import pdf
from tests.support.terminals import Terminal


def test_a_consent_is_asked_about_used_and_taken_back(user: Terminal, tmp_path: Path) -> None:
    with wired.reopened(user.profile) as desk:
        case = cases.create_case(desk, wired.answers("borger"))
        row = part(gyldig_fra="2026-01-01", gyldig_til="2126-01-01", oplysningstyper=["bolig"])
        document = give(desk, case, row, dato="2026-01-01")
    asked = ("consent", "may", case, "Bo Dam", "bolig", "videregive", "2026-06-01")
    yes = user.run(*asked, "--json")
    assert yes.code == 0 and (yes.data["may"], yes.data["row"]["document"], yes.data["row"]["row"]) == (True, document, "bo_dam")
    no = user.run("consent", "may", case, "Bo Dam", "medicin", "videregive", "2026-06-01")
    assert no.code == 1 and "nævner ikke medicin" in no.out and no.last == f"{document}/part/bo_dam"
    for wrong in (("alt", "begge", "2026-06-01"), ("bolig", "frem", "2026-06-01"), ("bolig", "begge", "i dag")):
        told = user.run("consent", "may", case, "Bo Dam", *wrong)
        assert told.code == 1 and told.err and not told.out
    refused = user.run("case", "export", case, str(tmp_path / "ud"), "--to", "Carl Lund")
    assert refused.code == 1 and "Carl Lund står ikke i noget samtykke." in refused.err and not (tmp_path / "ud").exists()
    given = user.run("case", "export", case, str(tmp_path / "ud"), "--to", "Carl Lund", "--override", "Der er fare for liv.")
    assert (tmp_path / "ud" / "indhold.json").exists(), given.err
    with wired.reopened(user.profile) as desk:
        letter = attachments.attach(desk, case, pdf(1), title="Brev").id
    out = ("case", "save-attachment", case, letter, "-o", str(tmp_path / "brev.pdf"), "--to", "Carl Lund")
    refused = user.run(*out)
    assert refused.code == 1 and "Carl Lund står ikke i noget samtykke." in refused.err and not (tmp_path / "brev.pdf").exists()
    assert user.run(*out, "--override", "Han flytter i dag.").last == str(tmp_path / "brev.pdf")
    taken = user.run("consent", "withdraw", case, document, "--way", "ringede")
    assert taken.code == 0 and "Bo Dam" in taken.out
    assert user.run(*asked[:-1], "2126-01-01").code == 1
    with wired.reopened(user.profile) as desk:
        details = [entry.detail for entry in accesslog.entries(desk, case)]
    assert any(detail.endswith("Carl Lund, uden samtykke: Han flytter i dag.") for detail in details)
    assert "Samtykker" in details and any("uden samtykke: Der er fare for liv." in detail for detail in details)
