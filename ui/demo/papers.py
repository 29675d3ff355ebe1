"""What is left on paper: what the printer got, the papers saved through the program's own door, the forms to write on."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import NamedTuple

from rygsaek.casework import views
from rygsaek.casework.desk import Desk
from rygsaek.errors import VaultError
from rygsaek.history.checking import check
from rygsaek.paper.exits import Exits
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.papers import Copy, Length, Wish
from rygsaek.paper.print_queue import PrintQueue
from ui import wiring
from ui.demo.scene import Scene

WAYS: tuple[tuple[str, Copy, Length], ...] = (
    ("kort", "citizen", "short"),
    ("hel", "citizen", "whole"),
    ("internt", "internal", "whole"),
)


class Left(NamedTuple):
    """printed, pages: papers and pages that came out of the printer; is_same: byte for byte what the queue kept.

    saved, blank: files; problems: what a check of the whole vault found.
    """

    printed: int
    pages: int
    is_same: bool
    saved: int
    blank: int
    problems: int

    @property
    def is_as_promised(self) -> bool:
        """Whether what came out is what was queued, and the vault is whole."""
        return self.is_same and not self.problems


def is_free(told: Scene) -> bool:
    """Whether nobody has the vault open."""
    try:
        _desk(told).vault.close()
    except VaultError:
        return False
    return True


def leave(told: Scene, came_out: list[Path], now: wiring.Now = wiring.utc_now) -> Left:
    """Save everything, on the day that a clock shows. Raises RygsaekError."""
    told.papers.mkdir(parents=True, exist_ok=True)
    desk = _desk(told, now)
    with desk.vault:
        exits = Exits(desk, PrintQueue(desk.vault, IppPrinter(None), desk.now))
        saved = sum(_save_case(desk, exits, row.case, told.papers) for row in views.case_list(desk))
        for form in desk.library.ids():
            exits.save_blank(form, told.papers / f"tomt-{form}.pdf")
        jobs = [job for job in exits.queue.jobs() if job.stands == "confirmed"]
        problems = check(desk.vault, wiring.projectors(desk.library, desk.profile))
        kept = {job.bytes_hash for job in jobs}
    for number, paper in enumerate(came_out, start=1):
        shutil.copyfile(paper, told.papers / f"fra-printeren-{number}.pdf")
    hashes = {hashlib.sha256(paper.read_bytes()).hexdigest() for paper in came_out}
    return Left(len(came_out), sum(job.pages for job in jobs), hashes == kept, saved, len(desk.library.ids()), len(problems))


def _save_case(desk: Desk, exits: Exits, case: str, folder: Path) -> int:
    count = 0
    for line in views.case_view(desk, case).documents:
        is_internal = desk.library.newest(line.form).is_internal
        for name, copy, length in WAYS:
            if is_internal and copy != "internal":
                continue
            target = _free(folder, f"{line.form}-{name}")
            exits.save_document(case, Wish(document=line.document, copy=copy, length=length), target)
            count += 1
    return count


def _desk(told: Scene, now: wiring.Now = wiring.utc_now) -> Desk:
    words = told.ledger().latest("words")
    return wiring.unlock(wiring.Places(told.profile_dir), words.what if words else "", now=now)


def _free(folder: Path, name: str) -> Path:
    """A file's place, numbered where a paper of the same form lies there already."""
    names = (name, *(f"{name}-{number}" for number in range(2, 100)))
    return next(found for one in names if not (found := folder / f"{one}.pdf").exists())
