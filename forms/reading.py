"""From a file's text to a form, and from JSON to answers. Everything wrong is found at once."""

from __future__ import annotations

import msgspec

from forms.authoring.findings import Findings
from forms.authoring.sense import look_for_sense
from forms.authoring.shape import shape_definition
from forms.authoring.syntax import read_toml
from forms.canonical import canonical, fingerprint
from forms.json_answers import shape_answers
from forms.model import Definition
from forms.paths import Answers


def read_definition(text: str, place: str) -> Definition:
    """The form that a definition file (forms/FORMAT.md) describes.

    text: the whole file as TOML. place: the file's name, for the problems.
    Raises ProblemsError with every problem found (`form.…`).
    """
    findings = Findings(place)
    raw = read_toml(text, findings)
    findings.raise_any()
    definition = shape_definition(raw, findings)
    look_for_sense(definition, findings)
    findings.raise_any()
    return msgspec.structs.replace(definition, fingerprint=fingerprint(canonical(definition, without=frozenset({"fingerprint"}))))


def read_answers(definition: Definition, data: object) -> Answers:
    """Answers from decoded JSON: `{"field_id": value, "rows_id": [{"field_id": value}, …]}`; null is unanswered.

    Rows get their `_id` (`r1`, `r2`, …) here. Raises ProblemsError (`answer.unknown_field`, `answer.wrong_type`, …).
    """
    return shape_answers(definition, data)
