"""A sample of the generated histories, and each sabotage: what is broken on purpose must be found."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest

from sync import healing, outbox
from sync.errors import SyncError
from sync.office import adopting
from tests.long import histories, journals, offices, put_back_stores, shut_out
from tests.support.small_laptops import pattern
from tests.support.small_offices import SmallOffice
from tests.support.store_here import StoreHere
from tests.support.vaults import NOW_MS

pytestmark = [pytest.mark.xdist_group("histories"), pytest.mark.timeout(300)]


def test_laptops_converge_and_lose_nothing_whatever_happens() -> None:
    assert histories.run(0, 999).endswith("0 superseded unseen")


def test_so_they_do_with_the_journal_itself() -> None:
    assert journals.run(0, 99).startswith("100 histories")


def test_a_merge_that_lets_the_clock_decide_is_found_out() -> None:
    with pytest.raises(AssertionError, match="superseded by who had not seen it"):
        histories.run(0, 49, books=histories.last_writer_wins)


def test_a_laptop_that_does_not_notice_that_it_was_copied_is_found_out() -> None:
    with pytest.raises(AssertionError):
        histories.run(0, 199, broken=histories.copies_go_unnoticed)


def test_a_cursor_that_moves_too_early_is_found_out() -> None:
    with pytest.raises(AssertionError, match=r"different changes|lost"):
        histories.run(0, 49, broken=histories.moves_on_too_early)


def test_whole_offices_converge_lose_nothing_and_read_nothing_unasked() -> None:
    assert offices.run(0, 7).endswith("0 read unasked")


def test_a_case_is_judged_by_the_stores_last_grant_where_whoever_made_it_is_gone() -> None:
    assert offices.run(1769, 1769).endswith("0 read unasked")


def test_no_two_lives_in_an_office_have_one_name(tmp_path: Path) -> None:
    with (
        StoreHere(tmp_path, lambda: NOW_MS) as store,
        closing(pattern()) as empty,
        closing(SmallOffice(0, store, empty)) as office,
    ):
        names = []
        for laptop in office.laptops:
            for _ in range(2):
                names.append(laptop.vault.incarnation)
                with laptop.vault.write() as tx:
                    laptop.vault.begin_incarnation(tx)
        assert len(office.laptops) > 3 and len(set(names)) == len(names)


def test_a_key_that_nobody_gave_is_found_out() -> None:
    with pytest.raises(AssertionError, match="a key that it was not given"):
        offices.run(0, 0, broken=offices.hands_out_keys)


def test_a_laptop_that_takes_only_a_part_is_found_out() -> None:
    with pytest.raises(AssertionError, match=r"different|lost"):
        offices.run(0, 3, broken=offices.takes_only_a_part)


def test_offices_whose_store_is_put_back_converge_and_lose_nothing() -> None:
    told = put_back_stores.run(3, 3)
    assert told.endswith("0 read unasked") and " 0 stores put back" not in told


def test_what_a_store_has_lost_and_nobody_hands_in_again_is_found_out() -> None:
    """Neither its author, nor those who keep what others have sealed."""
    nobody = patch.object(outbox, "lost", lambda *_: None), patch.object(healing, "begin", lambda *_: None)
    with nobody[0], nobody[1], pytest.raises((AssertionError, SyncError)):
        put_back_stores.run(3, 3)


def test_offices_that_shut_laptops_out_lose_nothing_of_theirs() -> None:
    assert shut_out.run(5, 5).endswith("0 read unasked")


def test_what_is_handed_over_and_not_taken_over_is_found_out() -> None:
    taken = patch.object(adopting, "_make_ones_own", lambda _, waiting: waiting.handed)
    with taken, pytest.raises(AssertionError, match="shut out"):
        shut_out.run(5, 5)
