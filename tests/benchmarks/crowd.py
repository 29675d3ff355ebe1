"""Many laptops at once, as light as they can be: requests are signed beforehand and sent as bytes over standing lines."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
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
    """All at once; each laptop its own requests, one after the other, over a line of its own.

    The lines stand before it begins; is_connecting: every request of its own line, which is made within its time.
    """
    return asyncio.run(_arrive(port, requests) if is_connecting else _send(port, requests))


async def _arrive(port: int, requests: Sequence[Sequence[bytes]]) -> Went:
    async def speak(one: bytes) -> float:
        began = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(one)
        await _answer(reader)
        writer.close()
        return time.perf_counter() - began

    began = time.perf_counter()
    each_s = await asyncio.gather(*(speak(one) for mine in requests for one in mine))
    return Went(time.perf_counter() - began, each_s)


async def _send(port: int, requests: Sequence[Sequence[bytes]]) -> Went:
    lines = await asyncio.gather(*(asyncio.open_connection("127.0.0.1", port) for _ in requests))
    each_s: list[float] = []

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, mine: Sequence[bytes]) -> None:
        for one in mine:
            began = time.perf_counter()
            writer.write(one)
            await _answer(reader)
            each_s.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(speak(*line, mine) for line, mine in zip(lines, requests, strict=True)))
    took_s = time.perf_counter() - began
    for _, writer in lines:
        writer.close()
    return Went(took_s, each_s)


async def _answer(reader: asyncio.StreamReader) -> Exchanged:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    length = next(int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
    body = await reader.readexactly(length)
    if status != 200:
        raise AssertionError(f"{status}: {body!r}")
    answer = decode(body, Exchanged, ANSWER_CAP)
    if any(one.code for one in answer.results):
        raise AssertionError(answer.results[0].code)
    return answer
