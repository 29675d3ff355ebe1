"""A scanned paper that was only on a laptop which is shut out: it is left, before anything is erased, and comes into the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from rygsaek.casework import cases
from rygsaek.paper import attachments
from rygsaek.paper.attached import Attachment
from sync import attempts
from sync.errors import RefusedError, UnreachableError, words_of
from sync.office import adopting, revoking, sharing
from sync.office.handed import Waiting
from sync.runner import Connection, Outcome, Runner
from sync.status import standing
from sync.transport import HttpTransport
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.foreign_files import large_jpeg, pdf
from tests.support.staff import Hire, Staff


class Duo:
    """Lise leads; Bo, whose laptop gets lost, shares a case with her."""

    def __init__(self, central: Central, hire: Hire) -> None:
        self.lise, self.bo = hire("Lise Holm"), hire("Bo Krag")
        self.lise.found(central.url)
        self.lise.let_in(self.bo)
        self.case = cases.create_case(self.bo.desk, ANNA)
        self.bo.sync()
        known = self.bo.line.caught_up()
        with self.bo.desk.vault.write() as tx:
            sharing.share(tx, known, self.case, [self.lise.device], self.bo.line.now_ms())
        for one in (self.bo, self.lise):
            one.sync()

    def attach(self, data: bytes, title: str) -> Attachment:
        return attachments.attach(self.bo.desk, self.case, data, title=title)

    def look(self) -> Waiting:
        return adopting.look(self.lise.desk, self.lise.line, self.case)

    def has(self, one: Attachment) -> bool:
        """Lise can open it."""
        return attachments.opened(self.lise.desk, self.case, one.id)[1] == attachments.opened(self.bo.desk, self.case, one.id)[1]


@pytest.fixture
def duo(central: Central, hire: Hire) -> Duo:
    return Duo(central, hire)


class Cut(HttpTransport):
    """A line that breaks before the question that `breaks` says yes to."""

    def __init__(self, url: str, asked: list[str], breaks: Callable[[str, list[str]], bool]) -> None:
        super().__init__(url)
        self._asked, self._breaks = asked, breaks

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        if self._breaks(path, self._asked):
            raise UnreachableError
        self._asked.append(path)
        return super().post(path, body, headers)


def run(staff: Staff, breaks: Callable[[str, list[str]], bool]) -> tuple[list[str], Outcome | None]:
    """What is asked in one sync, and how it went; None where the line broke."""
    asked: list[str] = []
    try:
        return asked, Runner(lambda: staff.desk, Connection(lambda url, _: Cut(url, asked, breaks))).run()
    except UnreachableError:
        return asked, None


def test_a_file_that_nobody_else_had_is_left_before_the_order_to_erase_and_comes_into_the_case(duo: Duo) -> None:
    small, large = duo.attach(pdf(), "Brev"), duo.attach(large_jpeg(), "Foto af aftalen")
    pieces = large.key.pieces
    assert pieces > 3
    revoking.revoke(duo.lise.line, duo.bo.device)
    asked, outcome = run(duo.bo, lambda _, before: before.count("/v1/leave") == 3)
    assert outcome is None and asked.count("/v1/leave") == 3
    assert not standing(duo.bo.desk).has_order, "the line broke: nothing is erased yet, whoever unlocks now"
    waiting = duo.look()
    assert sorted((one.title, one.is_whole) for one in waiting.files) == [("Brev", True), ("Foto af aftalen", False)]
    asked, outcome = run(duo.bo, lambda *_: False)
    assert outcome is not None and outcome.order is not None
    assert asked.count("/v1/leave") == pieces - 2 + 1, "it goes on where it was, and asks with the shortest piece what is there"
    assert standing(duo.bo.desk).local.files == 0

    waiting = duo.look()
    assert {one.title for one in waiting.usable} == {"Brev", "Foto af aftalen"}
    assert {one.device for one in waiting.files} == {duo.bo.device}
    duo.lise.sync()
    assert attachments.of_case(duo.lise.desk, duo.case) == ()
    assert adopting.adopt(duo.lise.desk, duo.lise.line, waiting) == (2, 2, 0)
    duo.lise.sync()
    assert duo.has(small) and duo.has(large)
    assert not duo.look().is_anything


def test_a_file_whose_words_had_come_before_is_taken_into_the_case_too(duo: Duo) -> None:
    one = duo.attach(pdf(), "Brev")
    run(duo.bo, lambda path, _: path == "/v1/put")
    duo.lise.sync()
    assert standing(duo.lise.desk).files_away == 1
    revoking.revoke(duo.lise.line, duo.bo.device)
    assert run(duo.bo, lambda path, _: path == "/v1/leave")[1] is None
    assert not standing(duo.bo.desk).has_order, "nothing but the file was unsent, and the order came with the roster: it waits"
    assert duo.bo.sync().order is not None
    waiting = duo.look()
    assert waiting.handed == () and [file.title for file in waiting.usable] == ["Brev"]
    assert adopting.adopt(duo.lise.desk, duo.lise.line, waiting) == (0, 1, 0)
    duo.lise.sync()
    assert duo.has(one)


@pytest.mark.parametrize("step", ["_make_ones_own", "_let_go"])
def test_whoever_is_stopped_while_adopting_has_lost_no_file_and_adopts_once(
    duo: Duo, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    one = duo.attach(pdf(), "Brev")
    revoking.revoke(duo.lise.line, duo.bo.device)
    duo.bo.sync()
    duo.lise.sync()
    with monkeypatch.context() as stopped:
        stopped.setattr(adopting, step, _stopped)
        with pytest.raises(UnreachableError):
            adopting.adopt(duo.lise.desk, duo.lise.line, duo.look())
    assert adopting.adopt(duo.lise.desk, duo.lise.line, duo.look()) == (1, 0, 0)
    duo.lise.sync()
    assert duo.has(one) and len(attachments.of_case(duo.lise.desk, duo.case)) == 1
    assert not duo.look().is_anything


def _stopped(*_: object) -> None:
    raise UnreachableError


def test_files_that_nobody_wants_are_let_go_with_the_rest(duo: Duo) -> None:
    duo.attach(pdf(), "Brev")
    revoking.revoke(duo.lise.line, duo.bo.device)
    duo.bo.sync()
    adopting.discard(duo.lise.line, duo.look())
    assert not duo.look().is_anything


def test_a_file_that_the_store_never_takes_stands_in_the_way_of_nothing_else(duo: Duo, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong, right = duo.attach(pdf("x"), "Forkert"), duo.attach(pdf("yy"), "Rigtig")
    revoking.revoke(duo.lise.line, duo.bo.device)
    _answer_instead(monkeypatch, "blob.taken_out", only=wrong)
    outcome = duo.bo.sync()
    assert outcome.order is not None
    assert [one.blob.hex() for one in duo.look().files] == [right.key.blob]


def test_a_full_store_is_told_with_advice_and_nothing_is_erased(duo: Duo, monkeypatch: pytest.MonkeyPatch) -> None:
    duo.attach(pdf(), "Brev")
    revoking.revoke(duo.lise.line, duo.bo.device)
    with monkeypatch.context() as full:
        _answer_instead(full, "quarantine.full")
        with pytest.raises(RefusedError):
            duo.bo.sync()
    with duo.bo.desk.vault.read() as reader:
        assert attempts.last(reader).code == "quarantine.full"
    title, advice = words_of("quarantine.full")
    assert "ikke plads" in title and "kollega" in advice
    assert standing(duo.bo.desk).local.files == 1
    assert duo.bo.sync().order is not None, "when there is room again it goes on"


def _answer_instead(patch: pytest.MonkeyPatch, code: str, only: Attachment | None = None) -> None:
    """The store answers so to pieces that are left; only: of one file."""
    from sync.office.line import Line

    ask_own = Line.ask_own

    def answered(line: Line, known: object, path: str, message: object, kind: object) -> object:
        blob = getattr(message, "blob", b"").hex()
        if path == "/v1/leave" and (only is None or blob == only.key.blob):
            raise RefusedError(code)
        return ask_own(line, known, path, message, kind)  # type: ignore[arg-type,type-var]

    patch.setattr(Line, "ask_own", answered)
