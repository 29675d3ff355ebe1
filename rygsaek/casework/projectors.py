"""What follows from the log in casework: the projectors in their order, and every step of casework's tables."""

from __future__ import annotations

from collections.abc import Sequence

from forms.course import Milestone, method_course
from forms.library import Library
from rygsaek.casework import accesslog, caselist, consent_dates, drafts, held, progress, search, settings, status
from rygsaek.casework.caselist import CaseList
from rygsaek.casework.consent_dates import ConsentDates
from rygsaek.casework.progress import CaseProgress
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
    *progress.MIGRATIONS,
)


def projectors(library: Library, course: Sequence[Milestone] = ()) -> tuple[Projector, ...]:
    """The projectors of every journal of a vault, in this order. course: the milestones in force, () for the method's."""
    return (CaseList(library), Search(), Tails(), ConsentDates(library), CaseProgress(library, course or method_course()))
