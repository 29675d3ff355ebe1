"""Every mistake that a form author can make, beside the code that it is told with."""

from __future__ import annotations

import pytest

from forms.problems import ProblemsError
from forms.reading import read_definition
from tests.support.inline import HEAD, codes, whole

LINE = '[[section.field]]\nid = "navn"\nkind = "line"\nlabel = "Navn"\n'
MORE = LINE.replace("navn", "mere")
ROWS = """
[[section.field]]
id = "part"
kind = "rows"
label = "Parter"
field = [{ id = "hvem", kind = "line", label = "Hvem" }, { id = "svar", kind = "yes_no", label = "Svar" }]
"""


def one(kind: str, more: str = "", before: str = "") -> str:
    return whole(f'{before}[[section.field]]\nid = "felt"\nkind = "{kind}"\nlabel = "Spørgsmål"\n{more}')


def two_sections(first: str, second: str, more: str = "") -> str:
    """Two sections with a field each."""
    return whole(
        f'[[section]]\nid = "{first}"\ntitle = "A"\n{LINE}{more}\n[[section]]\nid = "{second}"\ntitle = "B"\n{MORE}{more}\n'
    )


def second(text: str) -> str:
    """The same form as its second version."""
    return text.replace("version = 1", "version = 2")


def condition(text: str) -> str:
    fields = """
[[section.field]]
id = "ja"
kind = "yes_no"
label = "Ja?"
[[section.field]]
id = "tekst"
kind = "line"
label = "Tekst"
[[section.field]]
id = "dato"
kind = "date"
label = "Dag"
[[section.field]]
id = "tal"
kind = "number"
label = "Tal"
[[section.field]]
id = "valg"
kind = "choice"
label = "Valg"
options = [{ id = "a", label = "A" }]
[[section.field]]
id = "fast"
kind = "fixed"
label = "Fast"
"""
    return one("line", f"show_if = {text}", fields + ROWS)


