"""A goal is written once: its card takes it, and lets go when somebody writes in the card."""

from __future__ import annotations

from forms.following import complete, followers
from forms.paths import Answers, put
from tests.support.forms import definition

FORM = definition("samarbejdsaftale")
GOAL: Answers = {"maal_3_mdr": [{"_id": "a", "maal": "Sove bedre"}]}
CARD: Answers = {**GOAL, "aftaler": [{"_id": "a", "maal": "Sove bedre"}]}


def test_a_new_goal_makes_its_own_card() -> None:
    assert followers(FORM, {}, "maal_3_mdr/a/maal", "Sove bedre") == {"aftaler/a/maal": "Sove bedre"}


def test_a_goal_put_better_is_put_better_on_its_card() -> None:
    assert followers(FORM, CARD, "maal_3_mdr/a/maal", "Sove hele natten") == {"aftaler/a/maal": "Sove hele natten"}


def test_a_card_that_somebody_wrote_in_is_left_alone() -> None:
    answers = put(CARD, "aftaler/a/maal", "Sove otte timer")
    assert followers(FORM, answers, "maal_3_mdr/a/maal", "Sove hele natten") == {}


def test_a_goal_taken_away_takes_its_empty_card_along() -> None:
    assert followers(FORM, CARD, "maal_3_mdr/a", None) == {"aftaler/a": None}


def test_a_card_that_says_more_stays_when_its_goal_goes() -> None:
    answers = put(CARD, "aftaler/a/handling_borger", "Går i seng kl. 23")
    assert followers(FORM, answers, "maal_3_mdr/a", None) == {}


def test_nothing_follows_an_ordinary_field() -> None:
    assert followers(FORM, CARD, "haab_laengere_sigt", "Et job") == {}
    assert followers(FORM, CARD, "tilstede/r1/navn", "Karen") == {}


def test_goals_without_cards_get_them_in_the_goals_order() -> None:
    answers: Answers = {
        "maal_3_mdr": [{"_id": "b", "maal": "Komme ud"}, {"_id": "a", "maal": "Sove bedre"}],
        "aftaler": [{"_id": "x", "maal": "Et gammelt mål"}, {"_id": "a", "maal": "Sove bedre", "handling_fs": "Ringer"}],
    }
    assert complete(FORM, answers)["aftaler"] == [
        {"_id": "b", "maal": "Komme ud"},
        {"_id": "a", "maal": "Sove bedre", "handling_fs": "Ringer"},
        {"_id": "x", "maal": "Et gammelt mål"},
    ]


def test_completing_twice_changes_nothing_more() -> None:
    once = complete(FORM, GOAL)
    assert once == CARD
    assert complete(FORM, once) == once
