"""A store that repeats, turns round, leaves out, cuts short, holds back or replays: noticed or harmless, and nothing is lost."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

from rygsaek.casework import cases
from sync.wire.codec import Message, encode
from sync.wire.requests import Delivered, Exchanged, Fetched
from tests.support.desks import ANNA
from tests.support.lied_to import FIELD, Pair
from tests.support.lying_server import Lie, Raw, Said, honest, of_items
from tests.support.synced import SyncedOffice

Items = tuple[Delivered, ...]


@pytest.fixture
def pair(office: SyncedOffice) -> Pair:
    return Pair(office)


def test_an_honest_store_is_believed(pair: Pair) -> None:
    pair.lise_writes("Bor på værestedet.")
    assert pair.bo_hears(honest).asides == []
    assert pair.reads(pair.bo) == "Bor på værestedet."
    assert pair.agree()


def test_what_is_told_twice_is_taken_once(pair: Pair) -> None:
    pair.lise_writes("Bor på værestedet.", "Bor i sin bil.")
    assert pair.bo_hears(of_items(lambda items: (*items, *items))).asides == []
    assert pair.agree()
    pair.lise_writes("Bor hos en ven.")
    everything = tuple(pair.items("envelope") + pair.items("grant") + pair.items("roster") + pair.items("officekey"))
    pair.bo_hears(honest)
    assert pair.agree()
    heard = pair.bo_hears(of_items(lambda items: (*everything, *items, *everything)))
    assert (heard.code, heard.asides, heard.changed) == ("", [], [])


def test_what_comes_in_any_order_comes_to_the_same(pair: Pair) -> None:
    pair.lise_writes("Bor på værestedet.", "Bor i sin bil.", "Bor hos en ven.", "Bor på hotel.")
    assert pair.bo_hears(of_items(lambda items: items[::-1])).asides == []
    assert pair.agree()
    pair.lise_writes("Bor i telt.", "Bor på gaden.", "Bor på herberg.")

    def shuffled(items: Items) -> Items:
        mixed = [*items, *items]
        random.Random(1).shuffle(mixed)
        return tuple(mixed)

    assert pair.bo_hears(of_items(shuffled)).asides == []
    assert pair.agree()


def test_an_answer_that_is_cut_short_changes_nothing(pair: Pair) -> None:
    pair.lise_writes("Bor på værestedet.")
    for keep in (0, 1, 40, -1):
        heard = pair.bo_hears(lambda said, keep=keep: encode(said.answer)[:keep])  # type: ignore[misc]
        assert heard.code.startswith("wire."), heard
        assert (heard.asides, heard.changed) == ([], [])
    assert pair.bo_hears(honest).code == ""
    assert pair.agree()


def test_an_answer_to_another_question_is_no_answer(pair: Pair) -> None:
    pair.lise_writes("Bor på værestedet.")
    pair.bo_hears(honest)
    old = [server.heard[-1] for server in pair.servers]
    pair.lise_writes("Bor i sin bil.")
    for raw in old:
        heard = pair.bo_hears(lambda said, raw=raw: raw)  # type: ignore[misc]
        assert heard == ("answer.replayed", [], [])
    pair.bo_hears(honest)
    assert pair.agree()


def test_an_answer_without_its_own_seal_is_no_answer(pair: Pair) -> None:
    pair.lise_writes("Bor på værestedet.")

    def altered(said: Said) -> Raw:
        server = pair.servers[-1]
        genuine = server.sealed(said.answer, server.asked[-1], said.time)
        return genuine._replace(body=encode(replace(said.answer, items=())))

    assert pair.bo_hears(altered) == ("answer.signature", [], [])
    assert pair.bo_hears(lambda said: Raw(200, {}, encode(said.answer))).code in ("answer.signature", "wire.unreadable")
    pair.bo_hears(honest)
    assert pair.agree()


def without(position: int) -> Lie:
    """Leaves out what lies at a position, wherever it is asked for."""
    return of_items(lambda items: tuple(one for one in items if one.position != position))


def test_an_envelope_that_is_left_out_holds_back_what_comes_after_it_until_it_comes(pair: Pair) -> None:
    pair.lise_writes("Bor på værestedet.")
    pair.bo_hears(honest)
    last = pair.items("envelope")[-1].position
    pair.lise_writes("Bor i sin bil.", "Bor hos en ven.")
    assert pair.bo_hears(without(last + 1)).asides == ["envelope.gap"]
    assert pair.reads(pair.bo) == "Bor på værestedet."
    assert pair.bo_hears(honest).asides == [], "an honest store is asked again for what is missing"
    assert pair.agree()


def test_a_store_that_shows_nothing_new_takes_nothing_away(pair: Pair) -> None:
    pair.writes(pair.bo, "Bor på værestedet.")

    def frozen(said: Said) -> Message:
        if not isinstance(said.answer, Exchanged):
            return said.answer
        asked = said.question
        return replace(said.answer, items=(), cursor=asked.cursor, mark=asked.mark, head=asked.cursor, is_more=False, begun=())

    for _ in range(3):
        heard = pair.bo_hears(frozen)
        assert heard.code == "" and heard.asides == []
    assert pair.reads(pair.bo) == "Bor på værestedet."
    pair.lise_writes("Bor i sin bil.")
    pair.bo_hears(honest)
    pair.lise.sync()
    assert pair.agree()


def test_the_sabotage_a_laptop_that_does_not_look_at_the_seal_takes_a_replay(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.lise_writes("Bor på værestedet.")
    pair.bo_hears(honest)
    old = pair.servers[-1].heard[-1]
    monkeypatch.setattr("sync.asking.check_answer", lambda *_: None)
    assert pair.bo_hears(lambda said: old).code != "answer.replayed"


def test_grants_left_out_of_what_is_fetched_are_noticed_and_asked_for_again(pair: Pair) -> None:
    told = {"grant.behind", "key.missing", "envelope.gap"}
    for kept in (0, 1):
        case = late(pair)

        def without_grants(items: Items, kept: int = kept) -> Items:
            grants = [one for one in items if one.kind == "grant"]
            return tuple(one for one in items if one not in grants[kept:])

        heard = pair.bo_hears(of_items(without_grants))
        assert heard.code == "" and heard.asides and set(heard.asides) <= told, kept
        assert case not in pair.bo.desk.journal.cases()
        assert pair.bo_hears(honest).asides == []
        assert pair.bo.desk.journal.state(case) == pair.lise.desk.journal.state(case)


def test_grants_that_come_again_though_they_were_not_asked_for_change_nothing(pair: Pair) -> None:
    case = late(pair)
    told: list[Delivered] = []

    def again(items: Items) -> Items:
        told.extend(one for one in items if one.kind == "grant" and one not in told)
        return (*told, *items)

    assert pair.bo_hears(of_items(again)).asides == []
    answers = [said.answer for said in pair.servers[-1].said if isinstance(said.answer, Exchanged | Fetched)]
    found = [len([one for one in answer.items if one.kind == "grant"]) for answer in answers]
    assert found == [0, 2, 0], "with what opens it, once"
    assert pair.bo.desk.journal.state(case) == pair.lise.desk.journal.state(case)


def late(pair: Pair) -> str:
    """Another case of Lise's, which Bo is let into when something lies there."""
    case = cases.create_case(pair.lise.desk, ANNA)
    pair.lise.sync()
    pair.lise.share(case, pair.bo)
    pair.lise.sync()
    cases.fill_form(pair.lise.desk, case, "samarbejdsaftale", {FIELD: "Bor hos sin søster."})
    pair.lise.sync()
    return case
