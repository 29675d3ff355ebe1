"""A new laptop has its list of cases before any case is here, and nothing of that list outlives what it is made of."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import msgspec
import pytest

from rygsaek.casework import cases, preview, search, views
from rygsaek.errors import InputError
from rygsaek.history.changes import NOTE_WRITTEN, NewChange
from rygsaek.history.checking import check
from rygsaek.paper import attachments
from rygsaek.paper.papers import Wish
from sync import aside, checkpoints, missing, summaries
from sync.errors import UnreachableError
from sync.office import redacting
from sync.proof.envelopes import read as read_envelope
from sync.sealing.bodies import SummaryBody
from sync.status import standing
from sync.wire.codec import decode
from sync.wire.requests import REQUEST_CAP, Fetch
from tests.support.decrypted import envelopes_with
from tests.support.desks import ANNA
from tests.support.empty_papers import pdf
from tests.support.lying_server import LyingServer, of_items
from tests.support.synced import SyncedLaptop, SyncedOffice
from tests.support.wired import NOWHERE, exits_of
from ui.presenters.status_words import status_line

BO = {"navn": "Bo Ærø", "adresse": "Hemmelig Vej 1", "opholdssted_aktuelt": "hos sin bror", "beskyttet_adresse": True}


@pytest.fixture
def pair(office: SyncedOffice) -> tuple[SyncedLaptop, SyncedLaptop]:
    """Lise, whose cases these are, and a new laptop."""
    return office.laptop(), office.laptop()


def give(giver: SyncedLaptop, taker: SyncedLaptop, *given: str) -> None:
    """Cases that lie in the store already are shared."""
    giver.sync()
    for case in given:
        giver.share(case, taker)
    giver.sync()


def sealed(laptop: SyncedLaptop) -> list[str]:
    """Cases of which it has sealed a summary, by when."""
    with laptop.vault.read() as reader:
        return [case for (case,) in reader.query("SELECT case_id FROM sync_own WHERE type = 'summary' ORDER BY seq, case_id")]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Each case in a question of its own, and no question taken long before its time."""
    names = ("sync.fetching.CASES_AT_ONCE", "sync.fetching.LINES_AT_ONCE", "sync.fetching.QUICKLY", "sync.talking.AHEAD")
    with ExitStack() as stack:
        for name in names:
            stack.enter_context(patch(name, 1))
        yield


def reasons(laptop: SyncedLaptop) -> list[str]:
    with laptop.vault.read() as reader:
        return [one.reason for one in aside.all_of(reader)]


def listed(laptop: SyncedLaptop) -> list[tuple[str, str | None, bool]]:
    return [(row.name, row.next_date, row.is_preview) for row in views.case_list(laptop.desk)]


def heard(laptop: SyncedLaptop, answers: int, but: str = "") -> list[Fetch]:
    """Sync until the line breaks, after so many answers with content or where one case is asked for; returns what was asked."""
    asked: list[Fetch] = []
    whole = laptop.carry

    class Breaking:
        def __init__(self) -> None:
            self.inner = whole()

        def post(self, path: str, body: bytes, headers: Any) -> Any:
            if path == "/v1/fetch":
                asked.append(decode(body, Fetch, REQUEST_CAP))
                if len(asked) > answers or any(one.case == but for one in asked[-1].cases):
                    raise UnreachableError()
            return self.inner.post(path, body, headers)

        def close(self) -> None:
            self.inner.close()

    laptop.carry = Breaking
    with pytest.raises(UnreachableError):
        laptop.sync()
    laptop.carry = whole
    return asked


