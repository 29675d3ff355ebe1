"""What is due in a case, in words. Off the screen's thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from forms.paths import field_at
from forms.values import show_value
from rygsaek.casework.desk import Desk
from rygsaek.casework.due import REASON, WHY, Due
from ui.presenters.due import DueLine
from ui.presenters.lines import day_words


def due_lines(desk: Desk, due: Sequence[Due]) -> tuple[DueLine, ...]:
    """In the order of their days, so what was missed comes first."""
    may_tell = REASON in desk.library.ids() and desk.role.may_write(REASON)
    return tuple(_line(desk, one, may_tell=may_tell) for one in due)


def _line(desk: Desk, one: Due, *, may_tell: bool) -> DueLine:
    today = desk.today()
    when = day_words(one.due.day.isoformat(), today)
    told = {"over": f"skulle være sket senest {when}", "today": "senest i dag", "ahead": f"senest {when}"}[one.state]
    planned = f"Aftalt {day_words(one.planned, today)}." if one.planned else ""
    kind: Literal["over", "due", "open"] = "open"
    if one.state == "over":
        kind = "over" if one.asks_why else "due"
    elif one.due.remind_on <= today:
        kind = "due"
    why = f"Grunden: {_why(desk, one.why)}." if one.why else ""
    then = planned or f"{one.limit.next}."
    because = f"{one.due.reason[:1].upper()}{one.due.reason[1:]}"
    return DueLine(one.limit.id, one.start, one.limit.title, told, because, then, kind, why, one.asks_why and may_tell)


def _why(desk: Desk, why: str) -> str:
    """The option's words, or one's own."""
    field = field_at(desk.library.newest(REASON), WHY)
    words = show_value(field, why) if any(option.id == why for option in field.options) else why
    return words.rstrip(".")
