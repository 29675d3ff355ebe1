"""What a case knows, asked in the forms' notation: the first source that has a value, in the shape of the field that asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import msgspec

from forms import cpr, phones
from forms.conditions import holds, is_filled
from forms.day_shift import split_shift
from forms.json_answers import wrong_in
from forms.model import Definition, Field
from forms.paths import Answers, field_at
from forms.profile import Person, Profile, names
from forms.rules import look_up
from forms.texts import PLACEHOLDER
from forms.values import show_value
from rygsaek.casework.folding import fold

TODAY: Final = "i_dag"
ROWS_CELL: Final = "_rows"
"""As a cell in a source: the id of the rows field in which the row was found."""
TEXTS: Final = frozenset({"line", "text", "person"})


class Known(msgspec.Struct, frozen=True):
    """sources: answers by form, and `profil`, `medarbejder`, `forrige`, `naeste_besoeg`; forms: their definitions."""

    sources: Mapping[str, Mapping[str, Any]]
    forms: Mapping[str, Definition]
    today: date
    profile: Profile
    worker: Person
    citizen: str

    @property
    def own_names(self) -> frozenset[str]:
        """The citizen's name and the caseworker's, whole and first, folded."""
        told = names(self.profile, self.worker, self.citizen)
        return frozenset(fold(name).strip() for name in (self.citizen, self.worker.name, told["borger"], told["Navn"]) if name)

    def first(self, field: Field, answers: Answers, row: Mapping[str, Any] | None, rows: Field | None = None) -> Any:
        """The value that a field begins with, None for none. answers, row: what the document and row have so far."""
        value = self.taken(field, rows, row) if rows is not None and row is not None else None
        if not is_filled(value):
            value = self.of(field, field.prefill, answers, row)
        return value if is_filled(value) else self.default(field, answers, row)

    def of(self, field: Field, among: Iterable[str], answers: Answers, row: Mapping[str, Any] | None) -> Any:
        """The first of these sources that has a value which the field can hold."""
        for source in among:
            value = self._shaped(field, source, self._asked(source, answers, row))
            if is_filled(value) and not wrong_in(field, value):
                return value
        return None

    def default(self, field: Field, answers: Answers, row: Mapping[str, Any] | None) -> Any:
        """The form's own first value: a constant, or of cases the first that holds."""
        cases = field.default if isinstance(field.default, list | tuple) else [{"value": field.default}]
        for case in cases:
            if not isinstance(case, Mapping):
                return list(cases)
            if holds(case.get("if"), answers, row, self.today):
                value = case.get("value")
                return self.text(value) if isinstance(value, str) and field.kind in TEXTS else value
        return None

    def text(self, text: str) -> str | None:
        """A text with its placeholders filled in; None while one of them is not known."""
        known = names(self.profile, self.worker, self.citizen)
        if any(not known.get(word) for word in PLACEHOLDER.findall(text)):
            return None
        return PLACEHOLDER.sub(lambda found: known[found[1]], text)

    def rows(self, source: str) -> list[Answers]:
        """The rows that a source of two parts names (`forrige.aftaler`)."""
        form, _, rest = source.partition(".")
        value = self.sources.get(form, {}).get(rest)
        return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []

    def taken(self, cell: Field, rows: Field | None, row: Mapping[str, Any] | None) -> Any:
        """What a row takes along from the row elsewhere that bears the same name, None for nothing."""
        name = (row or {}).get(rows.row_name) if rows is not None and rows.row_name else None
        if not isinstance(name, str):
            return None
        named = next((one for one in rows.fields if one.id == rows.row_name), None) if rows is not None else None
        for source in cell.prefill:
            form, group, key = (*source.split("."), "", "")[:3]
            value = self._of_bearer(form, group, key, name) if key else None
            if value is None and key == ROWS_CELL and named is not None:
                value = self._group_offering(form, named, name)
            shown = self._shaped(cell, source, [] if value is None else [value])
            if is_filled(shown) and not wrong_in(cell, shown):
                return shown
        return None

    def _of_bearer(self, form: str, group: str, key: str, name: str) -> Any:
        definition = self.forms.get(form)
        for rows_id, found in self.sources.get(form, {}).items():
            if group not in ("*", rows_id) or not isinstance(found, list):
                continue
            bears = _row_name(definition, rows_id)
            for row in found:
                if isinstance(row, Mapping) and same_name(str(row.get(bears, "")), name):
                    if key == ROWS_CELL:
                        return rows_id
                    if is_filled(row.get(key)):
                        return row[key]
        return None

    def _group_offering(self, form: str, named: Field, name: str) -> str | None:
        """The rows field in which a name stands that is no row's own, as the place where somebody there works."""
        sources = [source.split(".") for source in named.suggest]
        keys = {source[2] for source in sources if len(source) == 3 and source[0] == form}
        for rows_id, found in self.sources.get(form, {}).items():
            for row in found if isinstance(found, list) else ():
                if isinstance(row, Mapping) and any(same_name(str(row.get(key, "")), name) for key in keys):
                    return rows_id
        return None

    def _asked(self, source: str, answers: Answers, row: Mapping[str, Any] | None) -> list[Any]:
        name, shift = split_shift(source)
        if name == TODAY:
            found: list[Any] = [self.today.isoformat()]
        elif "." not in name:
            value = row.get(name) if row is not None and name in row else answers.get(name)
            found = [value] if is_filled(value) else []
        else:
            parts = name.split(".")
            found = [] if len(parts) > 2 and (parts[1] == "*" or parts[2] == ROWS_CELL) else look_up(name, self.sources)
        return [day for one in found if (day := _moved(one, shift))] if shift else found

    def _shaped(self, field: Field, source: str, found: list[Any]) -> Any:
        if not found:
            return None
        asked = self._field(source)
        if field.kind == "date" and isinstance(found[0], str) and cpr.compact(found[0]):
            born = cpr.birth_date(found[0])
            return born.isoformat() if born else None
        if field.kind == "phone" and isinstance(found[0], str):
            return phones.read(found[0]) or found[0]
        if field.kind not in TEXTS:
            return found[0]
        shown = [show_value(asked, one) if asked is not None else str(one) for one in found]
        if len(shown) == 1:
            return shown[0]
        return " ".join(one if one.endswith((".", "!", "?")) else one + "." for one in shown)

    def _field(self, source: str) -> Field | None:
        form, _, rest = split_shift(source)[0].partition(".")
        definition = self.forms.get(form if form not in ("naeste_besoeg",) else "besoeg")
        if definition is None or not rest:
            return None
        top, _, cell = rest.partition(".")
        try:
            return field_at(definition, f"{top}/_/{cell}" if cell else top)
        except KeyError:
            return None


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same to a reader."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _row_name(definition: Definition | None, rows_id: str) -> str:
    try:
        return (field_at(definition, rows_id).row_name if definition is not None else None) or "navn"
    except KeyError:
        return "navn"


def _moved(day: Any, shift: Any) -> str | None:
    try:
        moved = shift(date.fromisoformat(day))
    except (ValueError, TypeError):
        return None
    return moved.isoformat() if moved else None
