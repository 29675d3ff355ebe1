"""The office's sheets: its key, twice, for two safes; and the invite that a newcomer is handed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from forms.calendar_words import date_in_words
from forms.pdf import style
from forms.pdf.blocks import Block, Heading, Paragraph
from forms.pdf.letters import Speller
from forms.pdf.lines import plain
from forms.pdf.sheets import Code, Codes, set_sheet

KIT_TITLE = "Kontornøglen"
KIT_COPIES = 2


def kit_sheets(groups: Sequence[str], code: str, server: str, made_on: date, *, sender: Sequence[str] = ()) -> bytes:
    """The office's key (kontornøglen): the same page twice, one for each of two safes.

    groups: as they are typed; code: what the QR says; server: the store's address, as it is typed; sender: municipality, unit.
    Raises ProblemsError for what cannot be printed.
    """
    blocks: list[Block] = [
        Paragraph(
            plain(
                "Med dette ark kan kontoret komme ind i sine sager igen, når en computer er væk, "
                "eller når en kollega er syg eller holdt op."
            )
        ),
        *_to_type_or_scan(groups, code, server),
        Heading("Her skal det ligge"),
        Paragraph(plain("Der er to ark, og de er ens. Læg dem i hver sit låste skab, i hver sin bygning, hvis I kan.")),
        Paragraph(plain("Læg det aldrig hos en computer. Tag ikke billeder af det.")),
        Heading("Sådan bruger I det"),
        Paragraph(plain("Vælg »Brug kontornøglen« i Rygsæk, og skriv grupperne, eller scan koden.")),
        Paragraph(plain("Med arket kan man åbne alle kontorets sager. Er et ark væk, så sig det til it-sikkerhed samme dag.")),
    ]
    subtitle = f"Lavet {date_in_words(made_on)}"
    return set_sheet("Kontornøgle", KIT_TITLE, subtitle, blocks, made_on, sender, copies=KIT_COPIES)


def invite_sheet(groups: Sequence[str], code: str, server: str, made_on: date, *, sender: Sequence[str] = ()) -> bytes:
    """An invite on paper: what a newcomer scans or types, once, within a day. Arguments and errors as `kit_sheets`."""
    blocks: list[Block] = [
        Paragraph(plain("Med denne kode kommer din computer med i kontoret. Den virker én gang, og kun i 24 timer.")),
        *_to_type_or_scan(groups, code, server),
        Heading("Sådan gør du"),
        Paragraph(plain("Vælg »Tilslut kontoret« i Rygsæk. Scan koden, eller skriv adressen, tegnet # og grupperne.")),
        Paragraph(plain("Så viser din computer seks ord. Din leder ser også seks ord. Læs dem højt for hinanden.")),
        Paragraph(plain("Er ordene ens, lukker din leder dig ind. Er de ikke ens, så stop, og ring til it.")),
        Paragraph(plain("Makuler arket bagefter.")),
    ]
    return set_sheet("Invitation til kontoret", "Din invitation", f"Lavet {date_in_words(made_on)}", blocks, made_on, sender)


def _spelled(server: str) -> str:
    speller = Speller(style.faces().known)
    spelled = speller.spell(server, "ark")
    speller.raise_any()
    return spelled


def _to_type_or_scan(groups: Sequence[str], code: str, server: str) -> tuple[Block, ...]:
    words = f"Koden siger det samme som de {len(groups)} grupper. Serveren hedder {_spelled(server)}"
    return Codes(tuple(groups)), Code(code, "QR-kode med serverens adresse og de samme tegn", words)
