"""One invented case day by day, and what is typed. The CPR number is a replacement one (day + 60), nobody's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from ui.demo.story import Answers

DENMARK: Final = ZoneInfo("Europe/Copenhagen")
CITIZEN: Final = "Maja Lindved"

Typed = Sequence[tuple[str, str]]
"""A field's path and what is typed there, or which keys are pressed."""


class Day(NamedTuple):
    """One day of the course. act: its name; at: what the clock shows when the program is opened that day."""

    act: str
    at: datetime
    told: str


DAYS: Final = (
    Day("course-inquiry", datetime(2026, 4, 27, 9, 0, tzinfo=DENMARK), "mandag den 27. april: en henvendelse"),
    Day("course-contact", datetime(2026, 4, 29, 10, 0, tzinfo=DENMARK), "onsdag den 29. april: kontakt"),
    Day("course-first-meeting", datetime(2026, 5, 5, 9, 45, tzinfo=DENMARK), "tirsdag den 5. maj: det første møde"),
    Day("course-invitation", datetime(2026, 5, 6, 9, 0, tzinfo=DENMARK), "onsdag den 6. maj: indkaldelse"),
    Day("course-meeting", datetime(2026, 5, 19, 13, 0, tzinfo=DENMARK), "tirsdag den 19. maj: det koordinerende møde"),
    Day("course-closing", datetime(2026, 8, 20, 11, 0, tzinfo=DENMARK), "torsdag den 20. august: afslutning"),
    Day("course-follow-up", datetime(2026, 11, 26, 10, 0, tzinfo=DENMARK), "torsdag den 26. november: opfølgning"),
)

FACTS: Final[Typed] = (
    ("cpr", "650590-1234"),
    ("adresse", "Kirkevej 8, st. th"),
    ("postnr", "8999"),
    ("by", "Nordby"),
    ("mobil", "12 22 33 44"),
)
SCREENING: Final[Typed] = (
    ("har_sag", "2"),
    ("er_der_kontakt", "2"),
    ("henvendelse_dato", "27/4"),
    ("henviser_kategori", "4"),
    ("maalgruppe", "1"),
    ("psykiske_vanskeligheder", "J"),
    ("k2b_huslejerestance", "J"),
    ("k2c_undgaar_kontakt", "J"),
    ("beslutning", "1"),
    ("videregivet_dato", "27/4"),
    ("videregivet_til/*/navn", "Lise Holm"),
)
ASSIGNED: Final[Typed] = (("tildelt_til", "Lise Holm"),)
NO_ANSWER: Final[Typed] = (("resultat", "2"), ("naeste_forsoeg_dato", "i dag"))
AGREED: Final[Typed] = (("resultat", "4"),)
VISIT: Final[Typed] = (("dato", "5/5"), ("fra", "10"), ("til", "11"), ("sted", "1"), ("tolk_behov", "N"))
AGREEMENT: Final[Answers] = {
    "maal_3_mdr/maal": ("Blive i min lejlighed",),
    "aftaler/handling_borger": ("Finder brevet fra udlejer frem",),
    "aftaler/handling_fs": ("Spørger udlejer om en plan",),
    "naeste_dato": ("26/5",),
    "naeste_tid": ("10",),
    "naeste_sted": ("1",),
}
CONSENT: Final[Answers] = {
    "retning": ("3",),
    "part/part_navn": ("Nordby Bolig",),
    "part/svar": ("J",),
    "part/oplysningstyper": ("78",),
    "part/konkret_beskrivelse": ("Den husleje, du mangler at betale.",),
    "form": ("1",),
    "oplaest": ("J",),
}
HELD: Final[Typed] = (("besoeg_status", "2"), ("foerste_moede", "J"), ("varslet", "J"))
NEEDS: Final[Typed] = (
    ("paabegyndt_dato", "5/5"),
    ("afsluttet_dato", "i dag"),
    ("behov/*/omraade", "2"),
    ("behov/*/beskrivelse", "Der mangler to måneders husleje."),
    ("behov/*/borgers_oenske", "At blive boende."),
    ("konklusion", "13"),
    ("raad_vejledning_dato", "i dag"),
    ("raad_givet", "Hvordan man laver en plan med sin udlejer."),
    ("er_afgjort", "N"),
)
INVITATION: Final[Typed] = (
    ("moede_dato", "19/5"),
    ("start", "13"),
    ("slut", "14"),
    ("moedested", "Hjemme hos Maja"),
    ("formaal", "En plan for den husleje, der mangler."),
    ("borger_deltager", "J"),
    ("deltagere/*/navn", "Ib Juhl"),
    ("deltagere/*/organisation", "Nordby Bolig"),
    ("deltagere/*/hvorfor_inviteret", "Han kan lave en plan for huslejen."),
    ("moede_status", "2"),
    ("moede_type", "2"),
    ("indkaldt_dato", "i dag"),
)
MINUTES: Final[Typed] = (
    ("med_faa_ord", "Maja betaler 500 kroner om måneden. Så kan hun blive boende."),
    ("moede_status", "3"),
    ("udsendt_dato", "i dag"),
    ("borger_briefet_dato", "i dag"),
    ("borger_briefet_af", "Lise Holm"),
)
CLOSING: Final[Typed] = (
    ("omraader/*/omraade", "2"),
    ("omraader/*/modtager", "Ib Juhl"),
    ("omraader/*/overtager", "Holder øje med planen for huslejen."),
    ("omraader/*/dato", "i dag"),
    ("omraader/*/enig_borger", "J"),
    ("omraader/*/enig_modtager", "J"),
    ("omraader/*/enig_fs", "J"),
    ("afslutning_dato", "i dag"),
    ("opfoelgning_dato", "26/11"),
)
FOLLOW_UP: Final[Typed] = (
    ("dato", "i dag"),
    ("paa_rette_vej", "1"),
    ("ny_indsats_behov", "N"),
    ("hvad_nu", "Maja holder fast i planen."),
)
