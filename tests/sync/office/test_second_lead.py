"""The second lead is asked through the store: only they can read it, and the store can neither ask in their name nor answer."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from msgspec.structs import replace

from rygsaek.casework import cases
from sync.errors import RefusedError, SyncError
from sync.office import recovering, second_lead
from sync.sealing.asks import seal_ask
from sync.wire.codec import encode
from sync.wire.office import FORMAT
from sync.wire.requests import Ask, AskAnswer, SealedAsk
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.staff import Hire, Staff


class Leads:
    """Lise, Bo and Mia lead; Eva has a case, and Bo asks for it."""

    def __init__(self, central: Central, hire: Hire) -> None:
        self.lise, self.bo, self.mia, self.eva = (hire(one) for one in ("Lise Holm", "Bo Krag", "Mia Dahl", "Eva Lund"))
        self.kit = self.lise.found(central.url)
        for one in (self.bo, self.mia):
            self.lise.let_in(one, is_lead=True)
        self.lise.let_in(self.eva)
        self.case = cases.create_case(self.eva.desk, ANNA)
        for one in (self.eva, self.lise, self.bo, self.mia):
            one.sync()
        line, known = self.bo.line, self.bo.line.caught_up()
        self.request = recovering.ask_second(line, self.kit, known, list(recovering.latest(line, known)), (self.bo.device,))

    def ask(self, whom: Staff) -> None:
        known = self.bo.line.membership()
        second_lead.ask(self.bo.line, known, known.roster.members[whom.device].person, self.request)

    def leave(self, to: Staff, data: bytes) -> None:
        """What a store that lies shows: bytes of its own, as if Bo's laptop had left them."""
        self.bo.line.ask_own(self.bo.line.membership(), "/v1/ask", Ask(FORMAT, (SealedAsk(to.device, data),), ()), AskAnswer)


@pytest.fixture
def leads(central: Central, hire: Hire) -> Leads:
    return Leads(central, hire)


def asked(staff: Staff) -> tuple[second_lead.Asking, ...]:
    known = staff.line.caught_up()
    return second_lead.asked(staff.line, known, tuple(recovering.latest(staff.line, known)))


def test_it_reaches_the_one_who_is_asked_and_opens_when_they_sign(leads: Leads) -> None:
    leads.ask(leads.lise)
    assert asked(leads.mia) == ()
    (one,) = asked(leads.lise)
    assert (one.device, one.request) == (leads.bo.device, leads.request)
    known = leads.lise.line.membership()
    assert recovering.sign_second(leads.lise.line, known, one.request) == (leads.case,)
    assert asked(leads.lise) == (), "it cannot be answered twice, however long the store shows it"
    second_lead.done(leads.lise.line, known, one.device)
    leads.bo.sync()
    assert leads.case in leads.bo.desk.journal.cases()


def test_what_was_sealed_to_another_lead_or_left_by_another_laptop_is_nothing(leads: Leads) -> None:
    known = leads.bo.line.membership()
    receive = known.roster.members[leads.mia.device].keys.receive
    for device, asker in ((leads.lise.device, leads.bo.device), (leads.mia.device, leads.lise.device)):
        leads.leave(leads.mia, seal_ask(encode(leads.request), receive, known.org, asker, device))
        assert asked(leads.mia) == ()
    leads.leave(leads.mia, b"not sealed at all")
    assert asked(leads.mia) == ()


def test_a_request_that_no_lead_has_signed_is_not_shown_and_gains_no_yes(leads: Leads) -> None:
    known = leads.bo.line.membership()
    forged = replace(leads.request, grants=(replace(leads.request.grants[0], signatures=(bytes(64),) * 2),))
    bo, lise = leads.bo.device, leads.lise.device
    leads.leave(leads.lise, seal_ask(encode(forged), known.roster.members[lise].keys.receive, known.org, bo, lise))
    assert asked(leads.lise) == ()
    with pytest.raises(SyncError):
        recovering.sign_second(leads.lise.line, leads.lise.line.membership(), forged)
    leads.bo.sync()
    assert leads.case not in leads.bo.desk.journal.cases()


def test_only_leads_ask_and_are_asked(leads: Leads) -> None:
    with pytest.raises(SyncError) as refused:
        leads.ask(leads.eva)
    assert refused.value.code == "grant.not_leads"
    with pytest.raises(RefusedError):
        second_lead.asked(leads.eva.line, leads.eva.line.caught_up(), ())


def test_whoever_is_asked_learns_it_with_the_next_exchange_until_it_is_over(leads: Leads) -> None:
    def waits(staff: Staff) -> tuple[second_lead.Waits, ...]:
        staff.sync()
        with staff.desk.vault.read() as reader:
            return second_lead.waiting(reader)

    assert waits(leads.lise) == ()
    leads.ask(leads.lise)
    leads.leave(leads.mia, b"not sealed at all")
    told = (second_lead.Waits(leads.bo.device, 1),)
    assert waits(leads.lise) == told and waits(leads.mia) == waits(leads.bo) == waits(leads.eva) == ()
    with patch.object(second_lead, "latest", side_effect=AssertionError("nothing has changed")):
        assert waits(leads.lise) == told
    (one,) = asked(leads.lise)
    second_lead.done(leads.lise.line, leads.lise.line.membership(), one.device)
    with leads.lise.desk.vault.read() as reader:
        assert second_lead.waiting(reader) == (), "at once, and not with the next exchange"
    leads.ask(leads.lise)
    assert waits(leads.lise) == told
    recovering.sign_second(leads.lise.line, leads.lise.line.membership(), leads.request)
    assert asked(leads.lise) == () and waits(leads.lise) == (), "the cases have gone on, and the store shows it still"
