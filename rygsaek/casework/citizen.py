"""The citizen in a few lines at the head of a case: where they live, how they want to be reached, when they were born."""

from __future__ import annotations

from forms import cpr
from forms.model import Definition
from forms.paths import Answers
from forms.texts import text_in
from rygsaek.casework.documents import field_of


def address_line(facts: Answers) -> str:
    """As "Elmegade 3, 2. tv, 8000 Aarhus C"; "" where nothing is known."""
    town = " ".join(str(facts[key]) for key in ("postnr", "by") if facts.get(key))
    return ", ".join(part for part in (str(facts.get("adresse") or ""), town) if part)


def contact_line(facts: Answers, definition: Definition | None) -> str:
    """As "Vil helst have en sms om formiddagen"; "" where nobody asked."""
    how, when = (_label(definition, facts, key) for key in ("kontakt_maade", "kontakt_tid"))
    through = str(facts.get("kontakt_gennem") or "")
    if facts.get("kontakt_maade") == "gennem_andre" and through:
        how = f"gennem {through}"
    if not how:
        return f"Helst {when}" if when else ""
    line = f"Vil helst høre fra os {how}" if how.startswith("gennem") else f"Vil helst have {how}"
    return f"{line} {when}" if when and facts.get("kontakt_tid") != "lige_meget" else line


def interpreter_line(facts: Answers) -> str:
    """As "polsk", "ja", "nej"; "" where nobody asked."""
    if facts.get("tolk_behov") is True:
        return str(facts.get("tolk_sprog") or "ja")
    return "nej" if facts.get("tolk_behov") is False else ""


def born(facts: Answers) -> str:
    """The birth date as YYYY-MM-DD, told or read of the CPR number; "" where neither is known."""
    told = facts.get("foedselsdato")
    number = facts.get("cpr")
    read = cpr.birth_date(cpr.compact(number) or "") if isinstance(number, str) else None
    return told if isinstance(told, str) and told else read.isoformat() if read else ""


def _label(definition: Definition | None, facts: Answers, key: str) -> str:
    field, value = field_of(definition, key), facts.get(key)
    if field is None or not isinstance(value, str):
        return ""
    label = next((text_in(option.label, "da") for option in field.options if option.id == value), value)
    return label[:1].lower() + label[1:]