def test_the_list_is_there_before_the_cases_sorted_and_searched_as_others_are(pair: tuple[SyncedLaptop, SyncedLaptop]) -> None:
    lise, new = pair
    anna, bo = (cases.create_case(lise.desk, answers) for answers in (ANNA, BO))
    cases.fill_form(lise.desk, bo, "besoeg", {"dato": "2026-05-20", "fra": "13:00"})
    mine = cases.create_case(new.desk, {"navn": "Carl Dam"})
    give(lise, new, anna, bo)
    assert {one.types for one in heard(new, 2)[:2]} == {("grant", "summary")}
    assert listed(new) == [("Bo Ærø", "2026-05-20", True), ("Anna Nørgaard", None, True), ("Carl Dam", None, False)]
    assert [row.next_what for row in views.case_list(new.desk)][:1] == [views.case_list(lise.desk)[0].next_what]
    assert [(hit.case, hit.form, hit.snippet) for hit in search.find(new.desk, "ærø")] == [(bo, "borger", "Bo Ærø")]
    assert [hit.case for hit in search.find(new.desk, "elmeg")] == [anna]
    assert [hit.case for hit in search.find(new.desk, "da")] == [mine]
    head = views.preview_view(new.desk, anna)
    shown = views.case_view(lise.desk, anna)
    assert head is not None and head.head.contact == shown.contact_line
    assert (head.name, head.head.address, head.head.whereabouts) == (shown.citizen_name, shown.address_line, "hos sin søster")
    protected = views.preview_view(new.desk, bo)
    assert protected is not None and protected.head.is_protected
    assert (protected.head.address, protected.head.whereabouts) == ("", ""), "an address that is not to be told does not travel"
    told = " ".join(status_line(standing(new.desk), new.desk.now()).whole)
    assert "2 sager er på vej hertil." in told and "2 sager er ikke efterprøvet endnu." in told
    new.sync()
    assert listed(new) == [(name, day, False) for name, day, _ in listed(new)] and len(listed(new)) == 3
    assert (standing(new.desk).fetching, standing(new.desk).unchecked, reasons(new)) == (0, 0, [])
    assert views.preview_view(new.desk, anna) is None
    assert new.desk.journal.state(anna) == lise.desk.journal.state(anna)
    assert check(new.vault, new.desk.journal.projectors) == ()
    with new.vault.read() as reader:
        for table in ("case_preview", "preview_list", "case_held"):
            assert reader.query(f"SELECT * FROM {table}") == [], table


def test_a_case_with_only_a_summary_is_neither_read_edited_nor_let_out(
    pair: tuple[SyncedLaptop, SyncedLaptop], tmp_path: Path
) -> None:
    lise, new = pair
    case = cases.create_case(lise.desk, ANNA)
    document = cases.fill_form(lise.desk, case, "samarbejdsaftale", {"aktuel_situation": "Bor hos sin søster."})
    give(lise, new, case)
    heard(new, 1)
    desk, exits, target = new.desk, exits_of(new.desk), tmp_path / "ud"
    target.mkdir()
    tried = {
        "case": lambda: views.case_view(desk, case),
        "paper": lambda: views.document_view(desk, case, document),
        "history": lambda: views.history(desk, case),
        "fill": lambda: cases.fill(desk, case, document, {"aktuel_situation": "Bor alene."}),
        "begin": lambda: cases.begin_document(desk, case, "samtykke"),
        "correct": lambda: cases.correct(desk, case, document),
        "undo": lambda: cases.undo(desk, case),
        "print": lambda: exits.print_document(NOWHERE, case, Wish(document=document, copy="internal")),
        "save": lambda: exits.save_document(case, Wish(document=document), target / "papir.pdf"),
        "export": lambda: exits.export_case(case, target / "sag"),
        "attach": lambda: attachments.attach(desk, case, pdf(1)),
    }
    for name, act in tried.items():
        with pytest.raises(InputError) as caught:
            act()
        assert caught.value.code in ("case.on_its_way", "case.unchecked"), name
    assert desk.journal.entries(case) == () and not list(target.iterdir())


def test_a_summary_that_is_older_than_the_grant_waits_for_nothing(pair: tuple[SyncedLaptop, SyncedLaptop]) -> None:
    lise, new = pair
    case = cases.create_case(lise.desk, ANNA)
    with patch.object(checkpoints, "EVERY", 1):
        give(lise, new, case)
    assert sealed(lise) == [case], "with the checkpoint, and it fits still"
    with patch.object(aside, "keep", side_effect=AssertionError("set aside")):
        new.sync()
    assert listed(new) == [("Anna Nørgaard", None, False)]


def test_what_is_opened_comes_before_the_others(office: SyncedOffice) -> None:
    lise, new = office.laptop(), office.laptop()
    every = sorted(cases.create_case(lise.desk, {"navn": f"Borger {number}"}) for number in range(6))
    give(lise, new, *every)
    with one_at_a_time():
        heard(new, len(every))
        views.preview_view(new.desk, every[4])
        views.preview_view(new.desk, every[2])
        asked = heard(new, 4)
    assert [one.cases[0].case for one in asked] == [every[2], every[4], every[2], every[4], every[0]]
    assert {row.case for row in views.case_list(new.desk) if not row.is_preview} == {every[2], every[4]}
    new.sync()
    assert {row.is_preview for row in views.case_list(new.desk)} == {False}


