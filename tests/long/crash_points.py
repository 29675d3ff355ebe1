"""Death just before and just after every place in the source where something becomes durable, in every work that comes by.

Afterwards the vault opens with exactly one known passphrase and sheet, everything acknowledged is in it, and it is whole.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from rygsaek.errors import RygsaekError
from rygsaek.vault.backup import backup
from rygsaek.vault.erasing import erase
from rygsaek.vault.mark import accept_loss
from rygsaek.vault.slots import FLOOR
from rygsaek.vault.unlocking import unlock
from rygsaek.vault.vault import Vault
from tests.long.key_kills import WORKS, Before, look, prepare, restoring
from tests.support.crash_points import Point, killed_at, passed, points
from tests.support.vaults import OTHER, PASSPHRASE, STEPS, answer, journal_of, remembered_stretching

TITLE = "death before and after every named crash point, in every work that passes it"
FULL = range(400)

Work = Callable[[Path, Before], None]


@contextmanager
def opened(folder: Path) -> Iterator[Vault]:
    with Vault.open(folder, PASSPHRASE, migrations=STEPS) as vault:
        yield vault


def saving(folder: Path, before: Before) -> None:
    with opened(folder) as vault:
        journal_of(vault).append("other", [answer("felt", "mere")], "fs")


def taking_back(folder: Path, before: Before) -> None:
    with opened(folder) as vault:
        journal_of(vault).append("other", [answer("felt", "mere")], "fs")
        journal_of(vault).undo("other", "fs")


def merging(folder: Path, before: Before) -> None:
    with opened(folder) as vault:
        journal = journal_of(vault)
        journal.merge("case", journal.entries("case"))


def backing_up(folder: Path, before: Before) -> None:
    with opened(folder) as vault:
        backup(vault, folder.parent / "copy.rygsaek", now=1)


def folding(folder: Path, before: Before) -> None:
    with opened(folder) as vault:
        vault.connections.fold()


def unlocking(folder: Path, before: Before) -> None:
    unlock(folder, PASSPHRASE, migrations=STEPS, now=0).close()


def after_a_kill(folder: Path, before: Before) -> None:
    """Opening what was not closed: the log is still there, and a copy of it is made first."""
    shutil.rmtree(folder)
    shutil.copytree(before.place / "killed", folder)
    Vault.open(folder, PASSPHRASE, migrations=STEPS).close()


def accepting_loss(folder: Path, before: Before) -> None:
    accept_loss(folder / "vault.db")
    unlocking(folder, before)


def creating(folder: Path, before: Before) -> None:
    Vault.create(folder.parent / "another", OTHER, migrations=STEPS, kdf=FLOOR)[0].close()


def creating_in_a_folder(folder: Path, before: Before) -> None:
    (folder.parent / "another").mkdir()
    creating(folder, before)


def erasing(folder: Path, before: Before) -> None:
    erase(Vault.open(folder, PASSPHRASE, migrations=STEPS))


ALL: tuple[Work, ...] = (
    *WORKS,
    *(
        erasing,
        saving,
        taking_back,
        merging,
        backing_up,
        folding,
        unlocking,
        after_a_kill,
        accepting_loss,
        creating,
        creating_in_a_folder,
    ),
)


class Death(NamedTuple):
    """One thing to try: a work, a point in it, before or after."""

    work: Work
    point: Point
    is_after: bool


def run(first_seed: int, last_seed: int, *, wanted: tuple[Point, ...] | None = None) -> str:
    """Die once a seed; seeds beyond the last possible death do nothing. wanted: the points that must be come by."""
    with remembered_stretching(one_salt=True), tempfile.TemporaryDirectory() as place:
        before = prepare(Path(place))
        leave_killed(before)
        deaths = all_deaths(before)
        missed = {*(points() if wanted is None else wanted)} - {death.point for death in deaths}
        assert not missed, "no work comes by: " + "; ".join(str(point) for point in sorted(missed))
        tried = deaths[first_seed : last_seed + 1]
        for death in tried:
            die_once(death, before)
    named = len({death.point for death in tried})
    return (
        f"{len(tried)} of {len(deaths)} deaths, at {named} of {len(points())} named points, {len(ALL)} works, 0 lost, 0 corrupt"
    )


def leave_killed(before: Before) -> None:
    vault = Vault.open(before.place / "vault", PASSPHRASE, migrations=STEPS)
    with vault.write() as tx:
        tx.blobs.put(b"in the log")
    shutil.copytree(vault.folder, before.place / "killed", ignore=shutil.ignore_patterns("*-shm"))
    vault.close()


def all_deaths(before: Before) -> list[Death]:
    """Each point with each work that comes by, one before the next work's so that a few tell of many."""
    by_point: dict[Point, list[Death]] = {}
    for work in ALL:
        folder = fresh(before)
        for point in passed(lambda work=work, folder=folder: work(folder, before)):  # type: ignore[misc]
            by_point.setdefault(point, []).extend((Death(work, point, True), Death(work, point, False)))
    most = max(len(deaths) for deaths in by_point.values())
    return [deaths[turn] for turn in range(most) for deaths in by_point.values() if turn < len(deaths)]


def fresh(before: Before) -> Path:
    folder = before.place / "child" / "vault"
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.copytree(before.place / "vault", folder)
    return folder


def die_once(death: Death, before: Before) -> None:
    folder = fresh(before)
    told = f"{death.work.__name__}, {'after' if death.is_after else 'before'} {death.point}"
    ended = killed_at(death.point, lambda: death.work(folder, before), is_after=death.is_after)
    assert ended == -9, f"{told}: ended {ended}"
    if death.work is restoring and not folder.exists():
        return
    if death.work is erasing:
        whole_or_gone(folder, before, told)
        return
    try:
        look(folder, before, told)
    except RygsaekError as problem:
        raise AssertionError(f"{told}: {problem.code}") from problem


def whole_or_gone(folder: Path, before: Before, told: str) -> None:
    """As long as a key is left nothing has been removed; once none is, nothing opens."""
    try:
        look(folder, before, told)
    except RygsaekError as problem:
        if problem.code not in ("vault.missing", "vault.keys_damaged"):
            raise AssertionError(f"{told}: {problem.code}") from problem
