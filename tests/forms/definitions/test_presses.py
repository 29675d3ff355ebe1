"""The forms are cut so that the storyboard's presses suffice: 9, 20 and 50, as in a second visit.

Counted as at the table: a page is one press, a page with several things to answer one press for each; what is prefilled, offered
or answered in an earlier visit costs nothing. The windows' own test presses the keys; this one tells which form grew.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from forms.flow import Length, pages
from forms.following import complete
from forms.paths import Answers, field_at, get
from tests.support.forms import definition, example

TODAY = date(2026, 5, 4)
START_AND_OPENING = 2
PRINT = 1


def presses(form_id: str, before: Answers, after: Answers, length: Length = "whole") -> int:
    """What one goes through to come from `before` to `after`."""
    form = definition(form_id)
    settled = {key for key, value in before.items() if value not in (None, "", [])}
    found = pages(form, after, by="question", length=length, audience="citizen", settled=settled, today=TODAY)
    return sum(max(1, sum(_new(form_id, path, before, after) for path in page.paths)) for page in found)


def _new(form_id: str, path: str, before: Answers, after: Answers) -> int:
    field = field_at(definition(form_id), path)
    if field.kind == "rows" and "/" not in path:
        known = {row["_id"] for row in before.get(path) or ()}
        rows = [row for row in after.get(path) or () if row["_id"] not in known]
        return sum(1 for row in rows for key in row if key != "_id")
    return int(get(after, path) is not None and get(before, path) is None and not field.offer)


def without(answers: Answers, *keys: str) -> Answers:
    return {key: value for key, value in answers.items() if key not in keys}


def goals(*words: str) -> dict[str, Any]:
    """Goals with what each of the two does; the days are offered."""
    day = "2026-05-18"
    return {
        "maal_3_mdr": [{"_id": word, "maal": word} for word in words],
        "aftaler": [
            {
                "_id": word, "maal": word, "handling_borger": "Et skridt", "dato_borger": day,
                "handling_fs": "Et opkald", "dato_fs": day, "opfoelgningsdato": day,
            }
            for word in words
        ],
    }  # fmt: skip


def agreement(*words: str) -> tuple[Answers, Answers]:
    """The agreement before and after a second visit with new goals."""
    _, whole = example("samarbejdsaftale")
    before = without(
        whole, "maal_3_mdr", "aftaler", "naeste_dato", "naeste_tid", "naeste_sted", "borger_godkendt", "underskrift_fs"
    )
    return before, {**before, **goals(*words), "naeste_dato": "2026-05-18", "naeste_tid": "10:00", "naeste_sted": "hjem"}


def test_the_short_agreement_with_one_goal_takes_nine_presses_at_most() -> None:
    before, after = agreement("Sove bedre")
    assert START_AND_OPENING + presses("samarbejdsaftale", before, after, "short") + PRINT <= 9


def test_the_short_agreement_is_within_nine_in_a_first_visit_too() -> None:
    after = {**goals("Sove bedre"), "naeste_dato": "2026-05-18", "naeste_tid": "10:00", "naeste_sted": "hjem"}
    before = {"krise_kontakt": "Lægevagten i Nordby", "krise_telefon": "12345600"}
    assert START_AND_OPENING + presses("samarbejdsaftale", before, {**before, **after}, "short") + PRINT <= 9


def test_the_whole_agreement_with_two_goals_takes_twenty_presses_at_most() -> None:
    before, after = agreement("Sove bedre", "Få styr på huslejen")
    assert START_AND_OPENING + presses("samarbejdsaftale", before, after) + PRINT <= 20


def test_all_three_papers_take_fifty_presses_at_most() -> None:
    before, after = agreement("Sove bedre", "Få styr på huslejen")
    whole = START_AND_OPENING + presses("samarbejdsaftale", before, after) + PRINT
    _, everyone = example("netvaerkskort")
    new = {
        group: [{"_id": group, "navn": "En ny", "telefon_mobil": "12345678"}]
        for group in ("uddannelsessted", "hverdagen_i_hjemmet", "socialforvaltning")
    }
    known = without(everyone, *(key for group in new for key in (group, f"{group}_nu")))
    network = presses("netvaerkskort", known, {**known, **new, **{f"{group}_nu": True for group in new}})
    _, consent = example("samtykke")
    prefilled = without(consent, "part", "retning", "form", "oplaest", "underskrift_borger", "underskrift_fs", "kopi_udleveret")
    asked = ("_id", "part_navn", "svar", "oplysningstyper", "konkret_beskrivelse", "gyldig_til")
    parties = [{key: row[key] for key in asked} for row in consent["part"][:2]]
    answers = presses(
        "samtykke", prefilled, {**prefilled, **{k: consent[k] for k in ("retning", "form", "oplaest")}, "part": parties}
    )
    assert whole + network + answers <= 50, (whole, network, answers)


def test_a_goal_of_the_first_page_is_not_asked_again_on_its_card() -> None:
    form = definition("samarbejdsaftale")
    answers = complete(form, {"maal_3_mdr": [{"_id": "a", "maal": "Sove bedre"}]})
    asked = [
        path
        for page in pages(form, answers, by="question", length="short", audience="citizen", today=TODAY)
        for path in page.paths
    ]
    assert "aftaler/a/handling_borger" in asked
    assert "aftaler/a/maal" not in asked


def test_a_group_that_said_no_before_is_left_out() -> None:
    form, answers = example("netvaerkskort")
    found = pages(form, answers, by="question", audience="citizen", settled=set(answers), today=TODAY)
    asked = {path for page in found for path in page.paths}
    assert not asked & {"uddannelsessted_nu", "uddannelsessted", "kriminalforsorgen_nu", "navn", "fremskudt_sagsbehandler"}
    assert "privat_netvaerk" in asked
