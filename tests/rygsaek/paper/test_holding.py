from __future__ import annotations

from pathlib import Path

import pytest

from rygsaek.paper.ipp_printer import IppPrinter
from rygsaek.paper.printers import JobState, Ticket
from tests.support.holding import race


def test_a_visit_that_ends_at_any_moment_of_a_print_lets_nothing_out_afterwards(tmp_path: Path) -> None:
    assert race(tmp_path, 1, 20) > 0


def test_without_a_word_to_the_printer_pages_come_out_at_another_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage: a cancel that is noted, and told to the printer only while it has no document."""
    cancel = IppPrinter.cancel

    def silent(printer: IppPrinter, name: str, ticket: Ticket) -> JobState:
        has_nothing = printer.state(name, ticket).at in ("empty", "unknown")
        return cancel(printer, name, ticket) if has_nothing else JobState("cancelled", nothing_out=True)

    monkeypatch.setattr(IppPrinter, "cancel", silent)
    with pytest.raises(AssertionError, match="seed"):
        race(tmp_path, 1, 20)
