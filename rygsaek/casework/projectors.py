"""What follows from the log in casework: the projectors in their order, and every step of casework's tables."""

from __future__ import annotations

from forms.library import Library
from rygsaek.casework import accesslog, caselist, consent_dates, drafts, held, search, settings, status
from rygsaek.casework.caselist import CaseList
from rygsaek.casework.consent_dates import ConsentDates
from rygsaek.casework.search import Search
from rygsaek.casework.status import Tails
from rygsaek.history.projection import Projector
from rygsaek.vault.migrations import Migration

MIGRATIONS: tuple[Migration, ...] = (
    *settings.MIGRATIONS,
    *drafts.MIGRATIONS,
    *accesslog.MIGRATIONS,
    *caselist.MIGRATIONS,
    *search.MIGRATIONS,
    *status.MIGRATIONS,
    *held.MIGRATIONS,
    *consent_dates.MIGRATIONS,
)


def projectors(library: Library) -> tuple[Projector, ...]:
    """The projectors that every journal of a vault is given, in this order."""
    return (CaseList(library), Search(), Tails(), ConsentDates(library))
