"""Texts in several languages, and the placeholders (`{Navn}`) in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.model import Definition, Texts
from forms.problems import Problem, ProblemsError

PLACEHOLDER = re.compile(r"\{([^{}\s]*)\}")
NAME_WORDS = frozenset(
    {"Navn", "fs", "borger", "enhed", "tlf", "dpo", "dpo_tlf", "lov", "vagt", "vagt_tlf", "kommune", "aabningstid"}
)
"""What any text may ask for in braces; profile.names() gives their values."""


def text_in(texts: Texts | None, lang: str = "da") -> str:
    """The text in `lang`, or else in Danish, which governs; "" for none."""
    if not texts:
        return ""
    return texts.get(lang) or texts.get("da", "")


def refuse_language(definition: Definition, lang: str) -> None:
    """Raise ProblemsError `form.language_missing` where the form is not written in `lang`."""
    if lang not in definition.languages:
        remedy = f"Vælg et af: {', '.join(definition.languages)}."
        raise ProblemsError([Problem("form.language_missing", definition.id, f"Formularen findes ikke på »{lang}«.", remedy)])


def placeholders(texts: Texts | None) -> Iterator[str]:
    """Every word in braces, in all languages."""
    for text in (texts or {}).values():
        yield from PLACEHOLDER.findall(text)
