"""A colleague's program may have stored values of another kind than a question asks for: the case opens all the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from forms.paths import top_fields
from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.history.changes import ANSWER_GIVEN, ANSWERS_TAKEN_OVER, NewChange
from rygsaek.paper import papers
from rygsaek.paper.papers import Wish
from tests.support.desks import ANNA

ODD: tuple[Any, ...] = ({"a": 1}, [[]], 5, True, "x")


@contextmanager
def said_at_most() -> Iterator[None]:
    """What is wrong is told in words, or nothing is."""
    try:
        yield
    except InputError:
        return


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_a_paper_with_values_of_another_kind_is_read_shown_and_printed(desk: Desk, odd: Any) -> None:
    case, forms = cases.create_case(desk, ANNA), desk.library.newest_of_all()
    begun = {cases.begin_document(desk, case, form): definition for form, definition in forms.items()}
    for document, definition in begun.items():
        fields = [field.id for field in top_fields(definition) if field.kind != "rows"]
        desk.journal.append(case, [NewChange(document, field, ANSWER_GIVEN, odd) for field in fields], "fs")
        desk.journal.append(case, [NewChange(document, "^over", ANSWERS_TAKEN_OVER, odd)], "fs")
    assert len(views.case_view(desk, case).documents) >= len(begun) and views.history(desk, case)
    for document in begun:
        assert views.document_view(desk, case, document).problems or odd == "x"
        with desk.vault.read() as reader:
            subject = papers.subject_of(desk, reader, case, Wish(document=document, copy="internal"))
        with said_at_most():
            assert papers.printed(subject.request)
