"""The sabotages of row 16: a laptop that does not look is found out by what the lies of a store come to."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from sync import missing
from sync.inbox import Intake
from sync.office import words
from tests.support.lied_to import Pair
from tests.support.synced import SyncedOffice
from tests.sync import test_lies_about_history as history


@pytest.fixture
def pair(office: SyncedOffice) -> Pair:
    return Pair(office)


def test_a_laptop_that_holds_nothing_against_what_others_have_seen_is_found_out(pair: Pair) -> None:
    with patch.object(missing, "note", lambda *_: None), pytest.raises(AssertionError):
        history.test_what_is_held_back_is_told_and_is_an_alarm_after_three_syncs(pair)


def test_a_laptop_that_takes_the_second_thing_under_a_number_is_found_out(pair: Pair) -> None:
    with patch.object(Intake, "_freeze", lambda *_: None), pytest.raises(AssertionError):
        history.test_who_says_two_things_under_one_number_is_told_and_frozen_and_both_are_kept(pair)


def test_a_laptop_that_takes_no_notice_of_a_roster_that_is_held_back_is_found_out(pair: Pair) -> None:
    with patch("sync.membership.lacks_links", lambda _: False), pytest.raises(AssertionError):
        history.test_while_a_newer_roster_is_held_back_nothing_is_granted_and_it_is_asked_for_again(pair)


def test_six_words_that_are_of_the_offices_document_alone_are_found_out(pair: Pair) -> None:
    made = words.of_office
    with patch.object(words, "of_office", lambda org, doc, *_: made(org, doc, b"", b"")), pytest.raises(AssertionError):
        history.test_two_laptops_that_are_shown_two_rosters_for_ever_find_it_by_six_words(pair)
