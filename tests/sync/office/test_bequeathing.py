"""A case that was begun on a laptop and never sent: shut out, the laptop leaves it to the leads before anything is erased."""

from __future__ import annotations

import pytest

from rygsaek.casework import accesslog, cases, views
from rygsaek.errors import InputError
from rygsaek.paper import attachments
from sync import keyring
from sync.errors import RefusedError, UnreachableError
from sync.membership import Membership
from sync.office import adopting, awaiting, revoking, sharing
from sync.office.bequeathing import bequests
from sync.proof.signed import body_of
from sync.runner import Connection, Runner
from sync.transport import HttpTransport
from sync.wire.codec import encode
from sync.wire.office import Bequest
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.foreign_files import pdf
from tests.support.offices import event
from tests.support.offices import new_office as small_office
from tests.support.small_laptops import pattern
from tests.support.staff import Hire, Staff


class Office:
    """Lise and Ulla lead, Bo's laptop gets lost, Eva is a colleague."""

    def __init__(self, central: Central, hire: Hire) -> None:
        self.lise, self.ulla, self.bo, self.eva = (hire(one) for one in ("Lise Holm", "Ulla Dam", "Bo Krag", "Eva Lund"))
        self.lise.found(central.url)
        self.lise.let_in(self.ulla, is_lead=True)
        for one in (self.bo, self.eva):
            self.lise.let_in(one)
        for one in (self.lise, self.ulla, self.bo, self.eva):
            one.sync()

    def begin(self, at: Staff, name: str = "Anna Vest") -> str:
        case = cases.create_case(at.desk, {**ANNA, "navn": name})
        cases.fill_form(at.desk, case, "borger", {"opholdssted_aktuelt": "hos Per"})
        return case

    def shut_out(self) -> None:
        revoking.revoke(self.lise.line, self.bo.device)


@pytest.fixture
def office(central: Central, hire: Hire) -> Office:
    return Office(central, hire)


def waits(staff: Staff) -> tuple[str, ...]:
    return awaiting.ask(staff.line, staff.line.caught_up())


def answer(staff: Staff, case: str) -> object:
    document = views.case_view(staff.desk, case).documents[0].document
    return views.document_view(staff.desk, case, document).answers.get("opholdssted_aktuelt")


def try_to_send(staff: Staff) -> None:
    """The line breaks behind the sealing: a first grant is made here, and never comes to the store."""

    class Cut(HttpTransport):
        def post(self, *_: object) -> object:  # type: ignore[override]
            raise UnreachableError

    with pytest.raises(UnreachableError):
        Runner(lambda: staff.desk, Connection(lambda url, _: Cut(url))).run()


@pytest.mark.parametrize("has_tried_to_send", [False, True])
def test_a_case_that_was_never_sent_is_left_to_the_leads_before_the_order_to_erase(
    office: Office, has_tried_to_send: bool
) -> None:
    lise, ulla, bo, eva = office.lise, office.ulla, office.bo, office.eva
    case = office.begin(bo)
    paper = attachments.attach(bo.desk, case, pdf(), title="Brev fra Per")
    if has_tried_to_send:
        try_to_send(bo)
    office.shut_out()
    assert bo.sync().order is not None
    lise.sync()
    assert waits(lise) == waits(ulla) == (case,) and waits(eva) == ()
    with pytest.raises(RefusedError):
        adopting.look(eva.desk, eva.line, case)

    waiting = adopting.look(lise.desk, lise.line, case)
    assert waiting.is_new and {one.device for one in waiting.handed} == {bo.device} and waiting.unreadable == ()
    assert [file.title for file in waiting.usable] == ["Brev fra Per"]
    lise.sync()
    assert lise.desk.journal.cases() == (), "nothing of it comes into a vault by itself"
    lines = views.handed_over(lise.desk, case, [change for one in waiting.handed for change in one.changes])
    assert {line.who for line in lines} == {"Bo Krag"} and "hos Per" in {line.new for line in lines}
    assert [one.what for one in accesslog.entries(lise.desk, case)] == ["show"], "to look at it is a look"

    saves, files, _ = adopting.adopt(lise.desk, lise.line, waiting)
    assert (saves, files) == (len([entry for one in waiting.handed for entry in one.entries]), 1)
    lise.sync()
    assert answer(lise, case) == "hos Per"
    assert attachments.opened(lise.desk, case, paper.id)[0].title == "Brev fra Per"
    assert not adopting.look(lise.desk, lise.line, case).is_anything and waits(lise) == waits(ulla) == ()
    known = lise.line.caught_up()
    with lise.desk.vault.write() as tx:
        assert keyring.grants(tx, known, case).writers == (lise.device,)
        sharing.share(tx, known, case, [eva.device], lise.line.now_ms())
    lise.sync()
    eva.sync()
    assert answer(eva, case) == "hos Per", "it is a case like any other"


def test_a_key_is_left_to_the_leads_alone_and_only_of_what_nobody_was_granted() -> None:
    office = small_office("leaves", devices=4)
    lead, gone, colleague, other_lead = office.devices
    office.take(event(office.roster, "role", other_lead.name, "lead"))
    granted, never_sent = office.case(gone, colleague, case="sendt"), office.case(gone, case="aldrigsendt")
    office.revoke(gone)
    known = Membership(gone, office.roster, office.keys, "")
    with pattern().write() as tx:
        tx.execute("INSERT INTO sync_grant VALUES ('sendt', 1, ?)", (encode(granted.signed[0]),))
        for case in (granted, never_sent):
            keyring.put(tx, case.grants.case, 1, case.key)
            tx.execute(
                "INSERT INTO sync_own VALUES (?, 'mit', 'changes', 1, zeroblob(32), 1, 1, 1, 0, 0, '', zeroblob(1))",
                (case.grants.case,),
            )
        (left,) = bequests(tx, known, 0)
    said = body_of(left, "bequest", Bequest)
    assert said.case == "aldrigsendt"
    assert {one.device for one in said.keys} == {lead.name, other_lead.name}


