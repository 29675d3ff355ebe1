"""Sending and getting as the window and the terminal do it: what is typed goes with it, and what goes wrong is kept and told."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import timedelta

import pytest

from rygsaek.casework import cases, drafts, views
from sync.asking import Transport
from sync.errors import SyncError, UnreachableError
from sync.runner import Connection, Runner
from sync.status import standing
from sync.transport import HttpTransport
from tests.support.desks import ANNA
from tests.support.synced import SyncedLaptop, SyncedOffice
from ui import wiring
from ui.presenters.status_words import status_line


class Unplugged:
    """A line with nothing at its end."""

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        raise UnreachableError

    def close(self) -> None:
        return


def runner_over(laptop: SyncedLaptop, transport: Transport | None = None) -> Runner:
    return Runner(lambda: laptop.desk, Connection(lambda url, is_cancelled: transport or HttpTransport(url)), lambda: 0.5)


def test_what_is_typed_goes_with_it(office: SyncedOffice) -> None:
    lise = office.laptop()
    case = cases.create_case(lise.desk, ANNA)
    facts = views.case_view(lise.desk, case).facts_document
    drafts.put(lise.desk, case, facts, "kaldenavn", "Annie", 5)
    outcome = runner_over(lise).run()
    assert outcome is not None
    assert outcome.given >= 2
    assert views.case_view(lise.desk, case).first_name == "Annie"
    assert drafts.all(lise.desk) == ()


def sealed(laptop: SyncedLaptop) -> list[tuple[bytes, bool]]:
    """Every envelope of its own, and whether the store has it."""
    with laptop.vault.read() as reader:
        return [(bytes(data), at > 0) for data, at in reader.query("SELECT data, position FROM sync_own ORDER BY seq")]


def test_a_store_that_is_away_is_told_and_tried_again_later_with_what_was_sealed_meanwhile(office: SyncedOffice) -> None:
    lise = office.laptop()
    cases.create_case(lise.desk, ANNA)
    runner = runner_over(lise, Unplugged())
    for _ in range(3):
        with pytest.raises(UnreachableError):
            runner.run()
    ((made, is_there),) = sealed(lise)
    assert not is_there
    assert runner.schedule.failures == 3
    assert not runner.is_due()
    found = standing(lise.desk)
    assert (found.attempt.code, found.attempt.well_at_ms, found.local.cases) == ("net.unreachable", 0, 1)
    runner.network_appeared()
    office.clock.forward(seconds=10)
    assert runner.is_due()
    assert runner_over(lise).run() is not None
    assert (standing(lise.desk).attempt.code, standing(lise.desk).local.changes) == ("", 0)
    assert sealed(lise) == [(made, True)]


def test_one_at_a_time(office: SyncedOffice) -> None:
    lise = office.laptop()
    is_in, may_go = threading.Event(), threading.Event()

    class Slow(Unplugged):
        def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
            is_in.set()
            may_go.wait()
            raise UnreachableError("net.cancelled")

    runner, ends = runner_over(lise, Slow()), list[str]()

    def run() -> None:
        try:
            runner.run()
        except SyncError as error:
            ends.append(error.code)

    thread = threading.Thread(target=run)
    thread.start()
    is_in.wait()
    assert runner.is_running
    assert runner.run() is None
    may_go.set()
    thread.join()
    assert ends == ["net.cancelled"]


def test_a_clock_that_goes_wrong_is_told_and_stops_nothing(office: SyncedOffice) -> None:
    lise = office.laptop()
    case = cases.create_case(lise.desk, ANNA)
    office.clock.at += timedelta(days=3650)
    assert runner_over(lise).run() is not None
    found = standing(lise.desk)
    assert found.local.changes == 0
    assert found.attempt.shift_ms < -timedelta(days=3000).total_seconds() * 1000
    assert views.case_view(lise.desk, case).citizen_name == "Anna Nørgaard"


def test_a_laptop_that_was_shut_out_hands_over_what_it_had_and_says_so(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    case = cases.create_case(bo.desk, ANNA)
    bo.sync()
    cases.fill(bo.desk, case, views.case_view(bo.desk, case).facts_document, {"kaldenavn": "Annie"})
    office.leaves(bo)
    outcome = runner_over(bo).run()
    assert outcome is not None
    assert (outcome.is_revoked, outcome.given, outcome.order) == (True, 2, None), (
        "what was written, and that the case was looked at"
    )
    line, more = status_line(standing(bo.desk), bo.desk.now())
    assert line == "Denne computer er lukket ude af kontoret. Tal med din leder."
    handed = "1 ny ting er afleveret til kontoret. En kollega kan tage det ind i sagen."
    assert {"Der ligger ikke noget, som kun er her.", handed} <= set(more)
    again = runner_over(bo).run()
    assert again is not None
    assert again.is_revoked
    assert runner_over(lise).run() is not None


def test_who_may_only_read_is_told_that_what_was_written_stays_here(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    case = cases.create_case(lise.desk, ANNA)
    lise.sync()
    lise.share(case, bo, may_write=False)
    for one in (lise, bo):
        one.sync()
    cases.fill(bo.desk, case, views.case_view(bo.desk, case).facts_document, {"kaldenavn": "Annie"})
    bo.sync()
    found = standing(bo.desk)
    assert (found.local.changes, found.refused) == (1, {case: "grant.not_writer"})
    assert "Du kan ikke skrive i sagen." in " ".join(status_line(found, bo.desk.now()).whole)


def test_in_no_office_there_is_nothing_to_do(office: SyncedOffice) -> None:
    alone = office.without_office()
    assert wiring.runner_on(alone).run() is None
    assert standing(alone).is_member is False
