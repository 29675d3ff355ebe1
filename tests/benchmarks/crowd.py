"""Many laptops at once, as light as they can be: requests are signed beforehand and sent as bytes over standing lines."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Sequence
from selectors import EVENT_READ, DefaultSelector
from typing import NamedTuple

from sync.asking import asked
from sync.identity import DeviceSecret
from sync.sealing.envelopes import seal
from sync.wire.codec import NO_HASH, decode
from sync.wire.office import FORMAT
from sync.wire.requests import ANSWER_CAP, HEADER, MEDIA_TYPE, Exchange, Exchanged, Item
from tests.support.central import Client, found, hand_in, signed
from tests.support.chains import id_of
from tests.support.offices import STORE, Case, Office, new_office

BODY_BYTES = 1_300
"""Of one case's day, packed: 20 edits."""


class Laptop:
    """One of them: its cases, and where its chains end. cursor, mark: what it has seen."""

    def __init__(self, secret: DeviceSecret, cases: Sequence[Case]) -> None:
        self.secret, self.cases = secret, cases
        self.heads = [NO_HASH] * len(cases)
        self.seq = 0
        self.cursor, self.mark = 0, NO_HASH

    def day(self) -> tuple[Item, ...]:
        """An envelope for every case."""
        self.seq += 1
        return tuple(self._sealed(n) for n in range(len(self.cases)))

    def _sealed(self, n: int) -> Item:
        case = self.cases[n]
        data = seal(
            self.secret,
            case.key,
            org=case.office.org,
            case=case.grants.case,
            epoch=1,
            commitment=case.grants.commitment(1),
            incarnation=f"i{self.secret.name.hex()[:30]}",
            type_="changes",
            seq=self.seq,
            previous=self.heads[n],
            salt=os.urandom(32),
            body=os.urandom(BODY_BYTES),
        )
        self.heads[n] = id_of(data)
        return Item("envelope", data)

    def request(self, push: tuple[Item, ...]) -> bytes:
        """The bytes of one HTTP request, signed now."""
        name = f"i{self.secret.name.hex()[:30]}"
        message = Exchange(FORMAT, "bench", name, self.cursor, self.mark, 1 << 20, push)
        question = asked(
            self.secret, STORE.public, "/v1/exchange", message, now_ms=time.time_ns() // 1_000_000, nonce=os.urandom(32)
        )
        head = (
            f"POST /v1/exchange HTTP/1.1\r\nHost: store\r\n{HEADER}: {question.headers[HEADER]}\r\n"
            f"Content-Type: {MEDIA_TYPE}\r\nContent-Length: {len(question.body)}\r\n\r\n"
        )
        return head.encode() + question.body


class Went(NamedTuple):
    """How it went. took_s: from the first byte to the last answer; each_s: every request's."""

    took_s: float
    each_s: list[float]


def office_of(count: int, each: int, port: int) -> list[Laptop]:
    """An office of so many laptops, each with so many cases of its own, all in the store on a port."""
    office: Office = new_office(os.urandom(8))
    lead = Client(port, office.devices[0])
    found(lead, office)
    for _ in range(count):
        office.add()
    hand_in(lead, *(signed(link) for link in office.links[1:]))
    lead.close()
    made: list[Laptop] = []
    for n, secret in enumerate(office.devices[1:]):
        cases = [office.case(secret, case=f"sag{n}x{number}") for number in range(each)]
        client = Client(port, secret)
        hand_in(client, *(signed(case.signed[0]) for case in cases))
        client.exchange()
        laptop = Laptop(secret, cases)
        laptop.cursor, laptop.mark = client.cursor, client.mark
        client.close()
        made.append(laptop)
    return made


def send(port: int, requests: Sequence[Sequence[bytes]], *, is_connecting: bool = False) -> Went:
    """All at once; each laptop its own requests, one after the other, over a line of its own. What came is read after the clock.

    The lines stand before it begins; is_connecting: each is made within its first request's time.
    """
    lines = [Line(mine) for mine in requests]
    if not is_connecting:
        for line in lines:
            line.connect(port)
    began = time.perf_counter()
    with DefaultSelector() as waiting:
        for line in lines:
            waiting.register(line.ask(port), EVENT_READ, line)
        while waiting.get_map():
            for key, _ in waiting.select():
                key.data.hear()
                if key.data.is_done:
                    waiting.unregister(key.fileobj)
    took_s = time.perf_counter() - began
    for line in lines:
        line.close()
    return Went(took_s, [each for line in lines for each in line.each_s])


class Line:
    """A connection that says its requests one after the other. Nothing is read that need not be while others wait."""

    def __init__(self, requests: Sequence[bytes]) -> None:
        self._requests, self._came = requests, bytearray()
        self._talk: socket.socket | None = None
        self._began = 0.0
        self._answers: list[bytes] = []
        self.each_s: list[float] = []

    @property
    def is_done(self) -> bool:
        return len(self._answers) == len(self._requests)

    def connect(self, port: int) -> socket.socket:
        self._talk = socket.create_connection(("127.0.0.1", port))
        self._talk.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._talk

    def ask(self, port: int) -> socket.socket:
        """Say the next, over a new connection where there is none."""
        self._began = time.perf_counter()
        talk = self._talk or self.connect(port)
        talk.sendall(self._requests[len(self._answers)])
        return talk

    def hear(self) -> None:
        """Something has come; where an answer is whole, the next request goes."""
        assert self._talk is not None
        came = self._talk.recv(1 << 16)
        if not came:
            raise ConnectionError("the store has hung up")
        self._came += came
        end = self._came.find(b"\r\n\r\n")
        if end < 0 or len(self._came) < end + 4 + _length(self._came[:end]):
            return
        self.each_s.append(time.perf_counter() - self._began)
        self._answers.append(bytes(self._came))
        self._came.clear()
        if not self.is_done:
            self.ask(0)

    def close(self) -> None:
        """End it, and see that everything was taken."""
        assert self._talk is not None
        self._talk.close()
        for answer in self._answers:
            head, body = answer.split(b"\r\n\r\n", 1)
            if head.split(b" ", 2)[1] != b"200":
                raise AssertionError(answer)
            if any(one.code for one in decode(body, Exchanged, ANSWER_CAP).results):
                raise AssertionError(body)


def _length(head: bytes) -> int:
    return next(int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