def test_what_a_shut_out_laptop_writes_and_leaves_after_the_case_was_taken_over_waits_like_any_other(office: Office) -> None:
    lise, bo = office.lise, office.bo
    case = office.begin(bo)
    office.shut_out()
    bo.sync()
    adopting.adopt(lise.desk, lise.line, adopting.look(lise.desk, lise.line, case))
    lise.sync()
    cases.fill_form(bo.desk, case, "borger", {"opholdssted_aktuelt": "på hotel"})
    bo.sync()
    waiting = adopting.look(lise.desk, lise.line, case)
    assert waits(lise) == (case,) and waits(office.ulla) == () and not waiting.is_new
    assert "på hotel" in [change.value for one in waiting.handed for change in one.changes]
    assert adopting.adopt(lise.desk, lise.line, waiting).saves
    assert not adopting.look(lise.desk, lise.line, case).is_anything


@pytest.mark.parametrize("step", ["_asked", "_make_ones_own", "_let_go"])
def test_a_lead_who_is_stopped_while_taking_it_over_has_lost_nothing_and_gets_it_once(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    lise = office.lise
    case = office.begin(office.bo)
    paper = attachments.attach(office.bo.desk, case, pdf(), title="Brev fra Per")
    office.shut_out()
    office.bo.sync()
    waiting = adopting.look(lise.desk, lise.line, case)
    with monkeypatch.context() as stopped:
        stopped.setattr(adopting, step, _stopped)
        with pytest.raises(UnreachableError):
            adopting.adopt(lise.desk, lise.line, waiting)
    lise.sync()
    adopting.adopt(lise.desk, lise.line, adopting.look(lise.desk, lise.line, case))
    lise.sync()
    assert answer(lise, case) == "hos Per" and len(views.case_view(lise.desk, case).documents) == 1
    assert attachments.opened(lise.desk, case, paper.id)[0].title == "Brev fra Per"
    assert waits(lise) == ()


def _stopped(*_: object, **__: object) -> None:
    raise UnreachableError


def test_of_two_leads_one_gets_it_and_the_other_is_told(office: Office) -> None:
    case = office.begin(office.bo)
    office.shut_out()
    office.bo.sync()
    office.ulla.sync()
    first, second = (
        adopting.look(office.lise.desk, office.lise.line, case),
        adopting.look(office.ulla.desk, office.ulla.line, case),
    )
    adopting.adopt(office.lise.desk, office.lise.line, first)
    with pytest.raises(InputError) as taken:
        adopting.adopt(office.ulla.desk, office.ulla.line, second)
    assert taken.value.code == "adopt.taken"
    office.ulla.sync()
    assert office.ulla.desk.journal.cases() == ()
    with office.ulla.desk.vault.read() as reader:
        assert not keyring.grants(reader, office.ulla.line.membership(), case).n


def test_what_nobody_wants_is_let_go_and_nothing_of_it_was_in_a_vault(office: Office) -> None:
    case = office.begin(office.bo)
    office.shut_out()
    office.bo.sync()
    adopting.discard(office.lise.line, adopting.look(office.lise.desk, office.lise.line, case))
    assert waits(office.lise) == waits(office.ulla) == () and office.lise.desk.journal.cases() == ()


def test_what_was_sealed_under_a_key_that_never_came_to_the_store_goes_under_the_one_before(office: Office) -> None:
    lise, bo, eva = office.lise, office.bo, office.eva
    case = office.begin(bo)
    bo.sync()
    known = bo.line.caught_up()
    with bo.desk.vault.write() as tx:
        sharing.share(tx, known, case, [lise.device, eva.device], bo.line.now_ms())
    for one in (bo, lise, eva):
        one.sync()
    with bo.desk.vault.write() as tx:
        sharing.unshare(tx, known, case, [eva.device], bo.line.now_ms())
    cases.fill_form(bo.desk, case, "borger", {"opholdssted_aktuelt": "på hotel"})
    try_to_send(bo)
    office.shut_out()
    bo.sync()
    lise.sync()
    waiting = adopting.look(lise.desk, lise.line, case)
    assert [change.value for one in waiting.handed for change in one.changes] == ["på hotel"] and not waiting.is_new


def test_what_was_written_in_a_case_that_a_colleague_has_taken_away_is_handed_over_too(office: Office) -> None:
    lise, bo = office.lise, office.bo
    case = office.begin(lise)
    lise.sync()
    known = lise.line.caught_up()
    with lise.desk.vault.write() as tx:
        sharing.share(tx, known, case, [bo.device], lise.line.now_ms())
    for one in (lise, bo):
        one.sync()
    cases.fill_form(bo.desk, case, "borger", {"opholdssted_aktuelt": "på hotel"})
    with lise.desk.vault.write() as tx:
        sharing.unshare(tx, known, case, [bo.device], lise.line.now_ms())
    lise.sync()
    bo.sync()
    office.shut_out()
    bo.sync()
    waiting = adopting.look(lise.desk, lise.line, case)
    assert [change.value for one in waiting.handed for change in one.changes] == ["på hotel"]
