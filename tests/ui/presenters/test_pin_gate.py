"""The PIN that ends a pause: five wrong ones wait, ten lock."""

from __future__ import annotations

from ui.presenters.pin_gate import PinGate


def gate_for(pin: str) -> PinGate:
    return PinGate(lambda typed: typed == pin)


def test_the_right_pin_opens_with_or_without_spaces() -> None:
    assert gate_for("123456").attempt("123 456", 0).outcome == "open"


def test_an_unfinished_pin_is_no_try() -> None:
    gate = gate_for("123456")
    for _ in range(20):
        assert gate.attempt("12345", 0).outcome == "unfinished"
    assert gate.attempt("123456", 0).outcome == "open"


def test_five_wrong_ones_wait_thirty_seconds_and_nothing_is_listened_to_meanwhile() -> None:
    gate = gate_for("123456")
    outcomes = [gate.attempt("000000", now).outcome for now in range(5)]
    assert outcomes == ["wrong", "wrong", "wrong", "wrong", "wait"]
    assert gate.attempt("123456", 33.9).outcome == "wait"
    assert gate.attempt("123456", 34).outcome == "open"


def test_ten_wrong_ones_lock_however_slowly_they_come() -> None:
    gate = gate_for("123456")
    now, outcomes = 0.0, []
    while "lock" not in outcomes:
        now += gate.waits_s(now) + 1
        outcomes.append(gate.attempt("000000", now).outcome)
    assert len(outcomes) == 10


def test_the_right_pin_forgets_the_wrong_ones() -> None:
    gate = gate_for("123456")
    for now in range(4):
        gate.attempt("000000", now)
    gate.attempt("123456", 5)
    assert [gate.attempt("000000", 6).outcome for _ in range(4)] == ["wrong"] * 4


def test_the_wait_says_how_long() -> None:
    gate = gate_for("123456")
    for _ in range(4):
        gate.attempt("000000", 0)
    assert "30 sekunder" in gate.attempt("000000", 0).text
    assert "12 sekunder" in gate.attempt("000000", 18).text