def test_a_summary_is_made_where_a_case_is_given_on_and_its_newest_says_something_else_and_not_at_every_sync(
    office: SyncedOffice,
) -> None:
    lise, bo, eva = (office.laptop() for _ in range(3))
    case = cases.create_case(lise.desk, ANNA)
    alone = cases.create_case(lise.desk, BO)
    lise.sync()
    assert sealed(lise) == [], "nobody else has it"
    lise.share(case, bo)
    lise.sync()
    assert sealed(lise) == [case]
    facts = views.case_view(lise.desk, case).facts_document
    for name in ("Anna Nørgård", "Anna Dam"):
        cases.fill(lise.desk, case, facts, {"navn": name})
        lise.sync()
    bo.sync()
    assert sealed(lise) == [case], "a day's work brings none"
    bo.share(case, eva)
    bo.sync()
    assert sealed(bo) == [case]
    heard(eva, 1)
    assert listed(eva) == [("Anna Dam", None, True)]
    lise.sync()
    with patch.object(checkpoints, "EVERY", 1):
        lise.desk.journal.append(case, [NewChange("", "^note/a", NOTE_WRITTEN, {"text": "a"})], "fs")
        lise.sync()
        assert sealed(lise) == [case], "Bo's still fits"
        cases.fill(lise.desk, case, facts, {"navn": "Anna Krogh"})
        lise.sync()
    assert sealed(lise) == [case, case], "with a checkpoint"
    assert sealed(lise).count(alone) == 0
    for one in (bo, eva):
        one.sync()
        assert reasons(one) == []


def told(office: SyncedOffice, name: str) -> tuple[SyncedLaptop, SyncedLaptop, str]:
    """A case of Anna's that is shared with a summary which calls her something else, and the new laptop."""
    lise, new = office.laptop(), office.laptop()
    case = cases.create_case(lise.desk, ANNA)
    honest = preview.of
    with patch.object(summaries.preview, "of", lambda *given: msgspec.structs.replace(honest(*given), name=name)):
        give(lise, new, case)
    return lise, new, case


def test_a_summary_that_says_something_else_than_the_history_goes_and_is_told(office: SyncedOffice) -> None:
    lise, new, case = told(office, "Anne Marie")
    heard(new, 1)
    assert listed(new) == [("Anne Marie", None, True)]
    new.sync()
    assert listed(new) == [("Anna Nørgaard", None, False)]
    assert reasons(new) == ["summary.false"]
    assert new.desk.journal.state(case) == lise.desk.journal.state(case)
    assert "1 ting fra serveren kan ikke bruges" in " ".join(status_line(standing(new.desk), new.desk.now()).whole)


def test_a_program_that_holds_it_against_nothing_is_found_out(office: SyncedOffice) -> None:
    _, new, _ = told(office, "Anne Marie")
    with patch.object(summaries, "_says_the_same", lambda *_: True):
        new.sync()
    assert reasons(new) == []


def test_a_summary_that_was_true_when_it_was_made_is_true_when_the_name_has_changed_since(
    pair: tuple[SyncedLaptop, SyncedLaptop],
) -> None:
    lise, new = pair
    case = cases.create_case(lise.desk, ANNA)
    give(lise, new, case)
    cases.fill(lise.desk, case, views.case_view(lise.desk, case).facts_document, {"navn": "Anna Dam"})
    lise.sync()
    new.sync()
    assert (listed(new), reasons(new)) == ([("Anna Dam", None, False)], [])


def test_a_summary_of_another_history_is_told(office: SyncedOffice) -> None:
    lise, new = office.laptop(), office.laptop()
    case = cases.create_case(lise.desk, ANNA)
    make = SummaryBody

    def forked(format_: int, case: str, clock: int, heads: tuple[Any, ...], data: bytes) -> SummaryBody:
        return make(format_, case, clock, tuple(msgspec.structs.replace(one, hash=bytes(32)) for one in heads), data)

    with patch.object(summaries, "SummaryBody", forked):
        give(lise, new, case)
    new.sync()
    assert reasons(new) == ["summary.false"]
    assert new.desk.journal.state(case) == lise.desk.journal.state(case)


def test_a_history_that_is_held_back_behind_a_summary_is_told(pair: tuple[SyncedLaptop, SyncedLaptop]) -> None:
    lise, new = pair
    case = cases.create_case(lise.desk, ANNA)
    give(lise, new, case)
    whole = new.carry
    hiding = of_items(lambda items: tuple(one for one in items if one.kind != "envelope" or _is_of(one.data, "summary")))
    new.carry = lambda: LyingServer(whole(), hiding)
    new.sync()
    assert listed(new) == [("Anna Nørgaard", None, True)]
    assert sum(one.saves for one in standing(new.desk).missing) == len(lise.desk.journal.entries(case))
    new.carry = whole
    new.sync()
    assert listed(new) == [("Anna Nørgaard", None, False)]
    assert standing(new.desk).missing == ()


