"""Any form a municipality may write, with any answers: the paper comes out whole."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.model import Definition, Field, Option, PaperBlock, Picture, Section
from forms.pdf import style
from forms.pdf.document import PaperRequest, render
from tests.support.papers import NAMES, PROFILE, faults, letters

KINDS = ("line", "text", "date", "time", "number", "yes_no", "choice", "choices", "phone", "mail", "cpr", "person", "signature")
TEXT = st.one_of(
    st.text(alphabet=st.sampled_from(list("abc defgh ijklmæøåŁżşİЩї.,-/@\n·–")), max_size=120),
    st.text(alphabet="abcdefg", min_size=200, max_size=400),
    st.sampled_from(["", "Kort", "Hvad er det?\nTo linjer", "ord " * 300, "a\u0301", "1. 2. 3."]),
)
LABEL = st.one_of(
    st.sampled_from(["Navn", "Hvad vil du gerne nå på tre måneder?", "x" * 90, "Hvad gør {Navn}?", "ord " * 40]), TEXT
)
OPTIONS = tuple(
    Option(id=f"o{number}", label={"da": text}) for number, text in enumerate(("Ja", "Nej, slet ikke nu", "ord " * 30))
)


def a_field(kind: str, number: int, label: str, draw: Any) -> Field:
    cells = ()
    if kind == "rows":
        kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=7))
        cells = tuple(a_field(one, index, draw(LABEL), draw) for index, one in enumerate(kinds))
    return Field(
        id=f"f{number}",
        kind=kind,  # type: ignore[arg-type]
        label={"da": label},
        help={"da": draw(TEXT)} if draw(st.booleans()) else None,
        visible=draw(st.sampled_from(["citizen", "citizen", "internal"])),
        options=OPTIONS if kind in ("choice", "choices") else (),
        fields=cells,
        row_name=cells[0].id if cells else None,
        lines=draw(st.integers(1, 4)),
        together=draw(st.sampled_from([None, "a"])),
        short=draw(st.booleans()),
    )


def an_answer(field: Field, draw: Any) -> Any:
    if draw(st.integers(0, 3)) == 0:
        return None
    match field.kind:
        case "rows":
            count = draw(st.sampled_from([0, 1, 3, 40]))
            return [
                {"_id": f"r{number}", **{cell.id: value for cell in field.fields if (value := an_answer(cell, draw)) is not None}}
                for number in range(count)
            ]
        case "date":
            return draw(st.dates(date(1900, 1, 1), date(2100, 1, 1))).isoformat()
        case "time":
            return "09:30"
        case "number":
            return draw(st.integers(0, 10**9))
        case "yes_no":
            return draw(st.booleans())
        case "choice":
            return "o2"
        case "choices":
            return ["o0", "o2"]
        case "phone":
            return "12345678"
        case "cpr":
            return "6701811234"
        case "signature":
            return {"how": draw(st.sampled_from(["papir", "vil_ikke"])), "name": draw(TEXT), "date": "2026-05-04"}
        case "fixed":
            return None
    return draw(TEXT)


@st.composite
def requests(draw: Any) -> PaperRequest:
    kinds = draw(st.lists(st.sampled_from((*KINDS, "fixed", "rows", "rows")), min_size=1, max_size=9))
    fields = [a_field(kind, number, draw(LABEL), draw) for number, kind in enumerate(kinds)]
    sections = tuple(
        Section(id=f"s{start}", title={"da": draw(LABEL)}, intro={"da": draw(TEXT)}, fields=tuple(fields[start : start + 3]))
        for start in range(0, len(fields), 3)
    )
    rows = [field.id for field in fields if field.kind == "rows"]
    blocks = tuple(
        PaperBlock(
            heading={"da": draw(LABEL)} if draw(st.booleans()) else None,
            lines=({"da": f"Sådan: {{{fields[0].id}}}[ · {{{fields[-1].id}}}]"}, {"da": draw(LABEL)}),
            rows=rows[0] if rows and draw(st.booleans()) else None,
            style=draw(st.sampled_from(["plain", "big", "list", "quiet", "signatures"])),
        )
        for _ in range(draw(st.integers(0, 4)))
    )
    definition = Definition(
        id="proeve",
        version=1,
        standard_name={"da": draw(LABEL)},
        title={"da": draw(LABEL)},
        sections=sections,
        short_paper=blocks,
        finished=draw(st.sampled_from(["next", "frozen"])),
        picture=Picture(centre=fields[0].id, inner=tuple(rows[:1]), outer=tuple(rows[1:]), name="f0", contact="f1"),
    )
    answers = {field.id: value for field in fields if (value := an_answer(field, draw)) is not None}
    return PaperRequest(
        definition=definition,
        answers=answers,
        profile=PROFILE,
        names=NAMES,
        made_on=date(2026, 5, 4),
        copy=draw(st.sampled_from(["citizen", "internal", "third"])),
        length=draw(st.sampled_from(["short", "whole"])),
        blank=draw(st.booleans()),
        paper_id="k7m2p9xq4d",
        version="4a",
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(requests())
def test_any_form_with_any_answers_is_a_whole_paper(request_: PaperRequest) -> None:
    paper = render(request_)
    assert faults(paper.data) == []
    for sheet in letters(paper.data):
        assert all(
            one.left >= style.LEFT - 1.5 and one.right <= style.LEFT + style.WIDTH + 1.5 and one.bottom >= style.BOTTOM - 3
            for one in sheet
        )
