"""Rows 15 and 16: a three-page agreement as tagged, archivable PDF against bare ReportLab; and from the press to the printer."""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path

from msgspec.structs import replace
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from forms.answers import get, paths
from forms.pdf import style
from forms.pdf.document import PaperRequest, render
from forms.values import show_value
from rygsaek.casework import cases
from rygsaek.history.ids import new_id
from rygsaek.paper.exits import Exits
from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.papers import Wish
from rygsaek.paper.print_queue import PrintQueue
from tests.benchmarks.measure import Row, in_turns, median, timed
from tests.support.forms import example
from tests.support.papers import request_of
from tests.support.printer import SimulatedPrinter
from tests.support.wired import new_desk

ROUNDS = 25
PRESSES = 12


def rows() -> list[Row]:
    """Both rows."""
    return [agreement(), pressed()]


def agreement() -> Row:
    """The same answers, the same fonts: ours with all that a paper carries, the peer as a plain two-column document."""
    request = request_of("samarbejdsaftale", length="whole")
    pages = render(request).pages
    mine, theirs = in_turns(lambda: render(request), lambda: bare(request), ROUNDS)
    return Row("15", f"PDF of an agreement, {pages} pages", median(mine), median(theirs), "bare ReportLab", 1.5)


def bare(request: PaperRequest) -> bytes:
    """Titles, questions and answers as platypus sets them, with nothing for archive or screen reader."""
    style.faces()
    plain = ParagraphStyle("plain", fontName=style.REGULAR, fontSize=12.5, leading=17)
    strong = ParagraphStyle("strong", parent=plain, fontName=style.STRONG)
    told = [
        [Paragraph(field.label["da"], strong), Paragraph(show_value(field, get(request.answers, path), "da"), plain)]
        for path, field in paths(request.definition, request.answers)
        if field.kind not in ("rows", "fixed", "signature") and get(request.answers, path) is not None
    ]
    story = [Paragraph(section.title["da"], strong) for section in request.definition.sections]
    out = io.BytesIO()
    SimpleDocTemplate(out, invariant=1).build([*story, Table(told, colWidths=[style.LABEL_WIDTH, None])])
    return out.getvalue()


def pressed() -> Row:
    """One press on print, until a driverless printer on loopback has accepted the job; the limit is the rendering and 50 ms."""
    definition, answers = example("samarbejdsaftale_kort")
    with tempfile.TemporaryDirectory() as folder:
        printer = SimulatedPrinter(Path(folder) / "printer")
        printer.start()
        try:
            with new_desk(Path(folder) / "profile") as desk:
                case = cases.create_case(desk, {"navn": "Anna Nordvang"})
                document = cases.fill_form(desk, case, definition.id, answers)
                queue = PrintQueue(desk.vault, IppPrinter(None, direct=(printer.uri,)), desk.now)
                exits = Exits(desk, queue)

                def press() -> str:
                    job = exits.print_document(printer.uri, case, Wish(document=document))
                    queue.step()
                    return job

                ours: list[float] = []
                for _ in range(PRESSES):
                    began = time.perf_counter()
                    job = press()
                    ours.append(time.perf_counter() - began)
                    assert queue.job(job).stands == "sent", queue.job(job).stands
                    while queue.job(job).at != "done":
                        queue.step()
                    exits.confirm(job, "all")
                request = request_of("samarbejdsaftale_kort", length="short")
                # each printed paper bears an id of its own, so its square code is drawn anew
                papers = [replace(request, paper_id=new_id()) for _ in range(PRESSES)]
                rendering = median([timed(lambda one=one: render(one)) for one in papers])
        finally:
            printer.stop()
    return Row("16", "print pressed until the printer has the job", median(ours), rendering + 0.050, "render + 50 ms", 1.0)
