"""Languages by the names that people write into a form, as the codes that forms use."""

from __future__ import annotations

CODES = {
    "engelsk": "en", "arabisk": "ar", "ukrainsk": "uk", "polsk": "pl", "tyrkisk": "tr", "somali": "so", "somalisk": "so",
    "farsi": "fa", "persisk": "fa", "dari": "fa", "tysk": "de", "fransk": "fr", "spansk": "es", "rumænsk": "ro", "russisk": "ru",
    "kurdisk": "ku", "urdu": "ur", "bosnisk": "bs", "vietnamesisk": "vi", "tamil": "ta", "grønlandsk": "kl", "færøsk": "fo",
    "islandsk": "is", "svensk": "sv", "norsk": "no", "kinesisk": "zh", "thai": "th", "litauisk": "lt", "pashto": "ps",
    "tigrinya": "ti", "english": "en",
}  # fmt: skip


def language_code(name: str | None) -> str:
    """The code of a language ("en"), "" for Danish, for none, and for one that no form knows."""
    word = (name or "").strip().casefold()
    return word if word in CODES.values() else CODES.get(word, "")
