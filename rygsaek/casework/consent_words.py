"""What the ledger answers, in words for the caseworker: why, by which consent, and what would cover it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from forms.calendar_words import date_in_words
from forms.information import MEETING
from rygsaek.casework.consent import Answer, Party
from rygsaek.casework.consent_rows import ConsentRow

KIND_WORDS: Final = {
    "kontakt": "adresse og telefon",
    "indsatser_og_status": "støtte og indsatser",
    "helbred_psykisk": "psykisk helbred",
    "helbred_somatisk": "krop og sygdom",
    "medicin": "medicin",
    "misbrug": "rusmidler",
    "oekonomi": "økonomi",
    "bolig": "bolig",
    "arbejde_uddannelse": "arbejde og uddannelse",
    "familie": "familie",
    "kriminalitet": "straf og sager hos politiet",
    "andet": "andet",
    MEETING: "at komme til et møde",
    "": "at der er en sag",
}
DIRECTION_WORDS: Final = {"indhente": "spørge dem", "videregive": "sige noget til dem", "begge": "både spørge og sige noget"}


def kinds_in_words(kinds: Iterable[str]) -> str:
    """Kinds of information as a list: "medicin, bolig og økonomi"."""
    told = [KIND_WORDS.get(one, one) for one in kinds]
    return " og ".join(filter(None, (", ".join(told[:-1]), told[-1]))) if told else ""


def row_in_words(row: ConsentRow) -> str:
    """Which consent it is: of which day, and until when."""
    until = f", gælder til {_day(row.last)}" if row.last else ""
    return f"samtykket af {_day(row.given_on)}{until}"


def reason(answer: Answer, party: Party, kind: str, direction: str) -> str:
    """One or two sentences: yes or no, and which row says so."""
    row, about = answer.row, KIND_WORDS[kind]
    name = party.name
    if row is None:
        return f"{name} står ikke i noget samtykke."
    consent = f"samtykket af {_day(row.given_on)}"
    if answer.may:
        told = f"Ja. {name} er nævnt i {row_in_words(row)}."
        for label, text in (
            ("Det er", row.described),
            ("Ikke om", row.excluded),
            ("Andet er", row.other if kind == "andet" else ""),
        ):
            told += f" {label}: {text.strip().rstrip('.')}." if text else ""
        return told
    words = {
        "draft": f"Samtykket, der nævner {name}, er ikke givet endnu.",
        "refused": f"Borgeren har sagt nej til {name} den {_day(row.given_on)}.",
        "withdrawn": f"Borgeren har taget samtykket til {name} tilbage den {_day(row.withdrawn_on)}.",
        "replaced": f"Et nyere samtykke er trådt i stedet for {consent}.",
        "no_end": f"Der mangler en første eller en sidste dag for {name} i samtykket af {_day(row.given_on)}.",
        "not_yet": f"Samtykket til {name} gælder først fra {_day(max(row.first, row.given_on))}.",
        "ended": f"Samtykket til {name} er løbet ud. Det gjaldt til {_day(row.last)}.",
        "kind": f"{_upper(consent)} til {name} nævner ikke {about}.",
        "direction": f"{_upper(consent)} til {name} giver ikke lov til at {DIRECTION_WORDS[direction]}.",
    }[answer.why]
    if row.is_conflict:
        words += " Her er skrevet to ting. Til der er valgt, gælder det snævreste."
    if row.is_health and answer.why == "ended":
        words += " Et ja til en sundhedsperson gælder højst et år (sundhedsloven § 44)."
    return words


def cover(answer: Answer, party: Party, kind: str, direction: str, like: Iterable[str] = ()) -> str:
    """What would cover it, in one piece of advice; "" for a yes."""
    if answer.may:
        return ""
    if answer.why == "unknown" and (meant := tuple(like)):
        return f"Mener du {' eller '.join(f'»{one}«' for one in meant)}? Skriv navnet, som det står i samtykket."
    if answer.why == "draft":
        return "Gør samtykket færdigt med borgeren, og få svaret skrevet ned."
    if answer.why == "no_end":
        return "Lav et nyt samtykke med borgeren, med en første og en sidste dag."
    ways = "spørge" if direction == "indhente" else "fortælle" if direction == "videregive" else "spørge og fortælle"
    about = "bede dem komme til et møde" if kind == MEETING else f"{ways} om {KIND_WORDS[kind]}" if kind else f"{ways} dem noget"
    return f"Spørg borgeren. Det kræver et ja til {party.name}, hvor vi må {about}, og som gælder i dag."


def _day(text: str) -> str:
    """A day with its year: "4. maj 2026"."""
    try:
        return date_in_words(date.fromisoformat(text))
    except ValueError:
        return text


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
