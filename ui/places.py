"""Where the window can be, as values: pages ask for a place, the window goes there.

A place is written to the vault's last place as JSON, so that a lock or a crash returns to the same field.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec


class _Place(msgspec.Struct, frozen=True, tag_field="place", kw_only=False):
    """Base of all: an immutable value, told apart by its tag."""


class Create(_Place, frozen=True, tag="create"):
    """Making the vault, where there is none."""


class Unlock(_Place, frozen=True, tag="unlock"):
    """Opening the vault. say: one line over the field, of the program's own words alone."""

    say: str = ""


class Recover(_Place, frozen=True, tag="recover"):
    """Opening the vault with the recovery sheet."""


class Restore(_Place, frozen=True, tag="restore"):
    """Fetching the vault from a backup. instead: where a damaged one stands."""

    instead: bool = False


class KitBack(_Place, frozen=True, tag="kit_back"):
    """Back with the office's key, where there is no vault."""


class Sheet(_Place, frozen=True, tag="sheet"):
    """Printing or saving the recovery sheet. first: the vault was made just now."""

    first: bool = False


class Home(_Place, frozen=True, tag="home"):
    """Today, and the list of cases. only_next: the next visit alone, no other citizen on the screen."""

    only_next: bool = False


class NewCase(_Place, frozen=True, tag="new_case"):
    """A case that is not there yet. name, caret: what is typed so far, so that a lock does not lose it."""

    name: str = ""
    caret: int = -1


class ImportAt(_Place, frozen=True, tag="import"):
    """Bringing in citizens from a list."""


class CaseAt(_Place, frozen=True, tag="case"):
    """One case."""

    case: str


class CopyAt(_Place, frozen=True, tag="copy"):
    """A paper filled in by hand, about to be copied into a case. form, day: what is chosen and typed so far."""

    case: str
    form: str = ""
    day: str = ""


class HistoryAt(_Place, frozen=True, tag="history"):
    """Who wrote what, and when, in one case; of one field where a path is given."""

    case: str
    document: str = ""
    path: str = ""


class WizardAt(_Place, frozen=True, tag="wizard"):
    """One document of a case.

    path: the field to stand in. caret: how many characters into its text. blanks: the white space just before the caret, which an
    answer does not keep at its end.
    """

    case: str
    document: str
    path: str = ""
    caret: int = -1
    blanks: str = ""


class VisitAt(_Place, frozen=True, tag="visit"):
    """The visit: one citizen fills the window.

    document, path, caret, blanks: where it stood, as in the wizard; empty at its opening page.
    visit: which one, empty for one that begins now.
    station: another page than a question (`end`, `sign`). is_stopped: the two stopped early. is_paused: it stands behind the PIN.
    """

    case: str
    document: str = ""
    path: str = ""
    caret: int = -1
    blanks: str = ""
    visit: str = ""
    station: str = ""
    is_stopped: bool = False
    is_paused: bool = False


class AfterVisitAt(_Place, frozen=True, tag="after_visit"):
    """What is left when a visit is over: unsigned, unprinted, next time."""

    case: str
    visit: str = ""


class PauseAt(_Place, frozen=True, tag="pause"):
    """A pause at the desk, behind the PIN. only_next: of the home page that is gone back to."""

    only_next: bool = False


class PrintAt(_Place, frozen=True, tag="print"):
    """Printing one or more documents of a case. visit: the visit it belongs to, empty outside one."""

    case: str
    documents: tuple[str, ...] = ()
    visit: str = ""


class HandOutAt(_Place, frozen=True, tag="hand_out"):
    """Handing out a whole case as a folder, or one of its files where an attachment is given."""

    case: str
    attachment: str = ""


class ScanAt(_Place, frozen=True, tag="scan"):
    """Scanning a paper into a case."""

    case: str


class SettingsAt(_Place, frozen=True, tag="settings"):
    """The settings of this laptop."""


class OfficeAt(_Place, frozen=True, tag="office"):
    """The office: joining it, and who is in it."""


class HandedAt(_Place, frozen=True, tag="handed"):
    """What laptops that were shut out have handed over, for somebody to take over or let go. case: where one came from, or ""."""

    case: str = ""


class RecoveryAt(_Place, frozen=True, tag="recovery"):
    """Leads open the cases of a colleague who is ill or gone, with the office's key."""


class OverviewAt(_Place, frozen=True, tag="overview"):
    """The view over all cases, of whoever leads."""


Place: TypeAlias = (
    Create | Unlock | Recover | Restore | KitBack | Sheet | Home | NewCase | CaseAt | HistoryAt | WizardAt | VisitAt
    | AfterVisitAt | PauseAt | PrintAt | HandOutAt | ScanAt | SettingsAt | OfficeAt | HandedAt | RecoveryAt | OverviewAt
    | ImportAt | CopyAt
)  # fmt: skip

KEPT = (
    Home, NewCase, CaseAt, WizardAt, VisitAt, AfterVisitAt, PrintAt, HandOutAt, ScanAt, SettingsAt, HistoryAt, OfficeAt,
    HandedAt, RecoveryAt, OverviewAt, ImportAt, CopyAt,
)  # fmt: skip
"""Places worth returning to after a lock or a crash."""


def slipped(place: Place, before: str) -> Place:
    """The place to the letter. before: what stands before the caret in the field that is written in."""
    if isinstance(place, WizardAt | VisitAt):
        kept = before.lstrip()  # no answer begins with blanks
        return msgspec.structs.replace(place, caret=len(kept), blanks=kept[len(kept.rstrip()) :])
    return msgspec.structs.replace(place, caret=len(before)) if isinstance(place, NewCase) else place


def encode_place(place: Place) -> str:
    """The place as JSON, for the vault."""
    return msgspec.json.encode(place).decode()


def decode_place(text: str | None) -> Place:
    """The place that was written, or home where it cannot be read (a newer program wrote it, or none did)."""
    if not text:
        return Home()
    try:
        place: Place = msgspec.json.decode(text, type=Place)
    except msgspec.MsgspecError:
        return Home()
    return place
