"""A list of citizens from the command line: looked at, brought in, taken out again as one."""

from __future__ import annotations

import pytest

from tests.support.desks import ANNA
from tests.support.spreadsheets import xlsx
from tests.support.terminals import Terminal

LIST = "Navn;CPR-nr;Tlf;Team\nBent Holm;670161-1234;12345678;Nord\nAnna N.;6701801234;;\nCarl Dam;;ring først;\n"


@pytest.fixture
def borgere(user: Terminal) -> str:
    (user.work / "borgere.csv").write_text(LIST, encoding="cp1252")
    user.done("case", "create", user.write("anna.json", ANNA))
    return "borgere.csv"


def names(user: Terminal) -> set[str]:
    return {one["name"] for one in user.done("case", "list", "--json").data}


def test_a_list_is_looked_at_brought_in_and_taken_out_again(user: Terminal, borgere: str) -> None:
    looked = user.run("case", "import", borgere, "--preview")
    assert looked.code == 1 and names(user) == {"Anna Nørgaard"}
    for words in (
        "+ række 2: Bent Holm",
        "Anna Nørgaard er her i forvejen og har samme CPR-nummer",
        "Der er ikke skrevet noget.",
    ):
        assert words in looked.out
    assert "import.column_unknown  »Team«" in looked.err and "answer.wrong_phone  række 4, »Tlf«" in looked.err
    assert "ring først" not in looked.err + looked.out and "670161" not in looked.out

    made = user.run("case", "import", borgere)
    assert (made.code, "1 borger er hentet. 2 rækker bliver ikke til noget." in made.out) == (1, True)
    assert "»borgere.csv« ligger stadig på computeren og er ikke låst." in made.out
    assert names(user) == {"Anna Nørgaard", "Bent Holm"}
    (listed,) = user.done("case", "import", "--list", "--json").data
    assert (listed["import"], listed["cases"]) == (made.last, 1)

    gone = user.done("case", "import", "--undo", made.last)
    assert "1 sag er taget ud igen." in gone.out and names(user) == {"Anna Nørgaard"}
    assert user.run("case", "import", "--undo", made.last).code == 1
    assert user.done("vault", "check").code == 0


def test_a_row_that_speaks_against_itself_is_taken_when_a_person_says_so(user: Terminal, borgere: str) -> None:
    made = user.done("case", "import", borgere, "--take", "4", "--take", "3", "--leave", "2", "--json").data
    assert [row["is_chosen"] for row in made["rows"]] == [False, True, True]
    assert made["rows"][2]["answers"] == {"navn": "Carl Dam"} and len(made["cases"]) == 2
    assert names(user) == {"Anna Nørgaard", "Anna N.", "Carl Dam"}

    user.done("case", "fill", made["cases"][1], "borger", user.write("ny.json", {"by": "Aarhus"}))
    kept = user.run("case", "import", "--undo", made["import"])
    assert kept.code == 1 and "Carl Dam bliver. Nogen har skrevet i sagen." in kept.out and "case delete" in kept.out
    assert names(user) == {"Anna Nørgaard", "Carl Dam"}


def test_a_spreadsheet_comes_in_too(user: Terminal) -> None:
    (user.work / "borgere.xlsx").write_bytes(xlsx([("Fornavn", "Efternavn"), ("Bent", "Holm")]))
    assert "1 borger er hentet." in user.done("case", "import", "borgere.xlsx").out
    assert names(user) == {"Bent Holm"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nej.csv",), 1),
        ((), 2),
        (("borgere.csv", "--list"), 2),
        (("borgere.csv", "--take", "99"), 2),
        (("--undo", "ukendt"), 1),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(user: Terminal, borgere: str, words: tuple[str, ...], code: int) -> None:
    said = user.run("case", "import", *words)
    assert said.code == code and said.err.strip()
    assert names(user) == {"Anna Nørgaard"}
