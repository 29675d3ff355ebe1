"""That a case was opened with the office's key: who did it and when, for everybody in the case to see."""

from __future__ import annotations

from datetime import UTC, datetime

from forms.calendar_words import day_in_words
from rygsaek.casework.desk import local
from sync import membership
from sync.office import people, recovering
from sync.office.line import Line


def opened_lines(line: Line, case: str) -> tuple[str, ...]:
    """A sentence for each time, oldest first; none where the vault belongs to no office."""
    with line.vault.read() as reader:
        known = membership.load(reader)
        if known is None:
            return ()
        seen = recovering.seen_in(reader, known, case)
    return tuple(
        f"Åbnet med kontornøglen {day_in_words(local(datetime.fromtimestamp(one.at / 1000, UTC)).date())} "
        f"af {people.names_of_devices(line, known, one.leads)}."
        for one in seen
    )
