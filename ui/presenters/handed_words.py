"""What laptops that were shut out have handed over, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.presenters.status_words import many

if TYPE_CHECKING:
    from sync.office.handed import Adopted, Waiting

UNREADABLE = "kan ikke læses her endnu. Send og hent, og se igen."
UNFINISHED = "er ikke kommet helt frem endnu."
AWAITING_HERE = "En computer, der er lukket ude, har afleveret arbejde i sagen."
CLAIMED = (
    "Sagen har aldrig været sendt. Vi ved kun fra computeren, hvem der har skrevet den, og hvornår. "
    "Er computeren stjålet, kan en anden have skrevet det."
)
BEGUN = "Sagen er din nu. Del den, hvis en kollega skal have den."
DROPPED = "Det er slettet. Sagen er, som den var."
DROPPED_WHOLE = "Det er slettet."
BOTH = "Stod der noget andet i forvejen, står begge dele, til du vælger."


def waiting_words(one: Waiting) -> str:
    """How much lies there, and how much of it can be used."""
    saves = sum(len(handed.entries) for handed in one.handed)
    coming = sum(not file.is_whole for file in one.files)
    unknown = sum(file.is_whole and file.title is None for file in one.files)
    counts = [(saves, "1 ændring", "ændringer"), (len(one.usable), "1 bilag", "bilag")]
    found = " og ".join(many(*count) for count in counts if count[0])
    parts = [f"{found}."] if found else []
    looks = sum(len(some.told) for some in one.looks)
    if looks:
        parts.append(f"{looks_words(looks)}.")
    if one.unreadable:
        parts.append(f"{many(len(one.unreadable), '1 stykke', 'stykker')} {UNREADABLE}")
    if coming:
        parts.append(f"{many(coming, '1 bilag', 'bilag')} {UNFINISHED}")
    if unknown:
        parts.append(f"{many(unknown, '1 bilag', 'bilag')} {UNREADABLE}")
    return " ".join(parts)


def looks_words(count: int) -> str:
    """That the case was looked at on the laptop."""
    return f"{many(count, '1 linje', 'linjer')} om, hvem der har set sagen"


def awaiting_words(cases: int, new: int) -> str:
    """That something waits, for whoever may write in the cases, and for leads where nobody has them; "" where nothing does.

    cases, new: how many the office has, and has not.
    """
    where = many(cases, "en af dine sager", "af dine sager")
    what = many(new, "en sag", "sager")
    if cases and new:
        return f"Lukkede computere har afleveret arbejde i {where} og {what}, som ingen andre har."
    if new:
        return f"En computer, der er lukket ude, har afleveret {what}, som ingen andre har."
    return f"En computer, der er lukket ude, har afleveret arbejde i {where}." if cases else ""


def adopted_words(one: Adopted, *, is_new: bool = False) -> str:
    """What has come into the case. is_new: nobody had it."""
    saves = f"{many(one.saves, '1 ændring', 'ændringer')} er kommet ind i sagen. {BEGUN if is_new else BOTH}" if one.saves else ""
    files = f"{many(one.files, '1 bilag', 'bilag')} kommer, næste gang du sender og henter." if one.files else ""
    looks = f"{looks_words(one.looks)}, er skrevet i adgangsloggen." if one.looks else ""
    return " ".join(filter(None, (saves, files, looks)))
