"""`rygsaek office rehearse`: the worst day, walked through in an office that is thrown away again.

Everything is real: a store in a process of its own on this computer, a vault, the key on its sheet, read back from there. Only
the citizens are invented, and nothing of the office that people work in is touched or asked.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from forms.profile import Person
from rygsaek.casework import cases
from rygsaek.casework.desk import Desk
from rygsaek.paper.scanned_codes import code_in_file
from rygsaek.vault.passphrase import generate
from sync.office import founding
from sync.office.codes import KitCode
from sync.office.kit import Kit
from sync.office.labels import Label
from ui import wiring
from ui.cli import office_paper
from ui.demo import central
from ui.presenters import coming_back

LEAD = Person("Øve Leder")
CITIZENS = (("Anna Nordvang", "Hos sin søster"), ("Aage Bro", "På hotel"), ("Bodil Friis", "Hjemme"))
KIT_FILE = "kontornøgle.pdf"
Say = Callable[[str], object]


class Rehearsed(NamedTuple):
    """cases: how many there were; same: how many came back, word for word; unsent: how many were lost as they must be."""

    cases: int
    same: int
    unsent: int

    @property
    def is_whole(self) -> bool:
        return self.same == self.cases and self.unsent == 1


def rehearse(say: Say) -> Rehearsed:
    """Walk through it, and leave nothing behind. say: tells each step. Raises RygsaekError, OSError."""
    with tempfile.TemporaryDirectory(prefix="rygsaek-øvelse-") as place:
        folder = Path(place)
        with central.running(folder / "lager") as store:
            say("1. En øveserver kører i en mappe, som bliver slettet igen. Her laves en rygsæk og tre opdigtede borgere.")
            before = _before(folder, store.url, say)
            say("3. Computeren er væk: rygsækken er slettet. En sag var ikke sendt.")
            shutil.rmtree(folder / "væk")
            return _after(folder, before, say)


def _before(folder: Path, url: str, say: Say) -> dict[str, Any]:
    """An office with its key on paper and cases that were sent; what they say, by case."""
    desk, _ = wiring.create(wiring.Places(folder / "væk"), generate(), LEAD)
    with desk.vault:
        line = wiring.line_on(desk)
        made = founding.prepare(line, url, Label(LEAD.name, "Væk"))
        office_paper.save_kit(desk, made.kit.code(url), folder / KIT_FILE)
        founding.hold(line, made.founding)
        founding.finish(line, made.founding)
        for name, where in CITIZENS:
            case = cases.create_case(desk, {"navn": name})
            cases.fill_form(desk, case, "borger", {"opholdssted_aktuelt": where})
        wiring.runner_on(desk).run()
        say("2. Kontoret er lavet, nøglen ligger som ark, og sagerne er sendt.")
        told = _told(desk)
        cases.create_case(desk, {"navn": "Ikke Sendt"})
    return told


def _after(folder: Path, before: dict[str, Any], say: Say) -> Rehearsed:
    """On a fresh machine, with the sheet alone."""
    kit = KitCode.read(code_in_file(folder / KIT_FILE, "kontornøgle"))
    say("4. Arket er læst. En ny rygsæk bliver lavet, og kontoret bliver spurgt.")
    desk, _ = wiring.create(wiring.Places(folder / "ny"), generate(), LEAD)
    with desk.vault:
        line, runner = wiring.line_on(desk), wiring.runner_on(desk)
        for told in coming_back.come_back(line, runner, Kit(kit.seed), kit.server, Label(LEAD.name, "Ny")):
            say(f"    {told}")
        back = _told(desk)
    return Rehearsed(len(before), sum(back.get(case) == told for case, told in before.items()), 1 - len(back.keys() - before))


def _told(desk: Desk) -> dict[str, Any]:
    """Everything that was ever written in each case."""
    return {case: desk.journal.changes(case) for case in desk.journal.cases()}
