"""A figure in words, and as a bar's length. No Qt."""

from __future__ import annotations

from rygsaek.casework.figures import Figure

HIDDEN = "Færre end fem, så det vises ikke."
WHY_HIDDEN = "Tal, der bygger på færre end fem, vises ikke. Ellers kunne man kende en person."
ONE_WORD = {"sager": ("henvendelse", "henvendelser"), "dage": ("dag", "dage")}


def value_words(one: Figure) -> str:
    """`12 henvendelser`, `2,5 dage`, `75 %`; that it is not shown where it is not."""
    if one.value is None:
        return HIDDEN
    number = f"{one.value:.1f}".removesuffix(".0").replace(".", ",")
    return f"{one.value:.0f} %" if one.unit == "procent" else f"{number} {ONE_WORD[one.unit][one.value != 1]}"


def basis_words(one: Figure) -> str:
    """What it was counted from; "" where that is the figure itself, or is not shown."""
    if one.of is None or one.unit == "sager":
        return ""
    return f"ud af {one.of}" if one.unit == "procent" else f"midt i rækken af {one.of}"


def filled(one: Figure) -> float | None:
    """How much of its bar is filled, 0 to 1; None for what is no share or is not shown."""
    return one.value / 100 if one.value is not None and one.unit == "procent" else None
