"""One TOML table with its place in the file: typed keys out, findings for what is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from forms.authoring.findings import Findings, meant, one_of
from forms.model import Texts

_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_OPTION_ID = re.compile(r"[a-z0-9][a-z0-9_]*\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_LARGEST = 10_000


class Table:
    """Typed access to one table. Every wrong key becomes a finding, and a harmless value comes back."""

    def __init__(self, raw: dict[str, Any], place: str, findings: Findings) -> None:
        self.raw = raw
        self.place = place
        self.findings = findings

    def tell(self, code: str, text: str, remedy: str) -> None:
        """A finding at this table."""
        self.findings.tell(code, self.place, text, remedy)

    def has(self, key: str) -> bool:
        """Whether the author wrote this key."""
        return key in self.raw

    def know(self, keys: Sequence[str]) -> None:
        """Tell every key that is none of these."""
        for key in self.raw:
            if key not in keys:
                remedy = meant(key, keys, f"Slet den. Her kan stå {one_of(keys)}.")
                self.tell("unknown_key", f"Nøglen »{key}« findes ikke.", remedy)

    def string(self, key: str) -> str:
        """A needed text without languages."""
        value = self.string_or_none(key)
        if not self.has(key):
            self._missing(key)
        return value or ""

    def string_or_none(self, key: str) -> str | None:
        """A text without languages, None when it is not there."""
        value = self.raw.get(key)
        if value is None or isinstance(value, str):
            return value
        self._wrong(key, "en tekst i anførselstegn")
        return None

    def strings(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts, without languages."""
        value = self.raw.get(key, [])
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self._wrong(key, 'en tekst, eller en liste af tekster: ["a", "b"]')
        return ()

    def default(self, key: str) -> Any:
        """A constant, or a list of cases `{ value, if }`; None when it is not there."""
        value = self.raw.get(key)
        if value is None or isinstance(value, str | bool | int | float):
            return value
        if isinstance(value, list) and all(
            isinstance(case, dict) and "value" in case and set(case) <= {"value", "if"} for case in value
        ):
            return value
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return value
        self._wrong(key, "en værdi, eller [{ value = …, if = { … } }, { value = … }]")
        return None

    def id(self, key: str, *, digits_first: bool = False) -> str:
        """A needed id: small letters in ASCII, digits, underscore."""
        value = self.string(key)
        fits = _OPTION_ID if digits_first else _ID
        if self.has(key) and isinstance(self.raw[key], str) and not fits.match(value):
            better = plain_id(value)
            remedy = f"Skriv »{better}«." if better else "Skriv et ord med små bogstaver."
            self.tell("id_not_ascii", f"»{value}« kan ikke være et id: kun a-z, 0-9 og _, og først et bogstav.", remedy)
        return value

    def truth(self, key: str, *, otherwise: bool = False) -> bool:
        """true or false."""
        value = self.raw.get(key, otherwise)
        if isinstance(value, bool):
            return value
        self._wrong(key, "true eller false, uden anførselstegn")
        return otherwise

    def whole(self, key: str, *, least: int, otherwise: int = 0, needed: bool = False, most: int = _LARGEST) -> int:
        """A whole number from `least` to `most`."""
        if needed and not self.has(key):
            self._missing(key)
        value = self.raw.get(key, otherwise)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self._wrong(key, f"et helt tal fra {least} til {most}")
        return otherwise

    def word(self, key: str, words: Sequence[str], otherwise: str, *, needed: bool = False, code: str = "word_unknown") -> Any:
        """One of `words`; the type is the caller's Literal."""
        if needed and not self.has(key):
            self._missing(key)
            self.findings.doubt(self.place)
        value = self.raw.get(key, otherwise)
        if isinstance(value, str) and value in words:
            return value
        self.findings.doubt(self.place)
        if isinstance(value, str):
            self.tell(code, f"»{value}« kan ikke stå i »{key}«.", meant(value, words, f"Skriv {one_of(words)}."))
        else:
            self._wrong(key, one_of(words))
        return otherwise

    def texts(self, key: str) -> Texts:
        """A needed text in languages; Danish must be there."""
        if not self.has(key):
            self._missing(key)
        return self.texts_or_none(key) or {"da": ""}

    def texts_or_none(self, key: str) -> Texts | None:
        """A text in languages, None when it is not there."""
        return self._texts(key, self.raw[key]) if self.has(key) else None

    def texts_list(self, key: str) -> tuple[Texts, ...]:
        """A list of texts in languages."""
        value = self.raw.get(key, [])
        if not isinstance(value, list):
            self._wrong(key, 'en liste af tekster, som ["a", "b"]')
            return ()
        return tuple(self._texts(key, item) for item in value)

    def table_or_none(self, key: str) -> dict[str, Any] | None:
        """An inner table, as a condition or a rule, not looked into."""
        value = self.raw.get(key)
        if value is None or isinstance(value, dict):
            return value
        self._wrong(key, "noget i krøllede parenteser, som { field = … }")
        return None

    def tables(self, key: str, noun: str, *, by: str = "") -> tuple[Table, ...]:
        """A list of tables. noun and the key `by` give each its place: `felt maal`, or `felt nr. 2`."""
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._wrong(
                key, f"[[…{key}]] i dobbelte kantede parenteser" if key != "options" else "{ id = …, label = … } i en liste"
            )
            return ()
        found = []
        for number, item in enumerate(cast("list[dict[str, Any]]", value), start=1):
            name = item.get(by)
            place = f"{noun} {name}" if isinstance(name, str) and name else f"{noun} nr. {number}"
            found.append(Table(item, f"{self.place}, {place}" if self.place else place, self.findings))
        return tuple(found)

    def _texts(self, key: str, value: object) -> Texts:
        if isinstance(value, str):
            value = {"da": value}
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            self._wrong(key, 'en tekst, eller { da = "…", en = "…" }')
            return {"da": ""}
        for language in value:
            if not _LANGUAGE.match(language):
                self.tell(
                    "language_unknown", f"»{language}« i »{key}« er ikke et sprog.", "Skriv sprogets to bogstaver: da, en, pl."
                )
        if not value.get("da", "").strip():
            self.tell("danish_missing", f"»{key}« mangler den danske tekst.", 'Skriv den som da = "…".')
        return value

    def _missing(self, key: str) -> None:
        self.tell("missing_key", f"Nøglen »{key}« mangler.", f"Skriv {key} = …")

    def _wrong(self, key: str, wanted: str) -> None:
        self.findings.doubt(self.place)
        self.tell("wrong_type", f"»{key}« har en værdi, der ikke passer her.", f"Skriv {wanted}.")


def is_id(text: str) -> bool:
    """Whether a text can be the id of a form, a section or a field."""
    return _ID.match(text) is not None


def plain_id(text: str) -> str:
    """The id that a Danish author probably meant: `Mål 3` → `maal_3`."""
    word = text.lower()
    for letter, plain in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("é", "e"), ("ü", "y"), ("ö", "oe"), ("ä", "ae")):
        word = word.replace(letter, plain)
    return re.sub(r"[^a-z0-9]+", "_", word).strip("_0123456789")
