"""Carrying a conversation: each question signed, each answer's seal checked, several on the way at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from typing import Final

from sync.asking import Transport, ask, asked
from sync.errors import RefusedError, SyncError
from sync.identity import Entropy
from sync.laptop import Laptop
from sync.session import STREAMS, Ask, conversation
from sync.wire.codec import WireError, encode
from sync.wire.requests import Refusal

NONCE_BYTES: Final = 32
AHEAD: Final = STREAMS + 2
"""Questions that are taken at once: two more than there are streams, so that none stands idle while answers are kept."""
OTHER_LINE: Final = "store.other_line"
CLOCK: Final = "request.clock"
OF_ONE: Final = ("blob.", "request.not_allowed", "request.too_large")
"""How refusals begin that are about the thing asked for, and not about who asks."""


class Talk:
    """One conversation with the office's store, from beginning to end.

    now_ms: the present moment, in milliseconds; shift_ms: how far the store's clock was ahead of it, as far as is known;
    has_begun_again: the store had been put back.
    """

    def __init__(
        self, laptop: Laptop, transport: Transport, now_ms: Callable[[], int], entropy: Entropy, shift_ms: int = 0
    ) -> None:
        self._laptop, self._transport = laptop, transport
        self._now_ms, self._entropy = now_ms, entropy
        self.shift_ms = self._correction_ms = shift_ms
        self.has_begun_again = False

    def run(self) -> None:
        """Say and hear everything. Raises UnreachableError, RefusedError, SyncError; what was kept until then stands."""
        self._laptop.try_again()
        self._laptop.heal_on()
        try:
            self._converse()
        except RefusedError as error:
            if error.code != OTHER_LINE:
                raise
            self._laptop.begin_again()
            self.has_begun_again = True
            self._converse()
        if self._laptop.asks_anew():
            self._converse()
        self._laptop.count_sync()

    def _converse(self) -> None:
        talk = conversation(self._laptop)
        try:
            asks = next(talk)
            while True:
                with self._carried(asks) as bodies:
                    asks = talk.send(bodies)
        except StopIteration:
            return
        except WireError as error:
            raise SyncError(error.code) from error

    @contextmanager
    def _carried(self, asks: Iterable[Ask]) -> Iterator[Iterable[bytes]]:
        """Answers as they come, in the order of the questions: one is kept while the next are on their way."""
        left = iter(asks)
        first = tuple(islice(left, 2))
        if len(first) == 1:
            yield (self._carry(first[0]),)
            return
        streams = ThreadPoolExecutor(STREAMS)
        try:
            yield self._answers(streams, chain(first, left))
        finally:
            streams.shutdown(cancel_futures=True)

    def _answers(self, streams: ThreadPoolExecutor, asks: Iterator[Ask]) -> Iterator[bytes]:
        """A question is taken no sooner than there is room for it: until then it can still be another, more urgent one."""
        on_way = deque(streams.submit(self._carry, one) for one in islice(asks, AHEAD))
        while on_way:
            body = on_way.popleft().result()
            on_way.extend(streams.submit(self._carry, one) for one in islice(asks, 1))
            yield body

    def _carry(self, one: Ask) -> bytes:
        try:
            return self._asked(one)
        except RefusedError as error:
            if one.may_be_refused and error.code.startswith(OF_ONE):
                return encode(Refusal(error.code, error.retry_after_s))
            if error.code != CLOCK:
                raise
            self.shift_ms = self._correction_ms = error.server_time - self._now_ms()
        return self._asked(one)

    def _asked(self, one: Ask) -> bytes:
        known = self._laptop.known
        time_ms = max(0, self._now_ms() + self._correction_ms)
        question = asked(known.secret, known.server_key, one.path, one.message, now_ms=time_ms, nonce=self._entropy(NONCE_BYTES))
        began_ms = self._now_ms()
        answer = ask(self._transport, question, known.server_key)
        self._laptop.fetching.heard(len(answer.body), self._now_ms() - began_ms)
        self.shift_ms = answer.server_time - self._now_ms()
        self._laptop.server_time = max(self._laptop.server_time, answer.server_time)
        return answer.body
