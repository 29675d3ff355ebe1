"""Several processes on one database: positions without gaps, each thing once, and what one has been told the others know."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from sync.errors import RefusedError
from tests.support.central import MANY, Central, Client, hand_in, signed
from tests.support.chains import chain
from tests.support.offices import Office
from tests.support.replays import question, sent

DEVICES = 6
EACH = 25


@pytest.fixture(scope="module")
def central(new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Central]:
    """A store that runs in two processes."""
    one = Central(tmp_path_factory.mktemp("several") / "store", new_database(), ("--open", "--workers", "2"))
    one.init()
    one.start()
    yield one
    assert one.stop() == 0, one.log()


def test_many_hand_in_at_once_through_two_processes(central: Central, office: Office, lead: Client) -> None:
    others = [office.add() for _ in range(DEVICES)]
    case = office.case(lead.secret, *others)
    hand_in(lead, *(signed(link) for link in office.links[1:]), signed(case.signed[0]))
    work = {one: chain(case, one, EACH, f"fra{n}") for n, one in enumerate(others)}
    failed: list[object] = []

    def all_of(one: int) -> None:
        """Over a new connection each time, so that both processes are met."""
        for thing in work[others[one]]:
            speaker = Client(central.port, others[one])
            codes = [result.code for result in speaker.exchange(thing, incarnation=f"fra{one}").results]
            failed.extend(codes if codes != [""] else ())
            speaker.close()

    threads = [threading.Thread(target=all_of, args=(one,)) for one in range(DEVICES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    got = lead.exchange(cursor=0, incarnation="ingen", room=MANY)
    positions = [one.position for one in got.items]
    assert positions == list(range(1, 4 + DEVICES + 1 + EACH * DEVICES))
    assert len({one.data for one in got.items if one.kind == "envelope"}) == EACH * DEVICES
    pids = {line.split('"pid":')[1] for line in central.log().splitlines() if '"started"' in line}
    assert len(pids) == 2
    assert central.command("check").returncode == 0


def test_what_one_process_was_told_the_other_knows_at_once(central: Central, office: Office, lead: Client) -> None:
    gone = office.add()
    case = office.case(lead.secret, gone)
    hand_in(lead, signed(office.links[1]), signed(case.signed[0]))
    speakers = [Client(central.port, gone) for _ in range(12)]
    for one in speakers:
        one.exchange(cursor=0)
    office.revoke(gone)
    hand_in(lead, signed(office.links[2]))
    thing = chain(case, gone, 1)[0]
    for one in speakers:
        with pytest.raises(RefusedError) as refused:
            one.exchange(thing)
        assert refused.value.code == "roster.revoked"
        one.close()


def test_a_case_shared_through_one_process_is_told_of_by_the_other(central: Central, office: Office, lead: Client) -> None:
    colleague = office.add()
    case = office.case(lead.secret)
    hand_in(lead, signed(office.links[1]), signed(case.signed[0]), *chain(case, lead.secret, 1, "mine"))
    speakers = [Client(central.port, colleague) for _ in range(12)]
    for one in speakers:
        one.exchange()
        assert one.exchange().items == ()
    hand_in(lead, signed(case.share(lead.secret, [lead.secret], [colleague])))
    for one in speakers:
        assert one.exchange().begun == (case.grants.case,)
        one.close()


def test_no_process_answers_a_request_that_another_has_answered(central: Central, office: Office, lead: Client) -> None:
    one = question(lead)
    assert lead.post(one.path, one.body, one.headers).status == 200
    for _ in range(12):
        speaker = Client(central.port, lead.secret)
        assert sent(speaker, one) == (409, "request.replayed")
        speaker.close()
