"""The second demo: one case from the inquiry to the follow-up, through the windows, each day with its own clock."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.support.papers import text_of
from ui.demo.course_story import DAYS

PAGES = (
    "01-screening", "02-sagen-fordelt", "05-første-møde", "05-det-mangler", "07-indkaldt", "09-møde-holdt", "11-afsluttet",
    "11-papirer", "13-opfølgning",
)  # fmt: skip
PAPERS = (
    "screeningsskema-internt",
    "beslutning-internt",
    "kontaktforsoeg-internt-2",
    "samtykke-kort",
    "overgang-kort",
    "behovsvurdering-hel",
    "opfoelgning-kort",
)


@pytest.mark.timeout(1_800)  # a guard, and no measure
def test_a_whole_course_is_driven_from_the_inquiry_to_the_follow_up(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ui.main", "demo", "--course", "--out", str(tmp_path / "ud"), "--headless"]
    with tempfile.TemporaryDirectory(prefix="ry-") as own:  # short, since the path of a socket has little room
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env={**os.environ, "TMPDIR": own, "TEMP": own, "TMP": own}
        )
        left = list(Path(own).glob("rygsaek-fremvisning-*"))
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout.casefold()
    assert all(day.told in said for day in DAYS)
    assert "alt er i orden" in said
    pictures, papers = tmp_path / "ud" / "skærmbilleder", tmp_path / "ud" / "papirer"
    assert not list(pictures.glob("fejl*"))
    assert all((pictures / f"forløb-{page}-lys-100.png").exists() for page in PAGES)
    assert all((papers / f"{paper}.pdf").exists() for paper in PAPERS)
    assert "Ib Juhl" in " ".join(text_of((papers / "overgang-kort.pdf").read_bytes()))
    assert left == [], "the throw-away vault is thrown away"
