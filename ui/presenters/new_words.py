"""Choosing the words that open the vault: generated, shown, and typed back, so that they are known to be readable and kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

LEAST_CHARACTERS = 15


class NewWords:
    """generate: six new words, separated by blanks. refuse: raises a RygsaekError for a passphrase of one's own that is weak."""

    def __init__(self, generate: Callable[[], str], refuse: Callable[[str], None]) -> None:
        self._generate, self._refuse = generate, refuse
        self.words = generate()
        self.is_own = False

    def another(self) -> str:
        """Six other words."""
        self.words, self.is_own = self._generate(), False
        return self.words

    def choose_own(self, phrase: str) -> None:
        """A sentence of one's own instead. Raises RygsaekError where it is weak."""
        phrase = phrase.strip()
        self._refuse(phrase)
        self.words, self.is_own = phrase, True

    def compare(self, typed: str) -> str:
        """What is different in the words typed back, as a sentence; "" where they are the same."""
        meant, given = _plain(self.words), _plain(typed)
        if self.is_own:
            return "" if meant == given else "Det er ikke det samme som før. Prøv igen."
        if not given:
            return "Skriv ordene her, som du har skrevet dem ned."
        wanted, got = meant.casefold().split(), given.casefold().split()
        if wanted == got:
            return ""
        if len(got) != len(wanted):
            return f"Der er {_count(len(got))} ord. Der skal være {_count(len(wanted))}."
        wrong = [str(place + 1) for place, pair in enumerate(zip(wanted, got, strict=True)) if pair[0] != pair[1]]
        return f"Ord {_list(wrong)} er ikke det samme."


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _count(number: int) -> str:
    words = ("ingen", "et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti")
    return words[number] if number < len(words) else str(number)


def _list(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} og {parts[-1]}"
