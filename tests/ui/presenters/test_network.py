"""The network's picture in words and places."""

from __future__ import annotations

import math

from ui.presenters.network import Actor, Network, spread


def test_the_whole_picture_is_told_as_text() -> None:
    network = Network("Anna", (Actor("Bo", "bror", True), Actor("Karen", "nabo", False)), (Actor("Bo Dam", "læge"),))
    assert network.spoken == "Privat: Bo, bror, i kontakt nu; Karen, nabo, ikke i kontakt nu.\nFagligt: Bo Dam, læge."


def test_an_empty_map_says_so() -> None:
    assert Network("Anna").is_empty
    assert Network("Anna").spoken == "Der er ingen på Annas kort endnu."


def test_places_are_even_and_begin_at_the_top() -> None:
    points = spread(4, 10)
    assert all(math.isclose(math.hypot(*point), 10) for point in points)
    assert [round(value) for value in points[0]] == [0, -10]
    assert [round(value) for value in points[1]] == [10, 0]
    assert spread(0, 10) == ()
