"""Finding a case by any word in it, as one types."""

from __future__ import annotations

import pytest

from rygsaek.casework import accesslog, cases, rows, search, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.folding import asked, fold, words
from tests.support.desks import ANNA


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Søren", "soeren"),
        ("SØREN", "Sören"),
        ("Ågård", "aagaard"),
        ("Ærø", "AEROE"),
        ("André", "andre"),
        ("Łódź", "lodz"),
        ("Şükrü", "sukru"),
        ("cafe\u0301", "café"),
    ],
)
def test_words_are_one_however_people_write_them(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_far_is_not_får() -> None:
    assert fold("far") != fold("får")


def test_a_number_is_one_word_however_it_is_grouped() -> None:
    assert "12345678" in words("ring 12 34 56 78 i morgen")
    assert "0101801234" in words("010180-1234")
    assert asked("12 34 56") == ["123456"]
    assert asked("Anna  N") == ["anna", "n"]


def test_every_beginning_of_a_word_finds_the_case(desk: Desk, anna: str) -> None:
    for end in range(1, len("Nørgaard") + 1):
        assert [hit.case for hit in search.find(desk, "Nørgaard"[:end])] == [anna]


@pytest.mark.parametrize(
    "typed",
    [
        "anna nør",
        "NOERGAARD",
        "elmegade 3",
        "8000",
        "aarhus",
        "12 34 56 78",
        "1234",
        "670180",
        "6701801234",
        "670180-1234",
        "søster",
        "7. januar",
    ],
)
def test_a_case_is_found_by_anything_in_it(desk: Desk, anna: str, typed: str) -> None:
    assert [hit.case for hit in search.find(desk, typed)] == [anna]


@pytest.mark.parametrize("typed", ["", "  ", "-", "bo", "anna bo", "* OR", '"', "NEAR(anna"])
def test_what_is_not_there_is_not_found_and_nothing_breaks(desk: Desk, anna: str, typed: str) -> None:
    assert search.find(desk, typed) == ()


def test_all_words_must_be_somewhere_in_the_case(desk: Desk, anna: str) -> None:
    cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": "Mangler penge til huslejen."})
    assert [hit.case for hit in search.find(desk, "anna huslejen")] == [anna]
    assert search.find(desk, "bo huslejen") == ()


def test_a_hit_shows_where_and_marks_what(desk: Desk, anna: str) -> None:
    text = "Vi talte længe om børnene. " * 4 + "Hun mangler penge til huslejen, og udlejeren har skrevet. " + "Mere siden. " * 20
    document = cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": text})
    (hit,) = search.find(desk, "husl")
    assert (hit.name, hit.short_name, hit.form) == ("Anna Nørgaard", "A. N.", "samarbejdsaftale")
    assert (hit.document, hit.path) == (document, "aktuel_situation")
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["huslejen"]
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert len(hit.snippet) < 140


def test_a_name_goes_before_a_mention(desk: Desk, anna: str) -> None:
    other = cases.create_case(desk, {"navn": "Bo Lund"})
    cases.fill_form(desk, other, "samarbejdsaftale", {"aktuel_situation": "Bor sammen med Anna."})
    assert [hit.case for hit in search.find(desk, "anna")] == [anna, other]


def test_a_whole_word_goes_before_a_beginning_and_new_before_old(desk: Desk) -> None:
    longer = cases.create_case(desk, {"navn": "Annalise Dam"})
    old = cases.create_case(desk, {"navn": "Anna Dam"})
    new = cases.create_case(desk, {"navn": "Anna Skov"})
    assert [hit.case for hit in search.find(desk, "anna")] == [new, old, longer]


def test_a_number_is_masked_in_what_is_shown(desk: Desk, anna: str) -> None:
    (hit,) = search.find(desk, "6701801234")
    assert "1234" not in hit.snippet
    assert "670180" in hit.snippet


def test_what_was_replaced_or_taken_out_is_no_longer_found(desk: Desk, anna: str) -> None:
    document = cases.open_document(desk, anna, "netvaerkskort")
    row = rows.add_row(desk, anna, document, "privat_netvaerk", values={"navn": "Gudrun"})
    assert search.find(desk, "gudrun")
    rows.remove_row(desk, anna, document, "privat_netvaerk", row)
    assert search.find(desk, "gudrun") == ()
    rows.restore_row(desk, anna, document, "privat_netvaerk", row)
    assert search.find(desk, "gudrun")
    cases.fill(desk, anna, document, {f"privat_netvaerk/{row}/navn": "Ingrid"})
    assert search.find(desk, "gudrun") == ()
    assert search.find(desk, "ingrid")


@pytest.mark.parametrize("caught_up", [False, True])
def test_what_was_just_saved_is_found_and_ranked_like_the_rest(desk: Desk, anna: str, caught_up: bool) -> None:
    people = [cases.create_case(desk, {"navn": f"Anna Nummer{number}"}) for number in range(9)]
    search.catch_up(desk)
    cases.fill_form(desk, people[0], "samarbejdsaftale", {"aktuel_situation": "Kender Gudrun."})
    cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": "Kender Gudrun."})
    if caught_up:
        assert search.catch_up(desk) == 2
    assert [hit.case for hit in search.find(desk, "anna")] == [anna, people[0], *reversed(people[1:])]
    assert [hit.case for hit in search.find(desk, "anna gud")] == [anna, people[0]]
    assert [hit.case for hit in search.find(desk, "anna", limit=2)] == [anna, people[0]]
    assert search.find(desk, "anna ingrid") == ()


def test_no_more_than_asked_for(desk: Desk) -> None:
    for number in range(8):
        cases.create_case(desk, {"navn": f"Anna Nummer{number}"})
    assert len(search.find(desk, "anna", limit=5)) == 5


def test_the_index_follows_from_the_log(desk: Desk, anna: str) -> None:
    cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": "Bor hos en ven."})
    assert search.stale(desk) == ()
    with desk.vault.write() as tx:
        tx.execute("UPDATE search_case SET texts = x'90'")
    assert search.stale(desk) == (anna,)
    assert [problem.field for problem in search.problems(desk)] == [anna]


def test_the_step_to_kept_words_reads_every_case_anew(desk: Desk, anna: str) -> None:
    search.catch_up(desk)
    with desk.vault.write() as tx:
        tx.execute("UPDATE search_case SET texts = x'00'")
        for statement in search.MIGRATIONS[1].statements:
            tx.execute(statement)
    assert search.catch_up(desk) == 1
    assert [hit.case for hit in search.find(desk, "elmegade")] == [anna]
    assert search.stale(desk) == ()


def test_a_purged_case_leaves_no_word_in_the_index(desk: Desk, anna: str) -> None:
    cases.create_case(desk, {"navn": "Bo Lund"})
    cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": "Kanariefuglen synger."})
    search.catch_up(desk)
    tables = ("search_who_data", "search_body_data", "search_case")

    def everything() -> bytes:
        with desk.vault.read() as reader:
            return b"".join(bytes(str(row), "utf-8") for table in tables for row in reader.query(f"SELECT * FROM {table}"))

    assert b"kanariefuglen" in everything()
    with desk.vault.write() as tx:
        search.purge(tx, anna)
    assert b"kanariefuglen" not in everything()
    assert b"noergaard" not in everything()
    assert b"lund" in everything()


def test_a_search_is_written_down_with_its_words_and_whom_it_showed(desk: Desk, anna: str) -> None:
    search.find(desk, " anna ")
    (entry,) = [entry for entry in accesslog.entries(desk, anna) if entry.what == "search"]
    assert (entry.detail, entry.cases, entry.user, entry.purpose) == ("anna", (anna,), "Lise Holm", "Sagsbehandling")


def test_two_who_share_a_name_are_two(desk: Desk, anna: str) -> None:
    again = cases.create_case(desk, ANNA)
    assert {hit.case for hit in search.find(desk, "anna")} == {anna, again}
    assert [row.name for row in views.case_list(desk)] == ["Anna Nørgaard", "Anna Nørgaard"]
