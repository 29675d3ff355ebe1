"""The passphrase: offering one that a person can remember, and refusing what others would guess first."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Sequence
from importlib import resources

from rygsaek.errors import InputError

WORDS = 6
LEAST_CHARACTERS = 15
LEAST_OF_ITS_OWN = 6
LOOKALIKES = str.maketrans("0134578@$!", "oieastba" + "si")


def words() -> tuple[str, ...]:
    """The 7,776 words that passphrases are made of."""
    return lines("words.txt")


def lines(name: str) -> tuple[str, ...]:
    text = resources.files("rygsaek.vault").joinpath(name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def generate(choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Six words with spaces between: 77 bits. choose: the system's generator, unless a test wants another."""
    known = words()
    return " ".join(choose(known) for _ in range(WORDS))


def refuse_weak(passphrase: str) -> None:
    """Raises InputError `vault.weak_passphrase` for what is short, or made of what everybody tries."""
    written = unicodedata.normalize("NFC", passphrase)
    if len(written) < LEAST_CHARACTERS:
        raise weak(f"Adgangssætningen er for kort. Den skal have mindst {LEAST_CHARACTERS} tegn.")
    if own_part(written) < LEAST_OF_ITS_OWN:
        raise weak("Adgangssætningen er for let at gætte.")


def own_part(written: str) -> int:
    """How many different characters are left without common words, runs of digits, repetitions and rows of keys."""
    plain, common = written.casefold(), lines("common.txt")
    return min(len(set(without(common, one))) for one in (plain, plain.translate(LOOKALIKES)))


def without(common: Sequence[str], plain: str) -> str:
    left = "".join(one for one in plain if one.isalpha())
    for one in sorted(common, key=len, reverse=True):
        if len(one) > 3:
            left = left.replace(one, " ")
    return "".join(part for part in left.split() if part not in common)


def weak(title: str) -> InputError:
    return InputError(
        title,
        "Brug den sætning, som Rygsæk foreslår, eller skriv en hel sætning, som ingen andre siger.",
        code="vault.weak_passphrase",
    )
