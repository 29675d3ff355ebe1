"""Whatever papers a case has, in whatever order they were written: no step is lost, and no day precedes its cause unsaid."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forms.course import method_course
from rygsaek.casework.course import Read, Step, course_of

TODAY = date(2026, 5, 4)
MILESTONES = {one.id: one for one in method_course()}
DECISIONS = {
    said.when["is"]: one.id for one in method_course() for said in one.reached if said.form == "beslutning" and said.when
}
DAYS = st.integers(-60, 20).map(lambda days: (TODAY + timedelta(days=days)).isoformat())


def paper(form: str, **answers: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[str, dict[str, object]]]:
    return st.tuples(st.just(form), st.fixed_dictionaries(answers))


PAPERS = st.one_of(
    paper("beslutning", skridt=st.sampled_from(sorted(DECISIONS)), dato=DAYS),
    paper("besoeg", dato=DAYS, besoeg_status=st.sampled_from(("holdt", "planlagt", "aflyst")), foerste_moede=st.booleans()),
    paper("kontaktforsoeg", dato=DAYS, resultat=st.sampled_from(("kontakt", "ingen_svar", "aftale"))),
    paper("udrettedagsorden", moede_dato=DAYS, moede_status=st.sampled_from(("holdt", "indkaldt")), indkaldt_dato=DAYS),
    paper("screeningsskema", henvendelse_dato=DAYS, videregivet_dato=DAYS, beslutning=st.just("videre")),
)
CASES = st.lists(PAPERS, max_size=12).map(
    lambda papers: [Read(f"d{place:02}", form, answers) for place, (form, answers) in enumerate(papers)]
)


def reached(read: list[Read]) -> dict[str, Step]:
    return {one.milestone.id: one for one in course_of(method_course(), read, TODAY) if one.state == "reached"}


@given(CASES, PAPERS)
def test_no_paper_that_is_added_loses_a_step(read: list[Read], more: tuple[str, dict[str, object]]) -> None:
    assert reached(read).keys() <= reached([*read, Read("more", *more)]).keys()


@given(CASES)
def test_every_decision_that_has_a_day_is_a_step_and_none_lies_ahead(read: list[Read]) -> None:
    found = reached(read)
    decided = {
        DECISIONS[str(one.answers["skridt"])]
        for one in read
        if one.form == "beslutning" and "skridt" in one.answers and str(one.answers.get("dato", "9")) <= TODAY.isoformat()
    }
    assert decided <= found.keys()
    assert all(one.day <= TODAY.isoformat() for one in found.values())


@given(CASES.flatmap(lambda read: st.tuples(st.just(read), st.permutations(read))))
def test_the_order_in_which_papers_were_begun_changes_no_day(both: tuple[list[Read], list[Read]]) -> None:
    one, other = (reached(read) for read in both)
    assert {name: step.day for name, step in one.items()} == {name: step.day for name, step in other.items()}


@given(CASES)
def test_no_first_day_precedes_its_cause_without_being_told(read: list[Read]) -> None:
    found = reached(read)
    for step in found.values():
        cause = found.get(step.milestone.after)
        forms = {said.form for said in step.milestone.reached}
        if cause is None or step.milestone.turn or not forms.isdisjoint(said.form for said in cause.milestone.reached):
            continue
        assert (step.before is not None) == (cause.day > step.day)
