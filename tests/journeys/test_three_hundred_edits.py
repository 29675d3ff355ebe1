"""A case that is worked in while the machine is killed again and again: whatever was acknowledged is there."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from rygsaek.casework import cases, drafts, promoting, views
from rygsaek.casework.desk import Desk
from rygsaek.history.checking import check
from rygsaek.paper.papers import Wish
from tests.support.children import Child, Tell
from tests.support.wired import NOWHERE, exits_of, new_desk, reopened_by_ring, ring_of, whole_case

EDITS = 300
LONGEST_S = 0.25
SITUATION, HOPE, GOALS = "aktuel_situation", "haab_laengere_sigt", "maal_3_mdr"


def test_a_case_with_three_hundred_edits_killed_at_random_loses_nothing_acknowledged(tmp_path: Path) -> None:
    acknowledged, kills = worked_in(tmp_path / "profile", random.Random(300), EDITS)
    assert acknowledged >= EDITS and kills >= 10


def test_an_edit_acknowledged_before_it_is_saved_would_be_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="lost"):
        worked_in(tmp_path / "profile", random.Random(1), EDITS, tells_too_early=True)


def worked_in(profile: Path, chance: random.Random, least: int, *, tells_too_early: bool = False) -> tuple[int, int]:
    """Work in one case until so many edits are acknowledged, killed at random; returns how many, and how many kills."""
    with new_desk(profile) as desk:
        case, documents = whole_case(desk)
        agreement, ring = documents["samarbejdsaftale"], ring_of(desk)
    done = kills = 0
    while done < least:
        child = Child(lambda tell, first=done: work(profile, ring, case, agreement, first, tell, tells_too_early))  # type: ignore[misc]
        told, ended = child.kill_after(chance.random() * LONGEST_S)
        assert ended == -9, f"the child ended by itself: {ended}"
        kills += 1
        with reopened_by_ring(profile, ring) as desk:
            lost = [line for line in told if not is_there(desk, case, agreement, line)]
            assert not lost, f"after {kills} kills {len(lost)} acknowledged edits are lost, the first: {lost[0]}"
        done += len(told) + 1
    with reopened_by_ring(profile, ring) as desk:
        assert check(desk.vault, desk.journal.projectors) == ()
        assert views.document_view(desk, case, agreement).conflicts == {}
    return done, kills


def work(profile: Path, ring: bytes, case: str, agreement: str, first: int, tell: Tell, tells_too_early: bool) -> None:
    """Edit as a caseworker does, in turn: an answer, a text being typed, a row, a paper."""
    with reopened_by_ring(profile, ring) as desk:
        for number in range(first, first + 10_000):
            kind = ("answer", "typed", "typed", "left", "row", "typed", "paper")[number % 7]
            line = f"{kind} {number}"
            if tells_too_early:
                tell(line)
            edit(desk, case, agreement, kind, f"ord{number}")
            if not tells_too_early:
                tell(line)


def edit(desk: Desk, case: str, agreement: str, kind: str, word: str) -> None:
    if kind == "answer":
        cases.fill(desk, case, agreement, {SITUATION: word})
    elif kind == "typed":
        drafts.put(desk, case, agreement, HOPE, word, len(word))
    elif kind == "left":
        drafts.put(desk, case, agreement, HOPE, word, len(word))
        promoting.promote(desk, case, agreement)
    elif kind == "row":
        cases.add_row(desk, case, agreement, GOALS, values={"maal": word})
    else:
        exits_of(desk).print_document(NOWHERE, case, Wish(document=agreement, copies=1 + int(word[3:]) % 9, copy="internal"))


def is_there(desk: Desk, case: str, agreement: str, line: str) -> bool:
    """Whether an acknowledged edit is in the vault, or something that was typed over it later."""
    kind, number = line.split()
    if kind == "typed":
        found = drafts.get(desk, case, agreement, HOPE)
        stands = found.text if found is not None else views.document_view(desk, case, agreement).answers.get(HOPE, "ord-1")
        return int(stands[3:]) >= int(number)
    if kind == "paper":
        return any(job.copies == 1 + int(number) % 9 for job in exits_of(desk).queue.jobs(case))
    changed = [change.value for change in desk.journal.changes(case)]
    return f"ord{number}" in changed
