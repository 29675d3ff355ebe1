"""A case of which only the first lines are here, in the terminal: said as such, to people and to machines."""

from __future__ import annotations

from rygsaek.casework.caselist import PREVIEW, CaseRow
from rygsaek.casework.preview import Preview
from rygsaek.casework.summary import Head
from ui.cli import case_words

HEAD = Head("Bo", "Elmegade 3, 8000 Aarhus C", False, "", "Vil helst have en sms", "")
SHOWN = Preview("Bo Ærø", HEAD, 0, 0, 0, ())


def test_it_is_said_in_the_list_and_under_the_name() -> None:
    row = CaseRow("sagb", "Bo Ærø", None, None, PREVIEW)
    assert list(case_words.list_lines((row,))) == ["sagb  Bo Ærø  på vej hertil, ikke efterprøvet"]
    assert list(case_words.list_lines((row,), {"sagb"})) == ["sagb  Bo Ærø  er kommet, bliver lagt på plads"]
    assert case_words.row_json(row)["is_on_its_way"] is True
    told = case_words.row_json(row, {"sagb"})
    assert (told["is_on_its_way"], told["has_arrived"]) == (False, True)
    assert list(case_words.preview_lines("sagb", SHOWN)) == [
        "Bo Ærø  (sagb)",
        "    Bor: Elmegade 3, 8000 Aarhus C",
        "    Vil helst have en sms",
        "    Resten af sagen er på vej hertil. Du kan læse og skrive i den, når den er her.",
    ]
    said = case_words.preview_json("sagb", SHOWN)
    assert (said["case"], said["is_on_its_way"], said["citizen"]["name"]) == ("sagb", True, "Bo Ærø")