def test_a_case_that_is_shared_no_more_when_only_its_summary_has_come_is_told_as_not_come_and_can_be_let_go(
    pair: tuple[SyncedLaptop, SyncedLaptop],
) -> None:
    lise, new = pair
    case, other = sorted((cases.create_case(lise.desk, ANNA), cases.create_case(lise.desk, {"navn": "Bo Dam"})))
    give(lise, new, case, other)
    heard(new, 2, but=other)  # two questions at once, and none knows which is at the store first
    lise.unshare(case, new)
    lise.sync()
    with new.vault.read() as reader:
        assert preview.is_shown(reader, case) and preview.count_coming(reader) == 1
    for _ in range(missing.ALARM_SYNCS + 1):
        new.sync()
    stands = standing(new.desk)
    assert (stands.stopped, stands.unchecked, stands.fetching) == ((case,), 0, 0)
    said = " ".join(status_line(stands, new.desk.now()).whole)
    assert "1 sag på vej hertil kom ikke." in said
    assert "mangler" not in said and "seks ord" not in said, "a colleague may take a case back, and nobody is to be alarmed"
    rows = {row.case: row for row in views.case_list(new.desk)}
    assert {one: (row.is_preview, row.has_stopped) for one, row in rows.items()} == {case: (True, True), other: (False, False)}
    with new.vault.write() as tx:
        assert preview.count_coming(tx) == 0
        summaries.let_go(tx, case)
        summaries.let_go(tx, other)
    new.sync()
    assert [row.case for row in views.case_list(new.desk)] == [other], "of a case that is here nothing goes"
    assert "kom ikke" not in " ".join(status_line(standing(new.desk), new.desk.now()).whole)
    lise.share(case, new)
    lise.sync()
    new.sync()
    assert sorted(row.case for row in views.case_list(new.desk) if not row.is_preview) == [case, other]
    assert standing(new.desk).missing == () and new.desk.journal.state(case) == lise.desk.journal.state(case)


def _is_of(data: bytes, type_: str) -> bool:
    return read_envelope(data).header.type == type_


def kept_in_store(office: SyncedOffice, case: str) -> int:
    """How many summaries of a case it holds."""
    with closing(sqlite3.connect(urlsplit(office.central.database).path)) as store:
        found = store.execute("SELECT count(data) FROM item WHERE case_id = ? AND type = 'summary'", (case,)).fetchone()
    return int(found[0])


def test_a_text_that_is_taken_out_takes_the_summary_with_it_and_the_next_is_made_without_it(office: SyncedOffice) -> None:
    lise, bo, new, last = (office.laptop() for _ in range(4))
    case = cases.create_case(lise.desk, {"navn": "Anna Nordvang-Hemmelig"})
    facts = views.case_view(lise.desk, case).facts_document
    give(lise, bo, case)
    bo.sync()
    give(lise, new, case)
    heard(new, 1)
    assert listed(new) == [("Anna Nordvang-Hemmelig", None, True)]
    change = next(line.change for line in views.history(lise.desk, case, "navn", facts))
    redacting.redact(lise.desk, case, [change], lise.now_ms(), os.urandom, reason="Forkert borger")
    cases.fill(lise.desk, case, facts, {"navn": "Anna Dam"})
    with patch.object(checkpoints, "make_due", lambda *_, **__: []):
        lise.sync()
    assert kept_in_store(office, case) == 0, "nothing hangs on them: they go before a checkpoint has come"
    bo.share(case, last)  # Bo has not heard of it
    for one in (bo, lise, new):
        one.sync()
        assert (listed(one), reasons(one)) == ([("Anna Dam", None, False)], [])
    assert kept_in_store(office, case) > 0
    assert envelopes_with(office.central, lise, case, "Hemmelig") == 0
    with lise.vault.read() as reader:
        lengths = [size for (size,) in reader.query("SELECT length(data) FROM sync_own WHERE type = 'summary' ORDER BY seq")]
    assert lengths[0] == 0 and lengths[-1] > 0
    heard(last, 1)
    assert listed(last) == [("Anna Dam", None, True)]
    last.sync()
    assert reasons(last) == []
    assert office.faults() == []


def test_no_answer_that_is_lost_and_no_kill_between_two_leaves_anything_behind(pair: tuple[SyncedLaptop, SyncedLaptop]) -> None:
    lise, new = pair
    every = [cases.create_case(lise.desk, {"navn": f"Borger {number}"}) for number in range(3)]
    give(lise, new, *every)
    with one_at_a_time():
        for answers in range(1, 2 * len(every)):
            heard(new, 1)
            assert len(listed(new)) == min(answers, 3)
            assert standing(new.desk).fetching == len(every) - max(0, answers - len(every))
    new.sync()
    assert [row.is_preview for row in views.case_list(new.desk)] == [False] * 3
    assert reasons(new) == []
    for case in every:
        assert new.desk.journal.entries(case) == lise.desk.journal.entries(case)
