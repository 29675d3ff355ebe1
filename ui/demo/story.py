"""Who is in the demo, and what is typed. Everybody is invented; the CPR number is a replacement one (day + 60), nobody's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

Answers = Mapping[str, Sequence[str]]
"""By field (`rows/cell` in rows): what is typed, or which keys are pressed, each used once, in order."""


class Worker(NamedTuple):
    """The caseworker."""

    name: str
    title: str
    phone: str


LISE: Final = Worker("Lise Holm", "Fremskudt sagsbehandler", "12 34 56 78")
BO: Final = Worker("Bo Krag", "Socialrådgiver", "87 65 43 21")
BO_WORDS: Final = "kaffe bord stille regn marts cykel"
"""Open a vault that is thrown away with the demo."""
CITIZEN: Final = "Anna Nordvang"
PIN: Final = "142857"
SEARCHED: Final = "søster"

FACTS: Final = (
    ("Hvad er dit cpr-nummer?", "670181-1234"),
    ("Hvor bor du?", "Elmegade 3, 2. tv"),
    ("Postnummer", "8999"),
    ("By", "Nordby"),
    ("Hvor er du for tiden?", "Hos sin søster"),
    ("Hvad er nummeret på din mobil?", "12 11 33 44"),
)
"""By what stands over the field, in the form's order; those that a section does not show come in a later one."""

FIRST_GOAL: Final = "Jeg vil gerne sove hele natten igen, og så vil jeg have styr på huslejen, så jeg kan blive boende."
"""Is being typed when the process is killed."""

AGREEMENT: Final[Answers] = {
    "maal_3_mdr/maal": ("Komme ned på Lygten to gange om ugen",),
    "aftaler/handling_borger": ("Går i seng kl. 23 tre dage om ugen", "Går derned tirsdag og torsdag"),
    "aftaler/handling_fs": ("Ringer til din læge om en tid", "Går med første gang"),
    "naeste_dato": ("på torsdag",),
    "naeste_tid": ("10",),
    "naeste_sted": ("1",),
}
NETWORK: Final[Answers] = {
    "privat_netvaerk_nu": ("J",),
    "privat_netvaerk/navn": ("Karen Nordvang", "Per Østergård"),
    "privat_netvaerk/relation_eller_rolle": ("Din søster", "Din far"),
    "privat_netvaerk/telefon_mobil": ("14 55 66 77", "15 66 77 88"),
    "beskaeftigelse_nu": ("N",),
    "uddannelsessted_nu": ("N",),
    "bolig_nu": ("J",),
    "bolig/navn": ("Ib Juhl",),
    "bolig/arbejdssted": ("Nordby Bolig",),
    "bolig/telefon_mobil": ("13 44 55 66",),
    "hverdagen_i_hjemmet_nu": ("N",),
    "sundhed_og_behandling_nu": ("J",),
    "sundhed_og_behandling/navn": ("Bo Dam",),
    "socialforvaltning_nu": ("N",),
    "kriminalforsorgen_nu": ("N",),
    "andre_nu": ("N",),
}
CONSENT: Final[Answers] = {
    "retning": ("3",),
    "part/part_navn": ("Bo Dam", "Nordby Bolig", "Jobcenter Nordby"),
    "part/svar": ("J", "J", "N"),
    "part/oplysningstyper": ("35", "78"),
    "part/konkret_beskrivelse": ("Hvordan du sover, og den medicin, du får for det.", "Den husleje, du mangler at betale."),
    "form": ("1",),
    "oplaest": ("J",),
}
LOCKED_ON: Final = "Anna bor alene. Hun sover tre timer om natten og tør ikke åbne sine breve."
"""Is typed when the screen is locked, before the field is left."""
WRITTEN_BY_LISE: Final = "Anna bor alene. Hun har åbnet alle sine breve nu."
WRITTEN_BY_BO: Final = "Anna bor alene. Hun har ringet til banken om sin gæld."
"""Are written in the same field, by two who have not seen each other's."""
