"""What a paper tells others, as its form says it."""

from __future__ import annotations

from forms.information import KINDS, MEETING, beyond, told_by
from forms.model import Definition
from forms.reading import read_definition
from tests.support.forms import FORMS, definition

FORM = """
id = "brev"
version = 1
standard_name = "Brev"
title = "Et brev"
information = ["bolig"]

[[section]]
id = "hjem"
title = "Hjem"
field = [{ id = "hjem", kind = "line", label = "Hjem" }, { id = "note", kind = "line", label = "Note", visible = "internal" }]

[[section]]
id = "penge"
title = "Penge"
information = ["oekonomi"]
field = [{ id = "penge", kind = "line", label = "Penge" }, { id = "tekst", kind = "fixed", label = "Kun en tekst" }]

[[section]]
id = "internt"
title = "Internt"
visible = "internal"
information = ["kriminalitet"]
field = [{ id = "straf", kind = "line", label = "Straf" }]
"""


def form(text: str = FORM) -> Definition:
    return read_definition(text, "brev.toml")


def test_a_section_tells_what_it_says_where_something_of_it_is_shown() -> None:
    assert told_by(form(), {}) == set()
    assert told_by(form(), {"hjem": "Elmegade"}) == {"bolig"}
    assert told_by(form(), {"hjem": "Elmegade", "penge": "100"}) == {"bolig", "oekonomi"}
    assert told_by(form(), {"note": "skjult", "straf": "skjult"}) == set()


def test_a_form_that_does_not_say_it_is_not_guessed_about() -> None:
    silent = form(FORM.replace('information = ["bolig"]\n', ""))
    assert told_by(silent, {"hjem": "Elmegade"}) is None
    assert told_by(silent, {"penge": "100"}) == {"oekonomi"}


def test_the_kinds_are_those_of_the_consent_form() -> None:
    (parts,) = (field for section in definition("samtykke").sections for field in section.fields if field.id == "part")
    (asked,) = (cell for cell in parts.fields if cell.id == "oplysningstyper")
    assert tuple(option.id for option in asked.options) == KINDS


def test_a_named_paper_tells_what_its_lines_mention_what_it_says_and_what_was_chosen() -> None:
    meeting, closing = definition("udrettedagsorden"), definition("overgang")
    answers = {"borger_navn": "Anna", "formaal": "En plan", "deltagere": [{"_id": "r1", "navn": "Bo Dam"}]}
    invitation = meeting.paper("indkaldelse")
    assert told_by(meeting, answers, invitation) == {MEETING}
    shown = {**answers, "vis_paa_papir": ["adresse"], "borger_adresse": "Elmegade 3"}
    assert told_by(meeting, shown, invitation) == {MEETING, "kontakt"}
    assert told_by(meeting, {**shown, "vis_paa_papir": []}, invitation) == {MEETING}
    row = {"_id": "r1", "modtager": "Bo Dam", "omraade": "bolig", "overtager": "Huslejen"}
    handover = closing.paper("overdragelse")
    assert told_by(closing, {"omraader": [row]}, handover, row) == {"bolig"}
    assert told_by(closing, {"omraader": [{**row, "omraade": None}]}, handover, {**row, "omraade": None}) is None


def test_a_chosen_answer_tells_what_it_says_of_itself_in_every_row_that_is_shown() -> None:
    needs, closing = definition("behovsvurdering"), definition("overgang")
    areas = [{"_id": area, "omraade": area, "beskrivelse": "Det er svært."} for area in ("sundhed_behandling", "bolig")]
    assert told_by(needs, {"behov": areas}) == {"helbred_psykisk", "helbred_somatisk", "bolig"}
    assert told_by(needs, {"behov": areas[1:]}) == {"bolig"}
    mine, other = ({"_id": area, "modtager": "Bo Dam", "omraade": area, "overtager": "Det"} for area in ("bolig", "misbrug"))
    assert told_by(closing, {"omraader": [mine, other]}, closing.paper("overdragelse"), mine) == {"bolig"}
    assert told_by(closing, {"omraader": [mine, other]}) == {"bolig", "misbrug"}


def test_what_goes_beyond_a_consent_is_told_by_field_and_by_row() -> None:
    assert beyond(form(), {"hjem": "Elmegade", "penge": "100"}, {"bolig"}) == ("penge",)
    assert beyond(form(), {"hjem": "Elmegade", "penge": "100"}, KINDS) == ()
    needs = definition("behovsvurdering")
    areas = [{"_id": area, "omraade": area, "beskrivelse": "Det er svært."} for area in ("sundhed_behandling", "bolig")]
    answers = {"borger_navn": "Anna", "behov": areas, "konklusion": ["raad_vejledning"], "er_afgjort": False}
    assert beyond(needs, answers, {"bolig"}) == ("behov/sundhed_behandling", "konklusion", "er_afgjort")
    assert beyond(needs, answers, {"indsatser_og_status"}) == ("behov",)
    closing = definition("overgang")
    row = {"_id": "r1", "modtager": "Bo Dam", "omraade": "bolig", "overtager": "Huslejen"}
    assert beyond(closing, {"omraader": [row]}, {"misbrug"}, closing.paper("overdragelse"), row) == ("omraader",)


def test_every_form_that_others_may_get_says_what_it_tells() -> None:
    for name in FORMS:
        form = definition(name)
        for section in form.sections if not form.is_internal else ():
            for field in section.fields if section.visible == "citizen" else ():
                said = (field.information, section.information, form.information)
                assert field.visible == "internal" or field.kind == "fixed" or any(one is not None for one in said), (
                    name,
                    field.id,
                )
