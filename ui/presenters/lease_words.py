"""How long a laptop opens without having met the office, said in good time and after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rygsaek.casework.desk import local
from ui.presenters.lines import day_words

SOON = timedelta(days=5)
OVER = "Computeren kan ikke låses op igen, før den har været på nettet. Gå på nettet, før du låser. Alt er gemt."


def lease_words(ends_ms: int | None, now: datetime) -> str:
    """What to do and until when; "" while there is time enough. ends_ms: until when it opens; None where nothing ends."""
    if ends_ms is None:
        return ""
    ends = datetime.fromtimestamp(ends_ms / 1000, UTC)
    if ends <= now:
        return OVER
    if ends - now > SOON:
        return ""
    when = day_words(local(ends).date().isoformat(), local(now).date(), f"{local(ends):%H:%M}")
    return f"Gå på nettet senest {when}. Ellers kan computeren ikke låses op bagefter. Alt bliver gemt."
