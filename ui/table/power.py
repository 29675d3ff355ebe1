"""How much power is left, where the system tells: Linux by /sys/class/power_supply. Elsewhere nothing is known or said."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

SUPPLIES = Path("/sys/class/power_supply")
TELL_UNDER_MIN, TELL_UNDER_PERCENT = 30, 10
SPARING = "Alt andet venter så længe."


class Power(NamedTuple):
    """What is left. minutes: at the present use, None where it cannot be told. is_plugged: the mains feed it."""

    percent: int
    minutes: int | None
    is_plugged: bool


def power_left(supplies: Path = SUPPLIES) -> Power | None:
    """The laptop's batteries together, None where there are none or the system does not tell. supplies: where it is told."""
    energy = full = use = 0.0
    is_plugged = False
    try:
        folders = sorted(supplies.iterdir())
    except OSError:
        return None
    for folder in folders:
        kind = _word(folder / "type")
        if kind == "Mains" or kind == "USB":
            is_plugged = is_plugged or _number(folder / "online") == 1
        elif kind == "Battery" and _word(folder / "scope") != "Device":  # a mouse has a battery too
            for now, most, rate in (("energy_now", "energy_full", "power_now"), ("charge_now", "charge_full", "current_now")):
                if (left := _number(folder / now)) is not None and (whole := _number(folder / most)):
                    energy, full, use = energy + left, full + whole, use + (_number(folder / rate) or 0.0)
                    break
    if not full:
        return None
    minutes = round(energy / use * 60) if use > 0 and not is_plugged else None
    return Power(min(100, round(energy / full * 100)), minutes, is_plugged)


def is_low(power: Power | None) -> bool:
    """Whether power runs out; False while nobody knows."""
    if power is None or power.is_plugged:
        return False
    return power.minutes <= TELL_UNDER_MIN if power.minutes is not None else power.percent <= TELL_UNDER_PERCENT


def power_words(power: Power | None) -> str:
    """The line at the table when power runs out, "" while there is enough or nobody knows."""
    if power is None or not is_low(power):
        return ""
    left = f"Der er strøm til {power.minutes} minutter." if power.minutes is not None else "Der er snart ikke mere strøm."
    return f"{left} Skal vi printe nu? {SPARING}"


def _word(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _number(path: Path) -> float | None:
    try:
        return abs(float(_word(path)))
    except ValueError:
        return None
