"""The poor line that others are tested over: what goes in comes out, only later, and a break is a break."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.support.bad_link import BAD, BadLink, Lane, Quality
from tests.support.listening import listening

QUICK = Quality(0.001, 50_000_000, 0.1)
"""Much is lost, but nothing takes long."""


@contextmanager
def answering() -> Iterator[int]:
    """A port that answers each line with the same line, and then with all the bytes that it names."""

    def answer(talk: socket.socket) -> None:
        with talk, talk.makefile("rwb") as lines:
            for line in lines:
                lines.write(line + bytes(int(line)))
                lines.flush()

    with listening(answer) as port:
        yield port


def ask(port: int, sizes: tuple[int, ...]) -> list[bytes]:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as talk, talk.makefile("rwb") as lines:
        found = []
        for size in sizes:
            lines.write(f"{size}\n".encode())
            lines.flush()
            found.append(lines.readline() + lines.read(size))
            if not found[-1]:
                raise ConnectionResetError
        return found


def test_everything_comes_through_in_its_order() -> None:
    with answering() as far, BadLink(far, QUICK) as link:
        assert ask(link.port, (10, 20_000, 3)) == [f"{size}\n".encode() + bytes(size) for size in (10, 20_000, 3)]
        passed = link.passed()
        assert (passed.streams, passed.turns, passed.up, passed.down) == (1, 3, 3 + 6 + 2, 20_013 + 11)


def test_a_cut_breaks_what_stands_and_takes_nothing_new_until_it_is_mended() -> None:
    with answering() as far, BadLink(far, QUICK) as link:
        with socket.create_connection(("127.0.0.1", link.port), timeout=60) as talk:
            talk.sendall(b"1\n")
            assert talk.recv(10)
            link.cut()
            assert is_over(talk)
        with pytest.raises(ConnectionError):
            ask(link.port, (1,))
        link.mend()
        assert ask(link.port, (1,)) == [b"1\n\0"]


def is_over(talk: socket.socket) -> bool:
    """The other end is gone; a test that waits for ever is ended by its own limit."""
    with suppress(ConnectionResetError):
        return talk.recv(10) in (b"", b"\0")
    return True


def test_a_lane_takes_one_segment_after_the_other() -> None:
    lane = Lane(Quality(bits_per_s=8_000))
    assert [lane.take(10.0, 500), lane.take(10.0, 500), lane.take(20.0, 1_000)] == [10.5, 11.0, 21.0]


def test_a_lost_segment_waits_for_there_and_back_and_a_little() -> None:
    assert BAD.timeout_s == pytest.approx(0.5)
