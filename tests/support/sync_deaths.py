"""A laptop that dies while it sends and gets: just before or after something goes to the store, or is durable in the vault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from unittest.mock import patch

from rygsaek.vault.mark import Mark
from sync.transport import HttpTransport
from tests.support.children import die


@contextmanager
def dying_at(step: int) -> Iterator[Callable[[], int]]:
    """Die at that step, counted from 1: each commit, and each sending before and after. Gives how many have gone by."""
    gone_by = 0

    def one_more() -> None:
        nonlocal gone_by
        gone_by += 1
        if gone_by == step:
            die()

    advance, post = Mark.advance, HttpTransport.post

    def advanced(mark: Mark) -> None:
        advance(mark)
        one_more()

    def posted(
        transport: HttpTransport, path: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes]:
        one_more()
        answer = post(transport, path, body, headers)
        one_more()
        return answer

    with patch.object(Mark, "advance", advanced), patch.object(HttpTransport, "post", posted):
        yield lambda: gone_by