MISTAKES: dict[str, tuple[str, str]] = {
    "not TOML at all": ("Kære kollega", "form.toml"),
    "a quotation mark is missing": (HEAD.replace('"En prøve"', '"En prøve'), "form.toml"),
    "a key stands twice": (HEAD + 'id = "igen"\n', "form.toml"),
    "a number that is far too long": (whole(LINE).replace("version = 1", "version = " + "1" * 5000), "form.toml"),
    "lists in lists in lists": (whole(LINE) + "x = " + "[" * 5000, "form.toml"),
    "nothing is asked": (HEAD, "form.empty"),
    "a section asks nothing": (whole('[[section]]\nid = "tom"\ntitle = "Tom"'), "form.empty"),
    "the id is missing": (whole(LINE).replace('id = "proeve"', ""), "form.missing_key"),
    "the label is missing": (whole('[[section.field]]\nid = "navn"\nkind = "line"'), "form.missing_key"),
    "the kind is missing": (whole('[[section.field]]\nid = "navn"\nlabel = "Navn"'), "form.missing_key"),
    "an unknown key": (one("line", 'lable = "Navn"'), "form.unknown_key"),
    "an unknown key of the form": (whole(LINE, HEAD + 'sprog = "da"\n'), "form.unknown_key"),
    "an unknown kind": (one("tekst"), "form.kind_unknown"),
    "an unknown word": (one("line", 'required = "ja"'), "form.word_unknown"),
    "a truth as a text": (one("line", 'short = "true"'), "form.wrong_type"),
    "a number as a text": (whole(LINE).replace("version = 1", 'version = "1"'), "form.wrong_type"),
    "a truth as a number": (whole(LINE).replace("version = 1", "version = true"), "form.wrong_type"),
    "version nought": (whole(LINE).replace("version = 1", "version = 0"), "form.wrong_type"),
    "a label that is a number": (one("line").replace('"Spørgsmål"', "7"), "form.wrong_type"),
    "a section that is no table": (HEAD + "section = 3\n", "form.wrong_type"),
    "an id with Danish letters": (whole(LINE).replace('"navn"', '"måned"'), "form.id_not_ascii"),
    "an id with a capital": (whole(LINE).replace('"navn"', '"Navn"'), "form.id_not_ascii"),
    "an empty id": (whole(LINE).replace('"navn"', '""'), "form.id_not_ascii"),
    "an id that is a fixed word": (whole(LINE).replace('"navn"', '"enhed"'), "form.id_reserved"),
    "two fields with one id": (whole(LINE + LINE), "form.duplicate_id"),
    "two sections with one id": (two_sections("a", "a"), "form.duplicate_id"),
    "two cells with one id": (whole(ROWS.replace('"svar"', '"hvem"', 1)), "form.duplicate_id"),
    "two options with one id": (
        one("choice", 'options = [{ id = "a", label = "A" }, { id = "a", label = "B" }]'),
        "form.duplicate_id",
    ),
    "the Danish text is missing": (one("line").replace('"Spørgsmål"', '{ en = "Question" }'), "form.danish_missing"),
    "the Danish text is empty": (one("line").replace('"Spørgsmål"', '" "'), "form.danish_missing"),
    "Danish is not among the languages": (whole(LINE, HEAD + 'languages = ["en"]\n'), "form.danish_missing"),
    "a text in a language that is not listed": (
        one("line").replace('"Spørgsmål"', '{ da = "Sp", en = "Q" }'),
        "form.language_unlisted",
    ),
    "a language that is none": (one("line").replace('"Spørgsmål"', '{ da = "Sp", engelsk = "Q" }'), "form.language_unknown"),
    "a choice without options": (one("choice"), "form.options_missing"),
    "options on a line": (one("line", 'options = [{ id = "a", label = "A" }]'), "form.options_unused"),
    "a yes/no with other answers": (one("yes_no", 'options = [{ id = "a", label = "A" }]'), "form.options_yes_no"),
    "rows without fields": (one("rows"), "form.rows_empty"),
    "fields in a line": (one("line", 'field = [{ id = "x", kind = "line", label = "X" }]'), "form.rows_only"),
    "rows in rows": (
        one("rows", 'field = [{ id = "x", kind = "rows", label = "X", field = [{ id = "y", kind = "line", label = "Y" }] }]'),
        "form.rows_nested",
    ),
    "a row named by an unknown field": (whole(ROWS + 'row_name = "navn"'), "form.row_name_unknown"),
    "fewer rows at most than at least": (whole(ROWS + "at_least = 3\nat_most = 2"), "form.rows_limits"),
    "rows that follow nothing": (whole(ROWS + 'each = "andre"'), "form.each_unknown"),
    "a starting row without an id": (whole(ROWS + 'start = [{ hvem = "Bo" }]'), "form.start_id"),
    "a starting row with an unknown field": (whole(ROWS + 'start = [{ _id = "en", navn = "Bo" }]'), "form.start_field_unknown"),
    "a starting row with a wrong answer": (whole(ROWS + 'start = [{ _id = "en", svar = "ja" }]'), "form.default_value"),
    "a default that is no answer": (one("yes_no", 'default = "ja"'), "form.default_value"),
    "a default in cases that is no answer": (
        one("number", 'default = [{ value = 1, if = { field = "felt", filled = true } }, { value = "2" }]'),
        "form.default_value",
    ),
    "a default of rows": (whole(ROWS + 'default = "x"'), "form.default_value"),
    "a fixed text that is required": (one("fixed", 'required = "hard"'), "form.never_typed"),
    "a computed field filled in beforehand": (
        one("number", 'computed = { rule = "age", of = "borger.foedselsdato" }\ndefault = 3'),
        "form.never_typed",
    ),
    "a compound over two sections": (two_sections("a", "b", 'compound = "x"'), "form.compound_spread"),
    "a compound over a section and a row": (
        whole(LINE + 'compound = "x"\n' + ROWS.replace('label = "Hvem"', 'label = "Hvem", compound = "x"')),
        "form.compound_spread",
    ),
    "a compound of rows": (whole(ROWS + 'compound = "x"'), "form.compound_kind"),
    "a condition on an unknown field": (condition('{ field = "jaa", is = true }'), "form.condition_field_unknown"),
    "a condition on a fixed text": (condition('{ field = "fast", filled = true }'), "form.condition_field_unknown"),
    "a condition that asks nothing": (condition('{ field = "ja" }'), "form.condition_unclear"),
    "a condition that asks two things": (condition('{ field = "tal", at_least = 1, at_most = 3 }'), "form.condition_unclear"),
    "a condition without a field": (condition("{ is = true }"), "form.condition_unclear"),
    "an empty list of conditions": (condition("{ all = [] }"), "form.condition_unclear"),
    "a list of no conditions": (condition('{ any = ["ja"] }'), "form.condition_unclear"),
    "yes as a text": (condition('{ field = "ja", is = "ja" }'), "form.condition_value"),
    "a text as a number": (condition('{ field = "tekst", at_least = 3 }'), "form.condition_value"),
    "a day as a number": (condition('{ field = "dato", at_least = 3 }'), "form.condition_value"),
    "a day compared with a text": (condition('{ field = "dato", before = "tekst" }'), "form.condition_value"),
    "a day compared with nothing": (condition('{ field = "dato", before = "datoo" }'), "form.condition_field_unknown"),
    "a number that has come": (condition('{ field = "tal", reached = true }'), "form.condition_value"),
    "some of no rows": (condition('{ field = "ja", some = { field = "ja", is = true } }'), "form.condition_value"),
    "a row asked for an unknown cell": (
        condition('{ field = "part", some = { field = "navn", is = "x" } }'),
        "form.condition_field_unknown",
    ),
    "an option that is not there": (condition('{ field = "valg", is = "b" }'), "form.condition_option_unknown"),
    "rows that are something": (condition('{ field = "part", is = "x" }'), "form.condition_value"),
    "fields that wait for each other": (
        whole(LINE + 'show_if = { field = "mere", filled = true }\n' + MORE + 'show_if = { field = "navn", filled = true }'),
        "form.loop",
    ),
    "a field that waits for itself": (whole(LINE + 'show_if = { field = "navn", filled = true }'), "form.loop"),
    "an unknown rule": (one("number", 'computed = { rule = "alder", of = "dato" }'), "form.rule_unknown"),
    "a rule on the wrong kind": (one("line", 'computed = { rule = "age", of = "borger.foedselsdato" }'), "form.rule_kind"),
    "a rule that asks an unknown field": (one("number", 'computed = { rule = "age", of = "dato" }'), "form.rule_field_unknown"),
    "an age of a name": (one("number", 'computed = { rule = "age", of = "navn" }', LINE), "form.rule_field_kind"),
    "a joined text of ticks": (
        one("line", 'computed = { rule = "text", of = "ja" }', LINE.replace("navn", "ja").replace('"line"', '"yes_no"')),
        "form.rule_field_kind",
    ),
    "a day moved by nothing": (
        one(
            "date",
            'computed = { rule = "day", of = "dag", shift = "4" }',
            LINE.replace("navn", "dag").replace('"line"', '"date"'),
        ),
        "form.wrong_type",
    ),
    "minutes from one time": (
        one("number", 'computed = { rule = "minutes", of = ["tid"] }', LINE.replace("navn", "tid").replace('"line"', '"time"')),
        "form.wrong_type",
    ),
    "a rule without its key": (one("number", 'computed = { rule = "age" }'), "form.missing_key"),
    "a rule with an unknown key": (
        one("number", 'computed = { rule = "count", of = "navn", hvor = 1 }', LINE),
        "form.unknown_key",
    ),
    "a count of rows and fields": (
        one("number", 'computed = { rule = "count", of = "navn", rows = "navn" }', LINE),
        "form.missing_key",
    ),
    "ranges that the profile has not": (
        one(
            "yes_no",
            'computed = { rule = "outside", of = "tal", in = "profil.aldre" }',
            MORE.replace("mere", "tal").replace('"line"', '"number"'),
        ),
        "form.source_unknown",
    ),
    "a range whose answers are others": (
        one(
            "choice",
            'options = [{ id = "a", label = "A" }]\ncomputed = { rule = "range", of = "tal", in = "profil.maalgrupper" }',
            MORE.replace("mere", "tal").replace('"line"', '"number"'),
        ),
        "form.rule_options",
    ),
    "a count of no rows": (one("number", 'computed = { rule = "count", rows = "navn" }', LINE), "form.rule_field_unknown"),
    "a summary without its three answers": (
        one(
            "choice",
            'options = [{ id = "a", label = "A" }]\ncomputed = '
            '{ rule = "summary", rows = "part", where = { field = "svar", is = true } }',
            ROWS,
        ),
        "form.rule_options",
    ),
    "a result that is no option": (
        one("choice", 'options = [{ id = "a", label = "A" }]\ncomputed = { rule = "result", cases = [], otherwise = "b" }'),
        "form.rule_value",
    ),
    "groups that are no lists": (
        one("number", 'computed = { rule = "groups", groups = { a = "navn" } }', LINE),
        "form.wrong_type",
    ),
    "an unknown source": (one("line", 'prefill = "navnet"'), "form.source_unknown"),
    "an unknown word of the profile": (one("line", 'prefill = "profil.enheden"'), "form.source_unknown"),
    "today in a line": (one("line", 'prefill = "i_dag"'), "form.source_unknown"),
    "an unknown field of the form before": (one("line", 'suggest = "forrige.navnet"', LINE), "form.source_unknown"),
    "an unknown placeholder in a label": (one("line").replace("Spørgsmål", "Hvad gør {navn}?"), "form.placeholder_unknown"),
    "an unknown placeholder on the short paper": (
        whole(LINE) + '[[short_paper]]\nlines = ["{navnet}"]',
        "form.placeholder_unknown",
    ),
    "a count outside rows on the short paper": (whole(LINE) + '[[short_paper]]\nlines = ["{nr}"]', "form.placeholder_unknown"),
    "rows of the short paper that are none": (
        whole(LINE) + '[[short_paper]]\nrows = "navn"\nlines = ["{nr}"]',
        "form.paper_rows_unknown",
    ),
    "an internal field on the short paper": (
        whole(LINE + 'visible = "internal"') + '\n[[short_paper]]\nlines = ["{navn}"]',
        "form.paper_internal",
    ),
    "a condition on rows that are not repeated": (
        whole(LINE) + '[[short_paper]]\nrow_if = { field = "navn", filled = true }\nlines = ["{navn}"]',
        "form.rows_only",
    ),
    "advice at an unknown field": (
        whole(LINE) + '[[advice]]\nid = "a"\nfield = "x"\nshow_if = { field = "navn", filled = true }\ntext = "T"\nremedy = "R"',
        "form.field_unknown",
    ),
    "advice that is always given": (
        whole(LINE) + '[[advice]]\nid = "a"\nfield = "navn"\ntext = "T"\nremedy = "R"',
        "form.missing_key",
    ),
    "a picture of nobody": (whole(LINE) + '[picture]\ncentre = "x"', "form.field_unknown"),
    "awaits on a line": (one("line", 'awaits = ["navn"]', LINE), "form.due_kind"),
    "awaits what is not there": (one("date", 'awaits = ["hvem"]', LINE), "form.awaits_unknown"),
    "weekday on a line": (one("line", "weekday = false", LINE), "form.due_kind"),
    "due_if on a line": (one("line", 'due_if = { field = "navn", filled = true }', LINE), "form.due_kind"),
    "an upgrade of the first version": (whole(LINE) + '[upgrade]\ngammel = "navn"', "form.upgrade_first"),
    "an upgrade to an unknown field": (second(whole(LINE)) + '[upgrade]\ngammel = "x"', "form.upgrade_unknown"),
    "an upgrade of two fields to one": (second(whole(LINE)) + '[upgrade]\na = "navn"\nb = "navn"', "form.upgrade_twice"),
    "an upgrade into a row": (second(whole(LINE + ROWS)) + '[upgrade]\na = "part/hvem"', "form.upgrade_rows"),
}


@pytest.mark.parametrize(("text", "code"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_with_its_code_a_place_and_a_remedy(text: str, code: str) -> None:
    assert code in codes(text)
    with pytest.raises(ProblemsError) as error:
        read_definition(text, "proeve.toml")
    for problem in error.value.problems:
        assert problem.field.startswith("proeve.toml")
        assert problem.text[-1] in ".!"
        assert problem.remedy


@pytest.mark.parametrize(
    ("text", "code"), [(text, code) for text, code in MISTAKES.values() if code != "form.toml"], ids=lambda _: ""
)
def test_a_single_mistake_is_told_only_once(text: str, code: str) -> None:
    assert len(codes(text)) <= 2
