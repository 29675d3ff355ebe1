"""Where a scan is proposed to belong, seen from one case, and what happens page by page; with real papers and a real vault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from forms.pdf.document import Paper
from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from rygsaek.paper import attachments, filing
from rygsaek.paper.scanners import ScanError, Scanner, Scanners
from rygsaek.paper.wishes import Wish
from tests.rygsaek.paper.test_filing import scanned
from tests.support import wired
from tests.support.desks import ANNA, SetClock
from tests.support.presenting import AtOnce, HandRunner
from ui.presenters.scan_source import MIXED, OTHERS, UNKNOWN, DeskScanning
from ui.presenters.scanning import Scanning

SITUATION = {"aktuel_situation": "Bor hos sin søster."}


class LaidOn(Scanners):
    """A scanner with these papers in it, page by page; after them it is empty."""

    def __init__(self, *papers: bytes) -> None:
        super().__init__()
        self.left = scanned(*papers)

    def listed(self) -> tuple[Scanner, ...]:
        return (Scanner("bord:0", "På bordet", "Arkføder"),)

    def fed(self, scanner: Scanner, most: int, cancelled: Any = None) -> Iterator[bytes]:
        if not self.left:
            raise ScanError("scan.no_paper")
        while self.left:
            yield self.left.pop(0)

    def pages(self, scanner: str, most: int = 1, cancelled: Any = None, came: Any = None) -> Iterator[bytes]:
        if not self.left:
            raise ScanError("scan.no_paper")
        yield self.left.pop(0)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with wired.new_desk(tmp_path / "profile", SetClock()) as found:
        yield found


@pytest.fixture
def case(desk: Desk) -> str:
    return cases.create_case(desk, ANNA)


def printed(desk: Desk, case: str, document: str, folder: Path) -> bytes:
    target = folder / "papir.pdf"
    wired.exits_of(desk).save_document(case, Wish(document=document, length="short"), target)
    return target.read_bytes()


def at(desk: Desk, case: str, scanner: Scanners, runner: HandRunner | None = None) -> Scanning:
    scanning = Scanning(DeskScanning(desk, case, lambda: scanner), runner or AtOnce())
    scanning.begin()
    return scanning


def test_one_of_the_cases_own_papers_is_known_by_its_code_and_its_names_are_asked(desk: Desk, case: str, tmp_path: Path) -> None:
    agreement = cases.fill_form(desk, case, "samarbejdsaftale", SITUATION)
    paper = printed(desk, case, agreement, tmp_path)
    scanning = at(desk, case, LaidOn(paper))
    looked: list[Paper] = []
    kept: list[str] = []
    scanning.looked.listen(looked.append)
    scanning.kept.listen(kept.append)
    scanning.scan()
    assert scanning.laid is not None and scanning.laid.said == "Koden siger: Samarbejdsaftale nr. 1 fra denne sag."
    assert not scanning.laid.places and looked[0].pages == 1
    names = {one.path: "Anna Nørgaard" for one in scanning.laid.signatures if one.path == "borger_godkendt"}
    assert names
    scanning.keep("", "", {**names, "underskrift_fs": ""})
    assert kept == ["Lagt i sagen: Signeret papir fra Anna: Samarbejdsaftale nr. 1."]
    assert views.document_view(desk, case, agreement).answers["borger_godkendt"]["how"] == "papir"
    assert scanning.laid is None and scanning.waiting == () and filing.in_tray(desk) == ()


def test_another_citizens_paper_is_not_named_and_waits_for_its_own_case(desk: Desk, case: str, tmp_path: Path) -> None:
    bent = cases.create_case(desk, {"navn": "Bent Holm"})
    paper = printed(desk, bent, cases.fill_form(desk, bent, "samarbejdsaftale", SITUATION), tmp_path)
    scanning = at(desk, case, LaidOn(paper))
    scanning.scan()
    assert scanning.laid is not None and scanning.laid.said == OTHERS and not scanning.may_keep
    scanning.end()
    (waits,) = at(desk, bent, LaidOn()).waiting
    assert waits.words == "i dag kl. 9.00, 1 side"
    there = at(desk, bent, LaidOn())
    there.open(waits.id)
    there.keep("", "", {})
    assert len(attachments.of_case(desk, bent)) == 1 and attachments.of_case(desk, case) == ()


def test_pages_gather_in_one_scan_and_what_no_code_tells_is_put_where_a_person_says(
    desk: Desk, case: str, tmp_path: Path
) -> None:
    agreement = cases.fill_form(desk, case, "samarbejdsaftale", SITUATION)
    paper = printed(desk, case, agreement, tmp_path)
    wired.exits_of(desk).save_blank("netvaerkskort", tmp_path / "tomt.pdf")
    scanner = LaidOn(paper, paper, (tmp_path / "tomt.pdf").read_bytes())
    scanning = at(desk, case, scanner)
    told: list[str] = []
    scanning.trouble.listen(lambda error: told.append(error.code))
    scanning.scan()
    scanning.scan()
    assert [one.pages for one in filing.in_tray(desk)] == [2], "the second page lies behind the first"
    assert scanning.words == "2 sider er kommet."
    scanning.scan()
    assert scanning.laid is not None and scanning.laid.said == MIXED and not scanning.may_keep
    scanning.discard()
    assert filing.in_tray(desk) == () and scanning.laid is None
    while scanner.left:
        scanning.scan()
    scanning.scan()
    assert told == ["scan.no_paper"] and not scanning.is_scanning


def test_a_blank_papers_form_is_proposed_first_and_a_letter_is_put_where_a_person_says(
    desk: Desk, case: str, tmp_path: Path
) -> None:
    agreement = cases.fill_form(desk, case, "samarbejdsaftale", SITUATION)
    wired.exits_of(desk).save_blank("netvaerkskort", tmp_path / "tomt.pdf")
    scanner = LaidOn((tmp_path / "tomt.pdf").read_bytes())
    blank = at(desk, case, scanner)
    blank.scan()
    assert blank.laid is not None and blank.laid.places[0].value == "form:netvaerkskort"
    blank.keep(blank.laid.places[0].value, "", {})
    scanner.left = [b"P5 8 8 255 " + bytes(range(64))]
    letter = at(desk, case, scanner)
    letter.scan()
    assert letter.laid is not None and letter.laid.said == UNKNOWN and letter.laid.places[0].value == ""
    letter.keep(f":{agreement}", "Brev fra udlejer", {})
    found = [(one.attachment.title, one.form) for one in attachments.of_case(desk, case)]
    assert [form for _, form in found] == ["Netværkskort", "Samarbejdsaftale"] and found[1][0] == "Brev fra udlejer"


def test_a_page_that_does_not_come_leaves_those_before_it_and_a_stop_is_no_trouble(desk: Desk, case: str, tmp_path: Path) -> None:
    paper = printed(desk, case, cases.fill_form(desk, case, "samarbejdsaftale", SITUATION), tmp_path)
    scanner, runner = LaidOn(paper), HandRunner()
    scanning = at(desk, case, scanner, runner)
    told: list[str] = []
    scanning.trouble.listen(lambda error: told.append(error.code))
    runner.all()
    scanning.scan()
    assert scanning.words == "Scanner side 1 …" and not scanning.may_scan
    scanning.scan()
    runner.all()
    assert len(filing.in_tray(desk)) == 1, "a second press is no second page"
    scanning.scan()
    runner.all()
    assert told == ["scan.no_paper"] and scanning.may_keep
    scanner.pages = lambda *_: (_ for _ in ()).throw(ScanError("scan.stopped"))  # type: ignore[method-assign]
    scanning.scan()
    scanning.stop()
    runner.all()
    assert told == ["scan.no_paper"] and not scanning.is_scanning and scanning.may_keep


def test_a_feeder_is_emptied_by_one_press_and_its_pages_are_turned_and_taken_out(desk: Desk, case: str, tmp_path: Path) -> None:
    agreement = cases.fill_form(desk, case, "samarbejdsaftale", SITUATION)
    paper = printed(desk, case, agreement, tmp_path)
    wired.exits_of(desk).save_blank("netvaerkskort", tmp_path / "tomt.pdf")
    scanner = LaidOn(paper, (tmp_path / "tomt.pdf").read_bytes())
    count = len(scanner.left)
    scanning = at(desk, case, scanner)
    came: list[int] = []
    scanning.changed.listen(lambda: came.append(scanning.laid.pages) if scanning.laid else None)
    scanning.scan(is_fed=True)
    assert sorted(set(came)) == list(range(1, count + 1)), "each is shown as it comes"
    assert not scanning.is_scanning and [one.pages for one in filing.in_tray(desk)] == [count]
    assert scanning.laid is not None and scanning.laid.said == MIXED
    for page in range(count, 1, -1):
        scanning.drop(page)
    assert scanning.laid.said == "Koden siger: Samarbejdsaftale nr. 1 fra denne sag.", "what is left is read again"
    before = filing.opened(desk, scanning.laid.id)[1]
    looked: list[Paper] = []
    scanning.looked.listen(looked.append)
    scanning.turn(1)
    assert looked[-1].data != before and scanning.laid.may_keep
    with PdfDocument(looked[-1].data) as turned:
        assert turned[0].get_width() > turned[0].get_height(), "it lies on its side"
    told: list[str] = []
    scanning.trouble.listen(lambda error: told.append(error.code))
    scanning.drop(1)
    assert told == ["scan.no_page"] and [one.pages for one in filing.in_tray(desk)] == [1], "the last one stays"
    scanning.scan(is_fed=True)
    assert told == ["scan.no_page", "scan.no_paper"] and not scanning.is_scanning and scanning.may_keep
