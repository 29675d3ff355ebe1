"""One act in a process of its own: the program as it always is, with a stage beside its window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rygsaek.paper.ipp_printer import IppPrinter
from ui import app
from ui.demo import course_acts, course_story, first_act, fourth_act, last_look, scene, second_act, third_act
from ui.demo.measuring import clock_from
from ui.demo.scene import Scene
from ui.demo.stage import Script, Stage
from ui.shell import Shell

ACTS: dict[str, Callable[[Stage, Scene], Script]] = {
    "first": first_act.play,
    "second": second_act.play,
    "third": third_act.play,
    "fourth": fourth_act.play,
    "look": last_look.play,
    "course-inquiry": course_acts.inquiry,
    "course-contact": course_acts.contact,
    "course-first-meeting": course_acts.first_meeting,
    "course-invitation": course_acts.invitation,
    "course-meeting": course_acts.meeting,
    "course-closing": course_acts.closing,
    "course-follow-up": course_acts.follow_up,
}
NEXT = {"second": "third", "look": "look"}
"""Which act the lock starts."""


def perform(act: str, folder: Path) -> int:
    """Play one act of the scene that lies in a folder; returns the exit code."""
    told = scene.read(folder)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)  # a system's own dialog has no keys of ours

    day = next((one for one in course_story.DAYS if one.act == act), None)

    def started(shell: Shell) -> None:
        stage = Stage(shell, told.ledger(act), told.pictures)
        stage.perform(ACTS[act](stage, told))

    return app.run(
        told.profile_dir,
        command=told.command(NEXT[act]) if act in NEXT else None,
        make_printer=lambda: IppPrinter(None, [told.printer] if told.printer else []),
        now=clock_from(day.at) if day is not None else None,
        started=started,
    )
