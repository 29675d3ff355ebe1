"""What is due on a case's page, in words, and the reason that is asked for where it was not kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rygsaek.casework import cases, dues
from tests.support.clipping import clipped
from tests.support.desks import ANNA, SetClock, new_desk
from tests.support.screens import Look, dressed, settle
from ui.desk.due_card import DueCard
from ui.parts.marks import Mark
from ui.parts.widgets import Button, Marked, Text, px
from ui.presenters.course_source import course_of
from ui.presenters.due import DueLine

OVER = DueLine(
    "frist_foerste_moede",
    date(2026, 4, 20),
    "Første møde",
    "skulle være sket senest mandag 27. april",
    "5 arbejdsdage efter den første kontakt, mandag den 20. april 2026.",
    "Hold det første møde.",
    "over",
    asks_why=True,
)
AHEAD = DueLine("frist_kontakt", date(2026, 5, 4), "Kontakt", "senest onsdag 6. maj", "2 arbejdsdage efter.", "Ring.")


def test_a_limit_says_until_when_and_why_and_asks_for_a_reason_once_it_is_missed(tmp_path: Path) -> None:
    with new_desk(tmp_path / "vault", SetClock()) as desk:
        anna = cases.create_case(desk, ANNA)
        cases.fill_form(desk, anna, "kontaktforsoeg", {"dato": "2026-04-20", "kanal": "telefon", "resultat": "kontakt"})
        (line,) = course_of(desk, anna).due
        assert [(one.id, one.state, one.told) for one in course_of(desk, anna).steps if one.state == "over"] == [
            ("foerste_moede", "over", "skulle være sket senest mandag 27. april")
        ], "the picture says so, too"
        assert (line.kind, line.asks_why) == ("over", True)
        assert line.told == "skulle være sket senest mandag 27. april"
        assert line.because.startswith("5 arbejdsdage efter den første kontakt")
        document = dues.give_reason(desk, anna, line.limit, line.start)
        cases.fill(desk, anna, document, {"grund": "indlagt"})
        (line,) = course_of(desk, anna).due
        assert (line.kind, line.asks_why, line.why) == ("due", False, "Grunden: Borgeren er indlagt.")
        assert next(one.state for one in course_of(desk, anna).steps if one.id == "foerste_moede") == "due"
        cases.fill_form(desk, anna, "besoeg", {"dato": "2026-05-05", "foerste_moede": True})
        told = next(one.told for one in course_of(desk, anna).steps if one.id == "foerste_moede")
        assert told == "aftalt i morgen", "what is agreed on says so instead"


def test_the_card_begins_the_reason_by_key_and_is_whole_at_every_size(qapp: QApplication, qtbot: QtBot) -> None:
    for dark, scale, width in ((False, 100, 1180), (True, 200, 760)):
        with dressed(qapp, Look(dark, scale)):
            card = DueCard((OVER, AHEAD), ("Mødet skal holdes senest mandag den 11. maj 2026.",))
            qtbot.addWidget(card)
            card.resize(width, card.heightForWidth(width))
            card.show()
            settle(qapp)
            assert clipped(card) == []
            marked = card.findChildren(Marked)
            shapes = [one.findChildren(Mark)[0].geometry() for one in marked]
            begins = [{text.x() for text in one.findChildren(Text)} for one in marked]
            assert begins == [{one.right() + 1 + px(8)} for one in shapes], "every line begins beside the shape"
            wanted: list[tuple[str, date]] = []
            card.explain.connect(lambda limit, start, wanted=wanted: wanted.append((limit, start)))
            (why,) = card.findChildren(Button)
            assert why.accessibleName() == "Skriv hvorfor: Første møde"
            QTest.keyClick(why, Qt.Key.Key_Space)
            assert wanted == [("frist_foerste_moede", date(2026, 4, 20))]
