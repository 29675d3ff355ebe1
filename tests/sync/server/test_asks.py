"""What one lead asks of another lies in the store, sealed, until it is dealt with; nobody else gets to see it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sync.errors import RefusedError
from sync.server.asks import MOST_BYTES
from sync.wire.office import FORMAT
from sync.wire.requests import Ask, AskAnswer, SealedAsk
from tests.support.central import Client, hand_in, signed
from tests.support.offices import Office

Make = Callable[..., Client]


def ask(client: Client, *leave: tuple[Client, bytes], drop: tuple[bytes, ...] = ()) -> list[tuple[bytes, bytes]]:
    left = tuple(SealedAsk(to.secret.name, data) for to, data in leave)
    return [(one.device, one.data) for one in client.ask("/v1/ask", Ask(FORMAT, left, drop), AskAnswer).asks]


def test_a_lead_finds_what_another_asks_until_it_is_dealt_with(office: Office, lead: Client, client: Make) -> None:
    other, third, worker = client(office.add("lead")), client(office.add("lead")), client(office.add())
    hand_in(lead, *(signed(link) for link in office.links[1:]))
    me = lead.secret.name
    assert ask(lead, (other, b"first"), (third, b"for the third")) == []
    assert ask(lead, (other, b"second")) == [], "one's own newer asking takes the older one's place"
    assert ask(other) == [(me, b"second")] and ask(third) == [(me, b"for the third")]
    for wrong, code in (((worker, b"x"), "request.not_allowed"), ((other, bytes(MOST_BYTES + 1)), "ask.too_large")):
        with pytest.raises(RefusedError) as refused:
            ask(lead, wrong)
        assert refused.value.code == code
    assert ask(other, drop=(me,)) == [] and ask(third) == [(me, b"for the third")], "each deals with one's own"


def test_what_a_lead_asked_goes_with_their_role(office: Office, lead: Client, client: Make) -> None:
    other = client(office.add("lead"))
    hand_in(lead, *(signed(link) for link in office.links[1:]))
    ask(other, (lead, b"asked"))
    assert ask(lead) == [(other.secret.name, b"asked")]
    office.revoke(other.secret)
    hand_in(lead, signed(office.links[-1]))
    assert ask(lead) == []
