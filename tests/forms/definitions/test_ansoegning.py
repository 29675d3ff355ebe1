"""Applications (A19): a dated receipt at once, and the application itself with its reasons and name."""

from __future__ import annotations

from forms.model import Copy
from forms.pdf.document import render
from tests.support.papers import request_of


def said(paper: str, copy: Copy = "citizen") -> str:
    return " ".join(" ".join(render(request_of("ansoegning", paper=paper, copy=copy)).page_texts).split())


def test_the_receipt_says_which_day_what_and_what_happens_now_and_not_why() -> None:
    text = said("kvittering")
    told = ("mandag den 4. maj", "huslejen i april og maj", "Kontoudtog fra marts", "sendt til Nordby Kommune", "12 34 56 78")
    assert [words for words in told if words not in text] == []
    assert "bange" not in text


def test_the_application_holds_the_reasons_what_is_enclosed_and_the_name() -> None:
    text = said("ansoegning", "internal")
    assert all(words in text for words in ("Jeg fik ikke løn", "Brev fra Nordby Bolig", "Anna Nordvang", "Underskrift"))
