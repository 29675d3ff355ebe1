"""What opens a case counts where a device that was shut out left it, and signed that it did."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sync.proof.bequests import check_bequest
from sync.proof.signatures import covers_signed
from sync.sealing.bequests import make_bequest
from sync.sealing.grants import sign
from sync.wire.codec import decode, encode
from sync.wire.office import BODY_CAP, Bequest
from tests.support.offices import AT, new_office, refused


def test_a_bequest_is_of_who_was_shut_out_and_of_nobody_else() -> None:
    office = new_office(devices=3)
    lead, gone, colleague = office.devices
    to = {one.name: one.keys.receive for one in (lead, colleague)}
    made = make_bequest(gone, office.org, "sag", 1, b"k" * 32, to, AT)
    with refused("bequest.not_revoked"):
        check_bequest(made, office.roster)
    office.revoke(gone)
    said = check_bequest(made, office.roster)
    assert [one.device for one in said.keys] == sorted(to)
    for wrong in (bytes(64), colleague.sign(covers_signed("bequest", made.body))):
        with refused("signature.wrong"):
            check_bequest(replace(made, signatures=(wrong,)), office.roster)
    others: tuple[tuple[str, dict[str, Any]], ...] = (
        ("bequest.other_office", {"org": bytes(32)}),
        ("bequest.other_office", {"format": 2}),
        ("bequest.unreadable", {"keys": ()}),
        ("bequest.unreadable", {"keys": said.keys[::-1]}),
        ("bequest.unreadable", {"keys": said.keys[:1] * 2}),
        ("bequest.unreadable", {"epoch": 0}),
    )
    for code, change in others:
        body = encode(replace(decode(made.body, Bequest, BODY_CAP), **change))
        with refused(code):
            check_bequest(sign("bequest", body, gone), office.roster)
