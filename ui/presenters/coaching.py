"""One quiet line for the caseworker at the question where it helps: looking for ways instead of causes. Our own words (A11)."""

from __future__ import annotations

PROMPTS: dict[str, tuple[str, ...]] = {
    "dialog": (
        "Spørg til en dag, hvor det gik lidt bedre. Hvad var anderledes?",
        "Gentag med borgerens egne ord, før du spørger videre.",
        "Hvad ville være det første lille tegn på, at det gik bedre?",
    ),
    "aftaler": (
        "Hvor lille kan skridtet være og alligevel tælle?",
        "Er det klart for jer begge, hvem der gør hvad?",
        "Hvem kunne hjælpe med netop det her?",
    ),
    "koordinering": ("Hvad vil borgeren selv sige til dem, og hvad skal du sige?", "Spørg, hvad de andre ikke skal vide."),
    "opfoelgning": ("Hvad var det vigtigste i dag?", "Hvordan var samtalen for borgeren?"),
    "parter": ("Et nej er et svar. Spørg ikke hvorfor.",),
}
ANYWHERE = (
    "Vent lidt, når der bliver stille.",
    "Hvor langt er I nået, og hvad er vigtigst nu?",
    "Mærk efter: Er der brug for en pause?",
)


def prompts_for(section: str) -> tuple[str, ...]:
    """The lines for a section of a form, the general ones last."""
    own = next((lines for key, lines in PROMPTS.items() if section == key or section.startswith(f"gruppe_{key}")), ())
    return (*own, *ANYWHERE)
