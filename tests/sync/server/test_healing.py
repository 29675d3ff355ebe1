"""Grants of who has left since, in a store that lost them: taken from whom they gave the case to, and from nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sync.identity import DeviceSecret
from tests.support.central import Client, hand_in, signed
from tests.support.offices import Case, Office

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
