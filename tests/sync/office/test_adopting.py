"""Which key opens what a revoked laptop handed over, and by whose right it is judged."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from msgspec.structs import replace

from sync.membership import Membership
from sync.office.adopting import _left_key, _opening
from sync.proof.envelopes import check, read
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.sealing.bequests import make_bequest
from sync.wire.codec import encode
from tests.support.offices import AT, CASE, new_office
from tests.support.small_laptops import pattern


def test_a_key_that_was_left_opens_what_its_giver_wrote_in_that_case_and_nothing_else() -> None:
    office = new_office("left", devices=4)
    lead, first, second, third = office.devices
    case = office.case(first, second, third)
    for gone in (first, second, third):
        office.revoke(gone)
    known, nothing = Membership(lead, office.roster, office.keys, ""), CaseGrants.none(office.org, CASE)
    to = {lead.name: lead.keys.receive}
    gifts = [encode(make_bequest(by, office.org, CASE, 1, case.key, to, AT)) for by in (first, second)]
    left = tuple(key for one in gifts if (key := _left_key(known, CASE, one)) is not None)
    assert len(left) == 2
    with pattern().read() as reader:
        for by in (first, second):
            written = case.envelope(by, incarnation="deres")
            grants, key = _opening(reader, nothing, left, read(written).header)
            assert key == case.key and check(written, office.roster, grants, is_handed_over=True)
            with pytest.raises(ProofError, match=r"envelope\.not_writer"):
                check(case.envelope(third), office.roster, grants, is_handed_over=True)
        header = read(case.envelope(first)).header
        for another in ({"device": third.name}, {"epoch": 2}, {"commitment": bytes(32)}):
            assert _opening(reader, nothing, left, replace(header, **another)) == (nothing, None)


def test_a_key_that_was_left_counts_for_its_own_case_and_where_it_is_the_one_that_is_said() -> None:
    office = new_office("left", devices=3)
    lead, gone, other = office.devices
    key, to = b"k" * 32, {lead.name: lead.keys.receive}
    made = make_bequest(gone, office.org, CASE, 1, key, to, AT)
    with patch("sync.sealing.bequests.commitment", lambda *_: b"c" * 32):
        sealed_another = make_bequest(gone, office.org, CASE, 1, key, to, AT)
    for_another = make_bequest(gone, office.org, CASE, 1, key, {other.name: other.keys.receive}, AT)
    office.revoke(gone)
    known = Membership(lead, office.roster, office.keys, "")
    found = _left_key(known, CASE, encode(made))
    assert found is not None and found.key == key
    assert _left_key(known, "andensag12", encode(made)) is None
    assert [_left_key(known, CASE, encode(one)) for one in (sealed_another, for_another)] == [None, None]
