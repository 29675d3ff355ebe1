"""What people signed who have left since, in a store that lost it: taken from whoever has the case, and from nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sync.identity import DeviceSecret
from sync.proof.grants import CaseGrants
from sync.sealing.bequests import make_bequest
from sync.sealing.grants import joined, sign
from sync.server.healing import Together
from sync.wire.codec import encode
from sync.wire.handover import HandedOver, HandOver
from sync.wire.office import FORMAT, Redaction, Tombstone
from tests.support.central import Client, hand_in, signed
from tests.support.chains import chain
from tests.support.offices import AT, CASE, Case, Office, event, new_office

Make = Callable[[DeviceSecret], Client]


class Scene:
    """Lise, who has left, gave her case first to Sara, who has left too, and then to Bo, who has made the next key without them;
    the store has none of it. Eva has not got the case."""

    def __init__(self, office: Office, lead: Client, client: Make) -> None:
        lise, sara, bo, eva = (office.add() for _ in range(4))
        self.case: Case = office.case(lise)
        self.case.share(lise, [lise, sara])
        self.case.share(lise, [lise, sara, bo])
        self.bo, self.eva = client(bo), client(eva)
        for gone in (lise, sara):
            office.revoke(gone)
        self.case.renew(bo, [bo])
        hand_in(lead, *(signed(link) for link in office.links[1:]))

    def codes(self, by: Client, *numbers: int) -> list[str]:
        """What becomes of these grants of the case, handed in together."""
        grants = [signed(self.case.signed[n - 1]) for n in numbers]
        return [one.code for one in by.exchange(*grants).results]


def test_they_are_taken_from_whom_they_lead_to(office: Office, lead: Client, client: Make) -> None:
    scene = Scene(office, lead, client)
    assert scene.codes(scene.bo, 1, 2, 3) == ["", "", ""]
    assert scene.codes(scene.bo, 1, 2, 3, 4) == ["", "", "", ""], "the same again"


def test_they_are_taken_from_nobody_else(office: Office, lead: Client, client: Make) -> None:
    scene = Scene(office, lead, client)
    assert scene.codes(scene.eva, 1, 2, 3, 4) == ["grant.not_active", "grant.behind", "grant.behind", "grant.behind"]


@pytest.mark.parametrize("numbers", [(1, 2), (1, 2, 4), (1,)])
def test_they_are_taken_only_with_what_they_lead_to(office: Office, lead: Client, client: Make, numbers: tuple[int, ...]) -> None:
    scene = Scene(office, lead, client)
    assert scene.codes(scene.bo, *numbers) == ["grant.not_active", *["grant.behind"] * (len(numbers) - 1)]


@pytest.mark.parametrize("is_with_bo", [True, False])
def test_they_lead_to_whoever_writes_by_the_last_of_them(is_with_bo: bool) -> None:
    office, lise, bo, eva = _who_left_and_who_is_there()
    case = office.case(lise)
    case.share(lise, [lise, bo])
    case.share(lise, [lise, bo, eva])
    office.revoke(lise)
    case.renew(eva, [bo, eva] if is_with_bo else [eva])
    together = Together([signed(one) for one in case.signed])
    nothing = CaseGrants.none(office.org, CASE)
    assert [together.lead_to(one.name, nothing, office.roster) for one in (bo, eva, lise)] == [is_with_bo, True, False]


def test_whom_somebody_has_let_in_who_is_still_there_leaves_it_to_them() -> None:
    office, lise, bo, eva = _who_left_and_who_is_there()
    case = office.case(lise)
    case.share(lise, [lise, bo])
    case.share(bo, [lise, bo, eva])
    office.revoke(lise)
    together, nothing = Together([signed(one) for one in case.signed]), CaseGrants.none(office.org, CASE)
    assert [together.lead_to(one.name, nothing, office.roster) for one in (bo, eva)] == [True, False]
    assert together.lead_to(eva.name, case.grants, office.roster) is False, "there is nothing that it leads to"


def _who_left_and_who_is_there() -> tuple[Office, DeviceSecret, DeviceSecret, DeviceSecret]:
    office = new_office("healing", devices=4)
    return office, *office.devices[1:]  # type: ignore[return-value]


class Gone:
    """Lise, who led, and Sara have left; Bo writes in the case that they had, and Ida reads in it; Eva has not got it."""

    def __init__(self, office: Office, lead: Client, client: Make) -> None:
        self.office = office
        self.lise, self.sara = office.add("lead"), office.add()
        bo, ida, eva = (office.add() for _ in range(3))
        self.case: Case = office.case(bo, self.lise, readers=[ida], case="sagen")
        self.bo, self.ida, self.eva = client(bo), client(ida), client(eva)
        grants = self.case.grants
        said = Redaction(FORMAT, office.org, "sagen", grants.epoch, office.roster.n, 0, (), b"sealed", ())
        self.redaction = sign("redaction", encode(said), self.lise)
        stone = encode(Tombstone(FORMAT, office.org, "sagen", office.roster.n, AT, "regel", tuple(sorted((bo.name, ida.name)))))
        two = sorted((self.lise, self.sara), key=lambda one: one.name)
        self.stone = joined("tombstone", stone, [(one.name, sign("tombstone", stone, one).signatures[0]) for one in two])
        hand_in(lead, *(signed(link) for link in office.links[1:]))
        self.lead = lead

    def leave(self) -> None:
        """They leave, and Bo makes the next key."""
        hand_in(self.bo, signed(self.case.signed[0]))
        for gone in (self.lise, self.sara):
            self.office.revoke(gone)
            hand_in(self.lead, signed(self.office.links[-1]))
        hand_in(self.bo, signed(self.case.renew(self.bo.secret, [self.bo.secret], [self.ida.secret])))


def test_a_redaction_of_a_lead_who_has_left_is_taken_from_whoever_has_the_case(
    office: Office, lead: Client, client: Make
) -> None:
    gone = Gone(office, lead, client)
    gone.leave()
    for by, code in ((gone.eva, "request.not_allowed"), (gone.ida, ""), (gone.bo, "")):
        assert by.codes(signed(gone.redaction)) == [code]
    said = Redaction(FORMAT, office.org, "sagen", 1, office.roster.n, 0, (), b"sealed by Bo", ())
    for signer in (gone.bo.secret, gone.lise):
        made = sign("redaction", encode(said), signer)
        assert gone.ida.codes(signed(made)) == ["redaction.not_lead"], "who never led, or had left by then, takes nothing out"


def test_a_lead_who_leads_no_more_does_not_take_out_by_an_old_roster(office: Office, lead: Client, client: Make) -> None:
    gone = Gone(office, lead, client)
    hand_in(gone.bo, signed(gone.case.signed[0]))
    hand_in(lead, signed(office.take(event(office.roster, "role", gone.lise.name, "caseworker"))))
    assert client(gone.lise).codes(signed(gone.redaction)) == ["redaction.not_lead"]
    assert gone.bo.codes(signed(gone.redaction)) == [""]


def test_a_tombstone_of_people_who_have_left_is_taken_from_who_had_the_case(office: Office, lead: Client, client: Make) -> None:
    gone = Gone(office, lead, client)
    gone.leave()
    assert gone.eva.codes(signed(gone.stone)) == ["tombstone.not_active"] == gone.lead.codes(signed(gone.stone))
    assert gone.ida.codes(signed(gone.stone)) == [""]
    of_the_case = (signed(gone.case.signed[0]), *chain(gone.case, gone.bo.secret, 1), signed(gone.redaction))
    assert gone.bo.codes(*of_the_case) == ["case.deleted"] * 3
    opens = make_bequest(gone.lise, office.org, "sagen", 1, gone.case.key, {lead.secret.name: lead.secret.keys.receive}, AT)
    assert client(gone.lise).ask("/v1/handover", HandOver(FORMAT, (signed(opens),)), HandedOver).taken == 0


def test_who_signed_a_tombstone_does_not_bring_it_when_the_other_has_left(office: Office, lead: Client, client: Make) -> None:
    gone = Gone(office, lead, client)
    hand_in(gone.bo, signed(gone.case.signed[0]))
    office.revoke(gone.sara)
    hand_in(lead, signed(office.links[-1]))
    assert client(gone.lise).codes(signed(gone.stone)) == ["tombstone.not_active"]
    assert gone.bo.codes(signed(gone.stone)) == [""]


def test_where_the_store_knows_nothing_of_the_case_it_is_taken_from_whom_it_names(
    office: Office, lead: Client, client: Make
) -> None:
    gone = Gone(office, lead, client)
    for one in (gone.lise, gone.sara):
        office.revoke(one)
        hand_in(lead, signed(office.links[-1]))
    assert gone.eva.codes(signed(gone.stone)) == ["tombstone.not_active"]
    assert gone.bo.codes(signed(gone.stone)) == [""]
    assert gone.bo.codes(signed(gone.case.signed[0])) == ["case.deleted"]
