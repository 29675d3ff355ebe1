"""Mistakes put right from the command line: moved to the right case, taken out for good."""

from __future__ import annotations

from rygsaek.vault.keys import read_keys
from tests.support.desks import ANNA
from tests.support.terminals import Terminal
from ui.profile_folder import Places

WHY = ("--reason", "Stod hos en forkert")
TEXT = "Har sagt sit job op i mandags"


def written(user: Terminal, case: str) -> str:
    given = user.write("aftale.json", {"aktuel_situation": TEXT})
    return user.done("case", "fill", case, "samarbejdsaftale", given).last


def test_a_text_is_moved_and_then_taken_out_of_the_wrong_case_for_good(user: Terminal) -> None:
    anna = user.done("case", "create", user.write("anna.json", ANNA)).last
    bent = user.done("case", "create", user.write("bent.json", {"navn": "Bent Holm"})).last
    document = written(user, anna)
    moved = user.done("case", "move", anna, document, bent, "aktuel_situation", *WHY)
    assert "Flyttet" in moved.out
    assert TEXT in user.done("case", "show", bent).out
    told = user.done("case", "history", anna, "aktuel_situation").out
    assert TEXT not in told and "flyttede til en anden sag" in told.lower()
    assert user.run("case", "move", anna, document, bent, "aktuel_situation", *WHY).code == 1
    lines = user.done("case", "history", anna, "aktuel_situation", "--json").data
    refused = user.run("office", "redact", anna, lines[0]["change"], *WHY)
    assert refused.code == 2 and "--yes" in refused.err
    keys = read_keys(Places(user.profile).vault).generation
    assert "fjernet her, 1 sted." in user.done("office", "redact", anna, lines[0]["change"], "--yes", *WHY).out
    assert "skrev noget, som en leder har fjernet" in user.done("case", "history", anna, "aktuel_situation").out.lower()
    assert read_keys(Places(user.profile).vault).generation > keys
    assert user.done("vault", "check").code == 0


def test_an_open_paper_is_corrected_in_itself_and_an_unknown_one_is_told(user: Terminal) -> None:
    anna = user.done("case", "create", user.write("anna.json", ANNA)).last
    document = written(user, anna)
    better = user.write("bedre.json", {"aktuel_situation": "Er på orlov"})
    assert user.done("case", "correct", anna, document, better).last == document
    assert "Er på orlov" in user.done("case", "show", anna).out
    refused = user.run("case", "correct", anna, "ukendt", better)
    assert refused.code != 0
    assert "findes ikke i sagen" in refused.err


def test_a_finished_note_is_corrected_beside_itself_and_each_names_the_other(user: Terminal) -> None:
    anna = user.done("case", "create", user.write("anna.json", ANNA)).last
    note = user.done("case", "fill", anna, "journalnotat", user.write("notat.json", {"tema": "Brev"})).last
    assert user.run("case", "finish", anna, note).code == 1, "a note without its text"
    user.done("case", "fill", anna, "journalnotat", user.write("tekst.json", {"tekst": "April mangler"}))
    assert "Færdig" in user.done("case", "finish", anna, note).out
    new = user.done("case", "correct", anna, note, user.write("ret.json", {"tekst": "Marts mangler"})).last
    shown = user.done("case", "show", anna).out
    assert "April mangler" in shown and "Marts mangler" in shown
    assert f"Rettet i {new}" in shown and f"Retter {note}" in shown


def test_a_citizen_with_two_cases_is_found_and_nothing_is_merged(user: Terminal) -> None:
    bent = user.write("bent.json", {"navn": "Bent Holm", "cpr": "6701611234"})
    one, other = (user.done("case", "create", bent).last for _ in "12")
    assert "samme CPR-nummer" in user.done("case", "twins", one).out
    assert user.done("case", "twins", one, "--json").data == [{"case": other, "name": "Bent Holm", "by": "cpr"}]
    assert user.run("case", "twins", "ukendt").code != 0
    anna = user.done("case", "create", user.write("anna.json", ANNA)).last
    assert "ikke en anden sag" in user.done("case", "twins", anna).out


def test_a_paper_filled_in_by_hand_is_copied_in_with_its_day(user: Terminal) -> None:
    anna = user.done("case", "create", user.write("anna.json", ANNA)).last
    given = user.write("aftale.json", {"aktuel_situation": TEXT})
    document = user.done("case", "fill", anna, "samarbejdsaftale", given, "--from-paper", "3/4-2025").last
    (shown,) = [one for one in user.done("case", "show", anna, "--json").data["documents"] if one["document"] == document]
    assert (shown["kilde"], shown["paper_day"], shown["answers"]["indgaaet_dato"]) == ("papir", "2025-04-03", "2025-04-03")
    assert "Skrevet af efter papir fra 3. april 2025." in user.done("case", "show", anna).out
    for day, code in (
        ("3/4-2199", "paper.day_ahead"),
        ("1/1-1970", "paper.day_before_birth"),
        ("i går vist", "answer.wrong_date"),
    ):
        refused = user.run("case", "fill", anna, "samarbejdsaftale", given, "--from-paper", day)
        assert refused.code == 1 and code in refused.err + refused.out


def test_two_cases_of_one_citizen_are_linked_and_told_apart(user: Terminal) -> None:
    one, two = (user.done("case", "create", user.write("anna.json", ANNA)).last for _ in range(2))
    user.done("case", "link", one, two)
    assert user.done("case", "show", two, "--json").data["linked"] == [{"case": one, "name": "Anna Nørgaard"}]
    assert f"Borgeren har også en anden sag her: Anna Nørgaard  ({two})" in user.done("case", "show", one).out
    user.done("case", "unlink", two, one)
    assert user.done("case", "show", one, "--json").data["linked"] == []
    assert user.done("case", "twins", one, "--json").data == []
    assert user.run("case", "link", one, one).code != 0


def test_the_day_of_a_copied_paper_is_corrected(user: Terminal) -> None:
    anna = user.done("case", "create", user.write("anna.json", ANNA)).last
    given = user.write("aftale.json", {"aktuel_situation": TEXT})
    document = user.done("case", "fill", anna, "samarbejdsaftale", given, "--from-paper", "2026-04-03").last
    assert "papir fra 5. april 2026." in user.done("case", "paper-day", anna, document, "2026-04-05").out
    assert "rettede papirets dag" in user.done("case", "history", anna).out.lower()
    assert "ikke en dato" in user.run("case", "paper-day", anna, document, "måske").err
    assert "ikke skrevet af" in user.run("case", "paper-day", anna, written(user, anna), "2026-04-05").err
