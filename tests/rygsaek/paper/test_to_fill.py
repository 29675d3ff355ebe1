"""Going on by hand: a paper with what is known, and lines for the rest."""

from __future__ import annotations

from pathlib import Path

from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from rygsaek.paper import papers
from rygsaek.paper.papers import Wish
from tests.rygsaek.paper.conftest import exits_of, papers_made
from tests.support.desks import ANNA


def test_what_is_known_stands_on_it_and_it_counts_as_no_print_given(desk: Desk, tmp_path: Path) -> None:
    case = cases.create_case(desk, ANNA)
    document = cases.fill_form(desk, case, "samarbejdsaftale", {"maal_3_mdr": [{"maal": "Sove bedre."}]})
    exits = exits_of(desk)
    exits.print_document("ipp://localhost:9/ipp/print", case, Wish(document=document, length="whole", is_to_fill=True))
    (copy,) = papers_made(desk, case)
    with desk.vault.read() as reader:
        subject = papers.subject_of(desk, reader, case, Wish(document=document, length="whole", is_to_fill=True))
    assert copy.copy == "to_fill"
    said = " ".join(papers.printed(subject.request).page_texts)
    assert "Sove bedre." in said
    assert "Hvordan er dit liv lige nu?" in said, "an open question stands there with lines to write on"
    (line,) = [one for one in views.case_view(desk, case).documents if one.document == document]
    assert not line.printed_label
