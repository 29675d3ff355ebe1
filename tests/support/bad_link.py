"""A poor line in user space: a port on loopback behind which another port lies far away, over a narrow link that loses things.

Modelled, the same for every program that is measured or tested over it:
- a delay each way, and a connection that stands only after there and back;
- one narrow lane each way that all streams share, segment by segment;
- a lost segment stalls its own stream for a retransmission timeout (there and back, and 200 ms), twice as long if it is lost
  again; other streams go on, so four of them use the link better than one;
- losses follow from (seed, number of the stream, direction, number of the segment), so that a run can be had again.
Not modelled: slow start, reordering, a queue that overflows.
"""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, NamedTuple, TypeAlias

SEGMENT_BYTES = 1448
HEADER_BYTES = 52
"""Of IP and TCP with timestamps, before each segment."""
WINDOW_BYTES = 64 * 1024
FIRST_TIMEOUT_S = 1.0
"""Before a lost attempt to connect is made again."""
LEAST_VARIANCE_S = 0.2


class Quality(NamedTuple):
    """How good a line is, each way. loss: share of the segments, 0 to 1."""

    delay_s: float = 0.15
    bits_per_s: float = 1_000_000
    loss: float = 0.02

    @property
    def timeout_s(self) -> float:
        """After which a lost segment is sent again."""
        return 2 * self.delay_s + LEAST_VARIANCE_S


BAD = Quality()
CLEAR = Quality(0, 10_000_000_000, 0)


Due: TypeAlias = "asyncio.Queue[tuple[float, bytes]]"
"""When each segment arrives, by the loop's time; an empty one ends the direction."""


class Passed(NamedTuple):
    """What went over the link: connections, bytes each way, and how often it was the client's turn to speak again."""

    streams: int
    up: int
    down: int
    turns: int


class BadLink:
    """A link to `target` (a port on 127.0.0.1) that begins at `port`. Runs on a thread of its own while it is entered."""

    def __init__(self, target: int, quality: Quality = BAD, seed: int = 0) -> None:
        self.port = 0
        self._target, self._quality, self._seed = target, quality, seed
        self._numbered = self._streams = self._turns = 0
        self._bytes, self._lanes = [0, 0], [Lane(quality), Lane(quality)]
        self._is_cut = False
        self._pumps: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._is_up = threading.Event()
        self._thread = threading.Thread(target=self._run, name="bad link", daemon=True)

    def __enter__(self) -> BadLink:
        self._thread.start()
        self._is_up.wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join()

    def passed(self) -> Passed:
        """Everything since the last `begin`."""
        return Passed(self._streams, self._bytes[0], self._bytes[1], self._turns)

    def begin(self, seed: int) -> None:
        """Count from nothing, and lose what this seed says from the next connection on."""
        self._do(self._begin(seed))

    def cut(self) -> None:
        """Break every connection and take no other, until `mend`."""
        self._do(self._cut(True))

    def mend(self) -> None:
        self._do(self._cut(False))

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _begin(self, seed: int) -> None:
        self._seed, self._numbered, self._streams, self._turns, self._bytes = seed, 0, 0, 0, [0, 0]

    async def _cut(self, is_cut: bool) -> None:
        self._is_cut = is_cut
        if is_cut:
            for writer in self._writers:
                writer.transport.abort()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        self._ending = asyncio.Event()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._is_up.set()
        await self._ending.wait()
        server.close()
        await self._cut(True)
        while self._pumps:
            await asyncio.wait(self._pumps)
        await server.wait_closed()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        here = asyncio.current_task()
        assert here is not None
        self._pumps.add(here)
        self._writers.add(writer)
        try:
            await self._stream(reader, writer)
        except OSError:
            writer.transport.abort()
        finally:
            self._writers.discard(writer)
            writer.close()
            self._pumps.discard(here)

    async def _stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            raise ConnectionResetError
        self._numbered += 1
        self._streams += 1
        chances = [random.Random(f"{self._seed} {self._numbered} {way}") for way in ("up", "down")]
        stands_at = self._loop.time() + sum(self._handshake(chance) for chance in chances)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        if self._is_cut:  # meanwhile: nobody would end this stream
            far_writer.transport.abort()
            raise ConnectionResetError
        self._writers.add(far_writer)
        try:
            async with asyncio.TaskGroup() as both:
                talk = Talk()
                for way, (source, sink) in enumerate(((reader, far_writer), (far_reader, writer))):
                    due: Due = asyncio.Queue(WINDOW_BYTES // SEGMENT_BYTES)
                    both.create_task(self._pump(talk, way, source, due, chances[way], stands_at))
                    both.create_task(self._deliver(due, sink))
        except ExceptionGroup:
            writer.transport.abort()
            far_writer.transport.abort()
        finally:
            self._writers.discard(far_writer)
            far_writer.close()

    def _handshake(self, chance: random.Random) -> float:
        """Seconds until one of the first two segments is there."""
        taken, timeout = self._quality.delay_s, FIRST_TIMEOUT_S
        while chance.random() < self._quality.loss:
            taken, timeout = taken + timeout, 2 * timeout
        return taken

    async def _pump(
        self,
        talk: Talk,
        way: int,
        reader: asyncio.StreamReader,
        due: Due,
        chance: random.Random,
        ready: float,
    ) -> None:
        """Send one direction of a stream. ready: when it may send next, by the loop's time."""
        while held := await reader.read(WINDOW_BYTES):
            ready = max(ready, self._loop.time())
            self._bytes[way] += len(held)
            self._turns += talk.is_new_turn(way)
            while held:
                segment, held = held[:SEGMENT_BYTES], held[SEGMENT_BYTES:]
                ready = await self._sent(way, len(segment), ready, chance)
                await due.put((ready + self._quality.delay_s, segment))
        await due.put((max(ready, self._loop.time()) + self._quality.delay_s, b""))

    async def _sent(self, way: int, size: int, ready: float, chance: random.Random) -> float:
        """When a segment has left for good."""
        timeout = self._quality.timeout_s
        while True:
            left = self._lanes[way].take(ready, size + HEADER_BYTES)
            await asyncio.sleep(left - self._loop.time())
            if chance.random() >= self._quality.loss:
                return left
            ready, timeout = left + timeout, 2 * timeout
            await asyncio.sleep(ready - self._loop.time())

    async def _deliver(self, due: Due, writer: asyncio.StreamWriter) -> None:
        """What was sent arrives. Where it cannot, the whole stream ends with it, and nobody waits for room in the queue."""
        while True:
            at, segment = await due.get()
            await asyncio.sleep(at - self._loop.time())
            if not segment:
                writer.write_eof()
                return
            writer.write(segment)
            await writer.drain()


class Talk:
    """Who spoke last on a stream."""

    def __init__(self) -> None:
        self._last = 1

    def is_new_turn(self, way: int) -> bool:
        """The client (way 0) speaks, and did not speak last."""
        before, self._last = self._last, way
        return (before, way) == (1, 0)


class Lane:
    """One direction of the link, which one segment at a time goes through."""

    def __init__(self, quality: Quality) -> None:
        self._free_at, self._seconds_a_byte = 0.0, 8 / quality.bits_per_s

    def take(self, ready: float, size: int) -> float:
        """When a segment of `size` bytes that is ready at a time has gone through."""
        self._free_at = max(ready, self._free_at) + size * self._seconds_a_byte
        return self._free_at
