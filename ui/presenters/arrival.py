"""Where the window goes when the vault was opened: back to where the person was, or to the visit that is near. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from rygsaek.casework.caselist import CaseDate
from rygsaek.casework.desk import local
from ui.places import Home, Place

NEAR = timedelta(hours=1)
BACK = "Alt er gemt. Du er tilbage, hvor du slap."


def arrival(kept: Place, visits: Sequence[CaseDate], now: datetime, *, only_next: bool) -> tuple[Place, str]:
    """The place, and what is said there.

    kept: where the person was. visits: those of today, by time. now: aware. only_next: the person ticked it.
    Near a visit no other citizen comes on the screen: the page that stood is gone back to only if it is that citizen's.
    """
    near = near_visit(visits, now)
    if only_next or (near is not None and getattr(kept, "case", "") != near.case):
        return Home(only_next=True), ""
    return kept, "" if isinstance(kept, Home) else BACK


def near_visit(visits: Sequence[CaseDate], now: datetime) -> CaseDate | None:
    """The first visit that begins within an hour, or began within the last."""
    here = local(now).replace(tzinfo=None)
    for one in visits:
        begins = _moment(one)
        if begins is not None and abs(begins - here) <= NEAR:
            return one
    return None


def is_ahead(visit: CaseDate, now: datetime) -> bool:
    """Whether a visit is still to come, or began within the last hour; one without a time is ahead all day."""
    begins = _moment(visit)
    return begins is None or begins >= local(now).replace(tzinfo=None) - NEAR


def _moment(visit: CaseDate) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{visit.day}T{visit.time}") if visit.time else None
    except ValueError:
        return None
