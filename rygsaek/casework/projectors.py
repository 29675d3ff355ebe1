"""What follows from the log in casework: the projectors in their order, and every step of casework's tables."""

from __future__ import annotations

from forms.library import Library
from forms.profile import Profile
from rygsaek.casework import (
    accesslog,
    caselist,
    citizen_keys,
    consent_dates,
    drafts,
    due_dates,
    held,
    preview,
    progress,
    search,
    settings,
    status,
)
from rygsaek.casework.caselist import CaseList
from rygsaek.casework.citizen_keys import CitizenKeys
from rygsaek.casework.consent_dates import ConsentDates
from rygsaek.casework.due import terms_of
from rygsaek.casework.due_dates import DueDates
from rygsaek.casework.importing import imports
from rygsaek.casework.importing.imports import Imports
from rygsaek.casework.progress import CaseProgress
from rygsaek.casework.read_papers import ReadPapers
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
    *preview.MIGRATIONS,
    *consent_dates.MIGRATIONS,
    *progress.MIGRATIONS,
    *due_dates.MIGRATIONS,
    *imports.MIGRATIONS,
    *citizen_keys.MIGRATIONS,
)


def projectors(library: Library, profile: Profile | None = None) -> tuple[Projector, ...]:
    """The projectors of every journal of a vault, in this order. profile: in force, None for the method's own."""
    of, papers = profile or Profile.default(), ReadPapers(library)
    counted = (CaseProgress(papers, of.course, of.limits.values()), DueDates(papers, of.course, terms_of(of)))
    return (CaseList(papers), Search(), Tails(), ConsentDates(library), *counted, Imports(), CitizenKeys())
