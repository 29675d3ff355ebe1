"""Two laptops and a real store: what one writes, the other reads."""

from __future__ import annotations

import os
from collections.abc import Mapping
from unittest.mock import patch

from rygsaek.casework import cases, drafts, views
from rygsaek.casework.desk import Desk
from rygsaek.history.checking import check
from sync import keyring, membership
from sync.laptop import Laptop
from sync.proof.grants import CaseGrants
from sync.status import LocalOnly, standing
from sync.transport import HttpTransport
from sync.wire.codec import MIB
from tests.support.desks import ANNA
from tests.support.synced import SyncedLaptop, SyncedOffice
from ui import wiring

OWN_FORM = """
id = "svoemmeplan"
version = 1
standard_name = "Plan for svømning"
title = "Dine dage i svømmehallen"

[[section]]
id = "dig"
title = "Dig og vandet"
field = [{ id = "bange_for", kind = "text", label = "Hvad er svært ved vandet?" }]
"""


def test_a_case_comes_over_whole(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    case = cases.create_case(lise.desk, ANNA)
    lise.sync()
    bo.sync()
    assert views.case_list(bo.desk) == ()
    lise.share(case, bo)
    lise.sync()
    bo.sync()
    assert [row.name for row in views.case_list(bo.desk)] == ["Anna Nørgaard"]
    assert bo.desk.journal.state(case) == lise.desk.journal.state(case)


def test_nothing_is_said_to_be_sent_before_the_store_has_it(office: SyncedOffice) -> None:
    lise = office.laptop()
    assert standing(lise.desk).local.changes == 0
    case = cases.create_case(lise.desk, ANNA)
    before = standing(lise.desk).local
    assert (before.changes, before.cases) == (len(lise.desk.journal.entries(case)), 1)
    facts = views.case_view(lise.desk, case).facts_document
    drafts.put(lise.desk, case, facts, "mobil", "20304050", 8)
    assert standing(lise.desk).local.drafts == 1
    assert wiring.runner_on(lise.desk).run() is not None
    after = standing(lise.desk)
    assert after.local == LocalOnly(0, 0, 0, None)
    assert after.attempt.code == ""
    assert after.attempt.well_at_ms > 0


def test_what_was_damaged_since_it_was_sealed_stays_and_is_told(office: SyncedOffice) -> None:
    lise = office.laptop()
    spoilt, whole = (cases.create_case(lise.desk, ANNA) for _ in range(2))
    Laptop(lise.desk.journal, lise.known(), lise.now_ms(), os.urandom).prepare(MIB)
    with lise.vault.write() as tx:
        for (data,) in tx.query("SELECT data FROM sync_own WHERE case_id = ?", (spoilt,)):
            bent = bytes(data[:-1]) + bytes([data[-1] ^ 1])
            tx.execute("UPDATE sync_own SET data = ? WHERE case_id = ?", (bent, spoilt))
    lise.sync()
    assert standing(lise.desk).refused == {spoilt: "signature.wrong"}
    with lise.vault.read() as reader:
        taken = dict(reader.query("SELECT case_id, position > 0 FROM sync_own"))
    assert taken == {spoilt: 0, whole: 1}


def test_a_second_sync_with_nothing_new_is_one_question(office: SyncedOffice) -> None:
    lise = office.laptop()
    cases.create_case(lise.desk, ANNA)
    lise.sync()
    asked: list[str] = []
    post = HttpTransport.post

    def posted(one: HttpTransport, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        asked.append(path)
        return post(one, path, body, headers)

    runner = wiring.runner_on(lise.desk)
    runner.run()
    with patch.object(HttpTransport, "post", posted):
        runner.run()
    assert asked == ["/v1/exchange"]


def test_a_form_of_ones_own_travels_with_its_case(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    folder = office.folder / "laptop0"
    (wiring.Places(folder).municipality / "svoemmeplan.toml").write_text(OWN_FORM, encoding="utf-8")
    lise = office.reopened(lise)
    case = cases.create_case(lise.desk, ANNA)
    document = cases.fill_form(lise.desk, case, "svoemmeplan", {"bange_for": "Dybet."})
    lise.sync()
    lise.share(case, bo)
    lise.sync()
    bo.sync()
    shown = views.document_view(bo.desk, case, document)
    assert shown.definition is not None
    assert (shown.definition.id, shown.answers["bange_for"]) == ("svoemmeplan", "Dybet.")
    assert check(bo.vault, bo.desk.journal.projectors) == ()


def test_two_who_share_at_once_both_get_their_way(office: SyncedOffice) -> None:
    lise, bo, third, fourth = (office.laptop() for _ in range(4))
    case = cases.create_case(lise.desk, ANNA)
    for one in (lise, bo):
        one.sync()
    lise.share(case, bo)
    lise.sync()
    bo.sync()
    lise.share(case, third)
    bo.share(case, fourth)
    cases.fill(bo.desk, case, facts(bo.desk, case), {"opholdssted_aktuelt": "på værestedet"})
    for one in (lise, bo, lise, third, fourth):
        one.sync()
    everyone = {one.secret.fingerprint for one in (lise, bo, third, fourth)}
    for one in (lise, bo, third, fourth):
        assert set(grants_of(one, case).writers) == everyone
        assert one.desk.journal.state(case) == lise.desk.journal.state(case)
        assert standing(one.desk).set_aside == {}


def test_who_loses_a_new_key_to_a_colleague_seals_under_the_colleagues(office: SyncedOffice) -> None:
    lise, bo, third = (office.laptop() for _ in range(3))
    case = cases.create_case(lise.desk, ANNA)
    lise.sync()
    lise.share(case, bo)
    lise.share(case, third)
    for one in (lise, bo, third, lise):
        one.sync()
    lise.unshare(case, third)
    bo.unshare(case, third)
    cases.fill(bo.desk, case, facts(bo.desk, case), {"opholdssted_aktuelt": "på værestedet"})
    for one in (lise, bo, lise, bo):
        one.sync()
    third.sync()
    assert grants_of(lise, case) == grants_of(bo, case)
    assert set(grants_of(bo, case).writers) == {one.secret.fingerprint for one in (lise, bo)}
    assert lise.desk.journal.state(case) == bo.desk.journal.state(case)
    assert views.case_view(lise.desk, case).whereabouts == "på værestedet"
    assert views.case_view(third.desk, case).whereabouts == "hos sin søster"
    assert standing(bo.desk).local.changes == 0


def facts(desk: Desk, case: str) -> str:
    return views.case_view(desk, case).facts_document


def grants_of(laptop: SyncedLaptop, case: str) -> CaseGrants:
    with laptop.vault.read() as reader:
        known = membership.load(reader)
        assert known is not None
        return keyring.grants(reader, known, case)
