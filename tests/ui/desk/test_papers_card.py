"""The papers on a case's page: each under its step, with all that is said of it, whole at every size."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.clipping import clipped
from tests.support.screens import Look, dressed, settle
from ui.desk.case_cards import PapersCard
from ui.parts.widgets import Button, Text
from ui.presenters.case import PaperLine

NEW = PaperLine(
    "n", "journalnotat", "Journalnotat", "i gang", when="mandag 4. maj", corrected="Retter et papir, som står her endnu."
)
OLD = PaperLine("o", "journalnotat", "Journalnotat", "klar", when="mandag 27. april", corrected="Rettet i et nyt papir.")
PLAN = PaperLine(
    "p",
    "samarbejdsaftale",
    "Samarbejdsaftale",
    "i gang",
    "Anna har nr. 1. Print nr. 2.",
    "Nr. 2 er ikke printet, ikke skrevet under.",
    2,
)


def test_each_paper_stands_under_its_step_and_says_what_it_corrects(qapp: QApplication, qtbot: QtBot) -> None:
    for look in (Look(dark=False, scale=100, width=560), Look(dark=True, scale=200, width=600)):
        with dressed(qapp, look):
            card = PapersCard((("Første møde", (PLAN,)), ("Andre papirer", (NEW, OLD))))
            qtbot.addWidget(card)
            card.resize(look.width, card.heightForWidth(look.width))
            card.show()
            settle(qapp)
            assert clipped(card) == [], look.name
            texts = sorted(card.findChildren(Text), key=lambda one: one.mapTo(card, QPoint(0, 0)).y())
            said = [one.text() for one in texts]
            places = [
                said.index(word) for word in ("Første møde", "Samarbejdsaftale", "Andre papirer", NEW.corrected, OLD.corrected)
            ]
            assert places == sorted(places), look.name
            assert [one.accessibleName() for one in card.findChildren(Button)][:6] == [
                "Vælg i Samarbejdsaftale", "Print Samarbejdsaftale",
                "Skriv i Journalnotat mandag 4. maj", "Print Journalnotat mandag 4. maj",
                "Skriv i Journalnotat mandag 27. april", "Print Journalnotat mandag 27. april",
            ]  # fmt: skip
