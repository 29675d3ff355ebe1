"""The conductor of the second demo: one case from the inquiry to the follow-up, day by day, each with a clock of its own."""

from __future__ import annotations

from pathlib import Path

from ui.demo import papers, play
from ui.demo.acts import Tell
from ui.demo.course_story import CITIZEN, DAYS
from ui.demo.measuring import clock_from
from ui.demo.play import Printer, Steps
from ui.demo.scene import Scene


def play_course(out: Path, *, headless: bool, tell: Tell) -> int:
    """Plays it; returns the exit code. out: where papers and pictures are left; tell: takes each line for the reader."""
    return play.framed(out, _play, tell, has_screen=not headless and play.screen_is_there())


def _play(told: Scene, printer: Printer, tell: Tell, steps: Steps) -> bool:
    tell(f"Rygsæk viser et helt forløb: {CITIZEN} er opdigtet, og rygsækken bliver smidt væk bagefter.")
    for day in DAYS:
        tell(f"{day.told[:1].upper()}{day.told[1:]}")
        play.play_act(told, day.act, tell, ends_with="over")
    steps.now = "Papirerne til sidst"
    left = papers.leave(told, [], clock_from(DAYS[-1].at))
    count = len(list(told.pictures.glob("*.png")))
    checked = "alt er i orden" if not left.problems else f"{left.problems} fejl"
    tell(f"\nRygsækken tjekket: {checked}.\nSe {left.saved} papirer i {told.papers}\nog {count} billeder i {told.pictures}\n")
    return not left.problems
