"""What the consents of a case say today, a line for each party, and the papers that can be taken back. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rygsaek.casework import consent, consents
from rygsaek.casework.consent_rows import ConsentRow
from rygsaek.casework.consent_words import kinds_in_words
from ui.presenters.lines import day_words
from ui.presenters.said import Said

WAYS = {"sagde": "Det blev sagt", "ringede": "Det blev ringet", "skrev": "Det blev skrevet"}
NO_UNDO = "Det kan ikke fortrydes. Det gælder fra i dag. Det, der står i sagen, bliver der."


@dataclass(frozen=True)
class ConsentPaper:
    """One consent. parties: whose yes stands; is_withdrawn: it was taken back, and has a receipt."""

    document: str
    title: str
    parties: tuple[str, ...]
    is_withdrawn: bool


@dataclass(frozen=True)
class Consents:
    """summary: in one line; lines: what each party may; papers: the consents that can be taken back, or were."""

    summary: str = ""
    lines: tuple[Said, ...] = ()
    papers: tuple[ConsentPaper, ...] = ()


def consents_of(rows: Sequence[ConsentRow], today: date) -> Consents:
    """The card of a case's consents."""
    day, soon = today.isoformat(), (today + consents.SOON).isoformat()
    told = [(row, consent.stands(rows, row, day)) for row in rows if row.name]
    holding = [row for row, why in told if why == "covered"]
    ending = sorted(row.last for row in holding if row.last <= soon)
    summary = f"{len(holding)} gælder" if holding else "Ingen gælder." if told else ""
    if ending:
        summary += f", {len(ending)} udløber {day_words(ending[0], today)}"
    papers = []
    for document in dict.fromkeys(row.document for row, _ in told):
        own = [(row, why) for row, why in told if row.document == document]
        parties = tuple(dict.fromkeys(row.name for row, why in own if why in ("covered", "not_yet")))
        is_withdrawn = any(row.withdrawn_on for row, _ in own)
        if parties or is_withdrawn:
            papers.append(ConsentPaper(document, f"Samtykke fra {day_words(own[0][0].given_on, today)}", parties, is_withdrawn))
    return Consents(summary, tuple(_line(row, why, today, soon) for row, why in told if why != "replaced"), tuple(papers))


def _line(row: ConsentRow, why: consent.Why, today: date, soon: str) -> Said:
    if why == "covered":
        about = kinds_in_words(row.kinds) or "intet bestemt"
        verb, kind = ("udløber", "due") if row.last <= soon else ("til", "done")
        return Said(f"{row.name}: {about}, {verb} {day_words(row.last, today)}", "due" if kind == "due" else "done")
    words = {
        "refused": "nej",
        "withdrawn": f"taget tilbage {day_words(row.withdrawn_on, today)}" if row.withdrawn_on else "taget tilbage",
        "ended": f"udløb {day_words(row.last, today)}",
        "not_yet": f"gælder fra {day_words(max(row.first, row.given_on), today)}",
        "no_end": "mangler en første eller sidste dag",
    }.get(why, "ikke givet endnu")
    return Said(f"{row.name}: {words}", "over" if why == "ended" else "open" if why == "draft" else "told")
