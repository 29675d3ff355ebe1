"""The battery line: told where the system tells, silent where it does not."""

from __future__ import annotations

from pathlib import Path

from ui.table.power import Power, power_left, power_words


def supply(folder: Path, name: str, **told: object) -> None:
    (folder / name).mkdir(parents=True)
    for key, value in told.items():
        (folder / name / key).write_text(f"{value}\n", encoding="ascii")


def test_two_batteries_count_together(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online=0)
    supply(tmp_path, "BAT0", type="Battery", energy_now=10_000_000, energy_full=40_000_000, power_now=15_000_000)
    supply(tmp_path, "BAT1", type="Battery", energy_now=0, energy_full=10_000_000, power_now=0)
    assert power_left(tmp_path) == Power(20, 40, False)


def test_charge_instead_of_energy_and_negative_current_are_understood(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", charge_now=1_000_000, charge_full=4_000_000, current_now=-3_000_000)
    assert power_left(tmp_path) == Power(25, 20, False)


def test_the_battery_of_a_mouse_says_nothing_of_the_laptop(tmp_path: Path) -> None:
    supply(tmp_path, "hidpp", type="Battery", scope="Device", energy_now=1, energy_full=100)
    assert power_left(tmp_path) is None


def test_where_nothing_is_told_nothing_is_said(tmp_path: Path) -> None:
    assert power_left(tmp_path / "none") is None
    supply(tmp_path, "BAT0", type="Battery", energy_now="what", energy_full=100)
    assert power_left(tmp_path) is None
    assert power_words(None) == ""


def test_the_line_comes_when_half_an_hour_is_left() -> None:
    assert power_words(Power(30, 31, False)) == ""
    assert power_words(Power(30, 20, False)) == "Der er strøm til 20 minutter. Skal vi printe nu? Alt andet venter så længe."
    assert power_words(Power(9, None, False)) == "Der er snart ikke mere strøm. Skal vi printe nu? Alt andet venter så længe."
    assert power_words(Power(5, None, True)) == ""
