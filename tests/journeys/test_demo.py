"""The demo: exit 0, papers and pictures left, nothing lost; and a failure that says which step."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.support.papers import text_of
from ui.demo import account
from ui.demo.ledger import Said

PAGES = (
    "01-velkommen",
    "06-i-dag-tom",
    "08-oplysninger",
    "11-besøget-begynder",
    "15-mål",
    "20-pause",
    "26-sagen",
    "31-indstillinger",
    "35-tilslut-kontoret",
    "37-kontoret",
    "38-sagen-er-delt",
    "40-skrevet-to-steder",
)
LOOKS = ("lys-100", "lys-200", "mørk-100", "mørk-200")
FORMS = ("borger", "netvaerkskort", "samarbejdsaftale", "samtykke", "besoeg")


@pytest.mark.timeout(600)
def test_the_demo_does_the_main_job_and_leaves_its_proof(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ui.main", "demo", "--out", str(tmp_path / "ud"), "--headless"]
    with tempfile.TemporaryDirectory(prefix="ry-") as own:  # short, since the path of a socket has little room
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env={**os.environ, "TMPDIR": own, "TEMP": own, "TMP": own}
        )
        left = list(Path(own).glob("rygsaek-fremvisning-*"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tabt af det, der var ældre end et sekund: 0" in done.stdout
    assert "0 tabt, tilbage i det samme felt" in done.stdout
    assert "de samme seks ord på begge computere; kollegaen åbnede Anna Nordvangs sag" in done.stdout
    assert "0 af sagens ord kan læses i det" in done.stdout
    assert "IKKE" not in done.stdout and "alt er i orden" in done.stdout
    for page in PAGES:
        for look in LOOKS:
            assert (tmp_path / "ud" / "skærmbilleder" / f"{page}-{look}.png").exists(), page
    papers = tmp_path / "ud" / "papirer"
    assert all((papers / f"{form}-hel.pdf").exists() and (papers / f"tomt-{form}.pdf").exists() for form in FORMS)
    assert "Jeg vil gerne sove hele natten igen" in " ".join(text_of((papers / "samarbejdsaftale-kort.pdf").read_bytes()))
    assert left == [], "the throw-away vault is thrown away"


def test_what_was_lost_would_be_told() -> None:
    typed = [Said("first", "typed", letter, at=float(place)) for place, letter in enumerate("hele natten")]
    whole = [*typed, Said("second", "found", "hele nat")]
    short = [*typed, Said("second", "found", "hele")]
    assert account.killed(whole, killed_at=8.5).endswith("sekund: 0")
    assert account.killed(short, killed_at=8.5).endswith("sekund: 4")
    assert account.locked([Said("second", "locking", "Anna"), Said("third", "found", "Ann")]).startswith("4 tegn skrevet, 1 tabt")
