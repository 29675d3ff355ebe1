"""A municipality's own words in a form: the same questions, said otherwise. The form's fingerprint stays that of the form."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from forms.authoring.findings import meant
from forms.model import Definition, Field, Option, Section, Texts
from forms.paths import top_fields
from forms.problems import Problem
from forms.profile import Profile

_FORM_KEYS = ("title", "standard_name")
_SECTION_KEYS = ("title", "intro")
_FIELD_KEYS = ("label", "help")


def with_own_words(definition: Definition, profile: Profile) -> Definition:
    """The form as this municipality words it: a text of the profile goes before the form's own, language by language."""
    texts = profile.texts.get(definition.id)
    if not texts:
        return definition
    form = texts.get("", {})
    return replace(
        definition,
        title=definition.title | form.get("title", {}),
        standard_name=definition.standard_name | form.get("standard_name", {}),
        sections=tuple(_section(section, texts) for section in definition.sections),
    )


def check_own_words(profile: Profile, forms: Mapping[str, Definition]) -> list[Problem]:
    """Texts for forms, sections, fields or answers that are not there. forms: the newest version of every form by id."""
    problems = []
    for form_id, places in profile.texts.items():
        form = forms.get(form_id)
        known = _places(form) if form else {}
        for place, words in places.items():
            where = ".".join(filter(None, ("tekster", form_id, place)))
            if form is None:
                remedy = meant(form_id, forms, "Skriv id på en formular, som findes her.")
                problems.append(Problem("profile.text_unknown", where, f"Formularen »{form_id}« findes ikke.", remedy))
            elif place not in known:
                remedy = meant(place, known, 'Skriv id på et afsnit eller et felt; i rækker "rækker/felt".')
                problems.append(Problem("profile.text_unknown", where, f"»{place}« findes ikke i formularen.", remedy))
            else:
                problems += [
                    Problem("profile.text_unknown", where, f"Her er ingen »{key}«.", meant(key, known[place], "Slet den."))
                    for key in words
                    if key not in known[place]
                ]
    return problems


def _section(section: Section, texts: Mapping[str, Mapping[str, Texts]]) -> Section:
    words = texts.get(section.id, {})
    fields = []
    for field in section.fields:
        cells = tuple(_field(cell, texts.get(f"{field.id}/{cell.id}", {})) for cell in field.fields)
        fields.append(replace(_field(field, texts.get(field.id, {})), fields=cells))
    intro = (section.intro or {}) | words.get("intro", {}) or None
    return replace(section, title=section.title | words.get("title", {}), intro=intro, fields=tuple(fields))


def _field(field: Field, words: Mapping[str, Texts]) -> Field:
    options = tuple(Option(o.id, o.label | words.get(f"svar.{o.id}", {}), o.ffb) for o in field.options)
    help_text = (field.help or {}) | words.get("help", {}) or None
    return replace(field, label=field.label | words.get("label", {}), help=help_text, options=options)


def _places(form: Definition) -> dict[str, set[str]]:
    """Every place of a form whose texts can be said otherwise, with its keys. A section and a field may share an id."""
    places: dict[str, set[str]] = {"": set(_FORM_KEYS)}
    for section in form.sections:
        places.setdefault(section.id, set()).update(_SECTION_KEYS)
    for top in top_fields(form):
        for path, field in ((top.id, top), *((f"{top.id}/{cell.id}", cell) for cell in top.fields)):
            places.setdefault(path, set()).update(_FIELD_KEYS, (f"svar.{option.id}" for option in field.options))
    return places
