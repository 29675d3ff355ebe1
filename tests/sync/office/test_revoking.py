"""A lost laptop (SECURITY.md, row 18): refused at once, its unsent work handed over and adopted, erased on a lead's word."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from rygsaek.casework import accesslog, cases, drafts, search, views
from rygsaek.errors import InputError
from rygsaek.vault.erasing import erase
from sync import access, keyring
from sync.errors import WORDS, RefusedError, SyncError
from sync.identity import DeviceSecret
from sync.office import adopting, erasing, letting_in, revoking, sharing
from sync.office.line import Line, item
from sync.proof import orders
from sync.proof.signed import read_signed
from sync.runner import Connection, Runner
from sync.sealing.grants import sign
from sync.transport import HttpTransport
from sync.wire.codec import encode
from sync.wire.handover import QuarantineAnswer
from sync.wire.office import FORMAT, Cutoff, Signed, Wipe
from sync.wire.requests import Item
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.staff import Hire, Staff
from ui import wiring
from ui.presenters.handed_source import DeskHanded
from ui.presenters.handed_words import waiting_words
from ui.wiring import utc_now


class Trio:
    """Lise leads; Bo, whose laptop gets lost, and Eva share a case with her."""

    def __init__(self, central: Central, hire: Hire) -> None:
        self.lise, self.bo, self.eva = hire("Lise Holm"), hire("Bo Krag"), hire("Eva Lund")
        self.lise.found(central.url)
        self.lise.let_in(self.bo)
        self.lise.let_in(self.eva)
        self.case = cases.create_case(self.bo.desk, ANNA)
        self.bo.sync()
        known = self.bo.line.caught_up()
        with self.bo.desk.vault.write() as tx:
            sharing.share(tx, known, self.case, [self.lise.device, self.eva.device], self.bo.line.now_ms())
        for one in (self.bo, self.lise, self.eva):
            one.sync()

    def fill(self, at: Staff, /, **answers: str) -> None:
        cases.fill_form(at.desk, self.case, "borger", answers)

    def answer(self, at: Staff, field: str) -> object:
        document = views.case_view(at.desk, self.case).documents[0].document
        return views.document_view(at.desk, self.case, document).answers.get(field)


@pytest.fixture
def trio(central: Central, hire: Hire) -> Trio:
    return Trio(central, hire)


def test_the_store_refuses_a_revoked_laptop_from_the_very_next_request(trio: Trio) -> None:
    revoking.revoke(trio.lise.line, trio.bo.device)
    known = trio.bo.line.membership()
    with pytest.raises(RefusedError) as refused:
        trio.bo.line.hand_in(known, [item(sign("lease", b"x", known.secret))])
    assert refused.value.code == "roster.revoked"
    with pytest.raises(RefusedError):
        letting_in.pending(trio.bo.line)


def test_a_lead_who_got_no_answer_shuts_the_laptop_out_once_more_and_nothing_is_told_as_wrong(trio: Trio) -> None:
    first = revoking.revoke(trio.lise.line, trio.bo.device, wipes=False)
    before = trio.lise.line.membership()
    assert first == ((trio.case,), (), ())
    assert revoking.revoke(trio.lise.line, trio.bo.device) == ((), (), ())
    after = trio.lise.line.caught_up()
    assert (after.roster.n, after.office.epoch) == (before.roster.n, before.office.epoch)
    outcome = trio.bo.sync()
    assert outcome.order is not None, "the second time with the order to erase"


def test_the_case_and_the_office_get_new_keys_that_the_lost_laptop_has_not(trio: Trio) -> None:
    before = trio.lise.line.membership().office.epoch
    told = revoking.revoke(trio.lise.line, trio.bo.device)
    assert told == (((trio.case,)), (), ())
    trio.lise.sync()
    trio.fill(trio.lise, opholdssted_aktuelt="Viborg")
    trio.lise.sync()
    trio.eva.sync()
    assert trio.answer(trio.eva, "opholdssted_aktuelt") == "Viborg"
    known = trio.eva.line.membership()
    with trio.eva.desk.vault.read() as reader:
        grants = keyring.grants(reader, known, trio.case)
    assert grants.epoch == 2 and trio.bo.device not in grants.writers
    assert known.office.epoch == before + 1 and known.office.latest is not None
    assert trio.bo.device not in [one.device for one in known.office.latest.wraps]


def test_a_case_that_the_lead_is_not_in_gets_its_new_key_from_a_colleague_who_is(trio: Trio) -> None:
    case = cases.create_case(trio.eva.desk, ANNA)
    trio.eva.sync()
    known = trio.eva.line.caught_up()
    with trio.eva.desk.vault.write() as tx:
        sharing.share(tx, known, case, [trio.bo.device], trio.eva.line.now_ms())
    trio.eva.sync()
    told = revoking.revoke(trio.lise.line, trio.bo.device)
    assert told.waiting == (case,)
    trio.eva.sync()
    with trio.eva.desk.vault.read() as reader:
        assert keyring.grants(reader, trio.eva.line.membership(), case).writers == (trio.eva.device,)


def test_a_case_that_only_the_lost_laptop_had_is_told_as_nobodys(trio: Trio) -> None:
    case = cases.create_case(trio.bo.desk, ANNA)
    trio.bo.sync()
    assert revoking.revoke(trio.lise.line, trio.bo.device).ownerless == (case,)


def test_what_was_handed_in_before_still_counts(trio: Trio, hire: Hire) -> None:
    trio.fill(trio.bo, opholdssted_aktuelt="Randers")
    trio.bo.sync()
    revoking.revoke(trio.lise.line, trio.bo.device)
    trio.lise.sync()
    assert trio.answer(trio.lise, "opholdssted_aktuelt") == "Randers"
    per = hire("Per Friis")
    trio.lise.let_in(per)
    known = trio.lise.line.caught_up()
    with trio.lise.desk.vault.write() as tx:
        sharing.share(tx, known, trio.case, [per.device], trio.lise.line.now_ms())
    trio.lise.sync()
    per.sync()
    assert trio.answer(per, "opholdssted_aktuelt") == "Randers"


def test_unsent_work_is_handed_over_looked_at_and_adopted_with_its_author(trio: Trio) -> None:
    trio.fill(trio.bo, opholdssted_aktuelt="Skive")
    trio.fill(trio.bo, mobil="11223344")
    revoking.revoke(trio.lise.line, trio.bo.device)
    trio.lise.sync()
    outcome = trio.bo.sync()
    assert outcome.is_revoked and outcome.order is not None
    assert trio.answer(trio.lise, "opholdssted_aktuelt") == "hos sin søster"
    trio.eva.sync()
    waiting = adopting.look(trio.eva.desk, trio.eva.line, trio.case)
    assert [change.value for one in waiting.handed for change in one.changes] == ["Skive", "11223344"]
    assert waiting.unreadable == ()
    assert adopting.adopt(trio.eva.desk, trio.eva.line, waiting) == (2, 0, 0)
    assert adopting.look(trio.eva.desk, trio.eva.line, trio.case).handed == ()
    trio.eva.sync()
    trio.lise.sync()
    for one in (trio.eva, trio.lise):
        assert (trio.answer(one, "opholdssted_aktuelt"), trio.answer(one, "mobil")) == ("Skive", "11223344")
        (line,) = [line for line in views.history(one.desk, trio.case, "opholdssted_aktuelt") if line.new == "Skive"]
        assert line.who == "Bo Krag"


@pytest.mark.parametrize("has_written", [False, True])
def test_the_last_looks_of_a_lost_laptop_come_into_the_access_log_of_everybody_in_the_case(
    trio: Trio, monkeypatch: pytest.MonkeyPatch, has_written: bool
) -> None:
    lise, bo, eva = trio.lise, trio.bo, trio.eva
    views.case_view(bo.desk.for_purpose("Besøg"), trio.case)
    assert {hit.case for hit in search.find(bo.desk, "anna")} == {trio.case}
    if has_written:
        trio.fill(bo, mobil="11223344")
    revoking.revoke(lise.line, bo.device)
    lise.sync()
    assert bo.sync().order is not None
    eva.sync()
    waiting = adopting.look(eva.desk, eva.line, trio.case)
    assert (len(waiting.handed), waiting.unreadable, waiting.is_usable) == (has_written, (), True)
    assert waiting_words(waiting) == f"{'1 ændring. ' if has_written else ''}2 linjer om, hvem der har set sagen."
    page = DeskHanded(eva.desk, eva.line)
    if has_written:
        (shown,) = page.waiting()
        assert shown.told == waiting_words(waiting)
        assert {accesslog.WORDS["open"], accesslog.WORDS["search"]} < {one.what for one in page.look(trio.case)}
        assert page.adopt(trio.case).endswith("2 linjer om, hvem der har set sagen, er skrevet i adgangsloggen.")
    assert page.waiting() == (), "nobody has to look through what comes into no case"
    assert adopting.adopt(eva.desk, eva.line, waiting).looks == 0, "those who were stopped in between write nothing twice"
    assert not adopting.look(eva.desk, eva.line, trio.case).is_anything
    monkeypatch.setattr(access, "KEPT_FOR", timedelta(seconds=-60))
    for one in (eva, lise):
        one.sync()
    for one in (eva, lise):
        seen = [(look.user, look.what, look.purpose, look.detail) for look in accesslog.entries(one.desk, trio.case)]
        assert seen.count(("Bo Krag", "open", "Besøg", "")) == 1
        assert seen.count(("Bo Krag", "search", "Sagsbehandling", "")) == 1
    assert wiring.check(eva.desk) == ()


def test_what_is_adopted_wins_over_nothing_that_was_written_meanwhile(trio: Trio) -> None:
    trio.fill(trio.bo, opholdssted_aktuelt="Skive")
    trio.fill(trio.lise, opholdssted_aktuelt="Viborg")
    trio.lise.sync()
    revoking.revoke(trio.lise.line, trio.bo.device)
    trio.bo.sync()
    trio.lise.sync()
    adopting.adopt(trio.lise.desk, trio.lise.line, adopting.look(trio.lise.desk, trio.lise.line, trio.case))
    state = trio.lise.desk.journal.state(trio.case)
    document = views.case_view(trio.lise.desk, trio.case).documents[0].document
    assert sorted(head.value for head in state.register(document, "opholdssted_aktuelt").heads) == ["Skive", "Viborg"]


def test_adopting_twice_or_by_two_is_adopting_once(trio: Trio) -> None:
    trio.fill(trio.bo, opholdssted_aktuelt="Skive")
    revoking.revoke(trio.lise.line, trio.bo.device)
    trio.bo.sync()
    trio.lise.sync()
    trio.eva.sync()
    first, second = (
        adopting.look(trio.lise.desk, trio.lise.line, trio.case),
        adopting.look(trio.eva.desk, trio.eva.line, trio.case),
    )
    adopting.adopt(trio.lise.desk, trio.lise.line, first)
    adopting.adopt(trio.eva.desk, trio.eva.line, second)
    for one in (trio.lise, trio.eva, trio.lise):
        one.sync()
    document = views.case_view(trio.lise.desk, trio.case).documents[0].document
    for one in (trio.lise, trio.eva):
        heads = one.desk.journal.state(trio.case).register(document, "opholdssted_aktuelt").heads
        assert [head.value for head in heads] == ["Skive"]


def test_handed_over_work_that_nobody_wants_is_let_go(trio: Trio) -> None:
    trio.fill(trio.bo, opholdssted_aktuelt="Skive")
    revoking.revoke(trio.lise.line, trio.bo.device)
    trio.bo.sync()
    trio.lise.sync()
    waiting = adopting.look(trio.lise.desk, trio.lise.line, trio.case)
    adopting.discard(trio.lise.line, waiting)
    with pytest.raises(InputError) as refused:
        adopting.adopt(trio.lise.desk, trio.lise.line, adopting.look(trio.lise.desk, trio.lise.line, trio.case))
    assert refused.value.code == "adopt.nothing"


def test_a_store_that_tells_of_something_else_than_handed_over_work_is_told_of_in_words(trio: Trio) -> None:
    for rubbish in (b"", b"\x93\xc0\xc0\xc0", bytes(200)):
        told = QuarantineAnswer((Item("envelope", rubbish),), ())
        with patch.object(Line, "ask_own", return_value=told), pytest.raises(SyncError) as refused:
            adopting.look(trio.eva.desk, trio.eva.line, trio.case)
        assert refused.value.title == WORDS["wire"][0]


def test_who_is_not_in_the_case_does_not_see_what_was_handed_over(trio: Trio, hire: Hire) -> None:
    per = hire("Per Friis")
    trio.lise.let_in(per)
    with pytest.raises(RefusedError) as refused:
        adopting.look(per.desk, per.line, trio.case)
    assert refused.value.code == "request.not_allowed"


def test_the_last_lead_is_not_revoked(trio: Trio) -> None:
    with pytest.raises(SyncError) as refused:
        revoking.revoke(trio.lise.line, trio.lise.device)
    assert refused.value.code == "roster.last_lead"


def test_who_is_no_lead_revokes_nobody(trio: Trio) -> None:
    with pytest.raises(SyncError):
        revoking.revoke(trio.eva.line, trio.bo.device)


def test_a_laptop_that_is_ordered_to_is_erased_after_it_has_handed_over(trio: Trio) -> None:
    trio.fill(trio.bo, opholdssted_aktuelt="Skive")
    revoking.revoke(trio.lise.line, trio.bo.device)
    outcome = trio.bo.sync()
    assert outcome.order is not None
    folder = trio.bo.desk.vault.folder
    erase(trio.bo.desk.vault)
    assert not folder.exists()
    trio.lise.sync()
    assert len(adopting.look(trio.lise.desk, trio.lise.line, trio.case).handed) == 1


def test_what_was_being_typed_when_the_timer_came_is_handed_over_too(trio: Trio) -> None:
    document = views.case_view(trio.bo.desk, trio.case).documents[0].document
    drafts.put(trio.bo.desk, trio.case, document, "opholdssted_aktuelt", "Skive", 5)
    revoking.revoke(trio.lise.line, trio.bo.device)
    outcome = Runner(lambda: trio.bo.desk, Connection(lambda url, _: HttpTransport(url))).run(promotes=False)
    assert outcome is not None and outcome.order is not None
    trio.lise.sync()
    waiting = adopting.look(trio.lise.desk, trio.lise.line, trio.case)
    assert [change.value for one in waiting.handed for change in one.changes] == ["Skive"]


def test_what_was_typed_and_is_no_answer_is_handed_over_as_a_note_that_says_where_it_was_typed(trio: Trio) -> None:
    bo, lise = trio.bo, trio.lise
    seconds = (utc_now() + timedelta(seconds=n) for n in count())
    keyboard = bo.at(lambda: next(seconds)).desk  # the note tells it in the order of typing, and no two are typed at once
    document = views.case_view(bo.desk, trio.case).documents[0].document
    for path, text in (("foedselsdato", "i foråret, tror hun"), ("findes_ikke", "ring til Per"), ("mobil", "12345678")):
        drafts.put(keyboard, trio.case, document, path, text, 3)
    drafts.put(keyboard, trio.case, "ukendt", "felt", "et andet papir", 3)
    drafts.put(keyboard, "ingen sag", "papir", "felt", "hører ingen steder til", 3)
    revoking.revoke(lise.line, bo.device)
    assert bo.sync().order is not None
    assert [one.case for one in drafts.all(bo.desk)] == ["ingen sag"], "what no case has stays, and stops nothing else"
    assert bo.sync().order is not None
    lise.sync()
    adopting.adopt(lise.desk, lise.line, adopting.look(lise.desk, lise.line, trio.case))
    (note,) = (one for one in views.case_view(lise.desk, trio.case).documents if one.form == "journalnotat")
    told = views.document_view(lise.desk, trio.case, note.document).answers
    assert told["tema"] == "Tekst, der ikke blev til et svar"
    assert told["tekst"] == (
        "Skrevet på: Oplysninger om borgeren, Hvornår er du født?\ni foråret, tror hun\n\n"
        "Skrevet på: Oplysninger om borgeren, findes_ikke\nring til Per\n\n"
        "Skrevet på: et papir, som programmet ikke kender, felt\net andet papir"
    )


def test_without_the_order_nothing_is_erased(trio: Trio) -> None:
    revoking.revoke(trio.lise.line, trio.bo.device, wipes=False)
    outcome = trio.bo.sync()
    assert outcome.is_revoked and outcome.order is None


def test_the_store_cannot_cut_off_work_that_the_lead_has_seen() -> None:
    told = [Cutoff("sag", "liv", "changes", 2, b"2" * 32)]
    seen = [Cutoff("sag", "liv", "changes", 5, b"5" * 32), Cutoff("sag2", "liv", "changes", 1, b"1" * 32)]
    assert revoking.further(told, seen) == tuple(seen)
    assert revoking.further(seen, told) == tuple(seen)
    assert revoking.further([], []) == ()


# A forged order to erase (row 18): none of 1,000 is taken.

FORGED = 1_000


class Forger:
    """What a store, a colleague or a stranger may hold out to a revoked laptop as a lead's order."""

    def __init__(self, trio: Trio) -> None:
        self.chance = random.Random(18)
        self.lead, self.eva = trio.lise.line.membership(), trio.eva.line.membership().secret
        self.stranger = DeviceSecret.generate()
        self.said = Wipe(FORMAT, self.lead.org, trio.bo.device, self.lead.roster.n, 5)
        self.true = self.signed(self.lead.secret)

    def signed(self, by: DeviceSecret, **changes: object) -> Signed:
        return sign("wipe", encode(replace(self.said, **changes)), by)

    def one(self) -> bytes:
        if self.chance.random() < 0.5:
            return encode(self.chance.choice(self.makes())())
        data = bytearray(encode(self.true))
        data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
        return bytes(data)

    def makes(self) -> list[Callable[[], Signed]]:
        lead, true, chance, n = self.lead.secret, self.true, self.chance, self.lead.roster.n
        return [
            lambda: self.signed(self.eva),
            lambda: self.signed(self.stranger),
            lambda: replace(self.signed(self.stranger), by=(lead.name,)),
            lambda: self.signed(lead, device=chance.choice([self.eva.name, self.stranger.name])),
            lambda: self.signed(lead, roster_n=chance.randrange(1, n)),
            lambda: self.signed(lead, roster_n=n + chance.randrange(1, 9)),
            lambda: self.signed(lead, org=chance.randbytes(32)),
            lambda: sign("lease", encode(self.said), lead),
            lambda: replace(self.signed(lead, at=6), signatures=true.signatures),
            lambda: Signed("wipe", true.body, (), ()),
            lambda: Signed("wipe", true.body, true.by * 2, true.signatures * 2),
        ]


def accepted(trio: Trio) -> int:
    """How many of the forged orders the revoked laptop takes, true ones to another among them."""
    for gone in (trio.eva, trio.bo):
        revoking.revoke(trio.lise.line, gone.device, wipes=False)
    known, forger = trio.bo.line.caught_up(), Forger(trio)
    return sum(erasing.order_in(known, forger.one()) is not None for _ in range(FORGED))


def test_no_forged_order_erases_anything(trio: Trio) -> None:
    assert accepted(trio) == 0


def test_the_true_order_is_taken(trio: Trio) -> None:
    revoking.revoke(trio.lise.line, trio.bo.device)
    outcome = trio.bo.sync()
    assert outcome.order is not None
    known = trio.bo.line.membership()
    assert erasing.order_in(known, encode(outcome.order)) == read_signed(encode(outcome.order))


def test_sabotage_without_the_signatures_check_forged_orders_would_be_taken(trio: Trio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "check_one", lambda *_: None)
    assert accepted(trio) > 0
