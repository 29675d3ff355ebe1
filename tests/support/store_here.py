"""The central store in this very process: the real app on a real SQLite file, asked without a line between."""

from __future__ import annotations

import asyncio
import io
import itertools
import os
import shutil
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from sync.asking import answered, asked, read
from sync.identity import DeviceSecret
from sync.server.app import make_app
from sync.server.config import KEY_FILE, Config, database_in
from sync.server.gate import Clocks
from sync.server.logs import Log
from sync.server.setup import initialise
from sync.server.signing import write_key
from sync.wire.codec import Message
from tests.support.offices import STORE

M = TypeVar("M", bound=Message)


class StoreHere:
    """A store while it is entered. now_ms: its clock; log: what it writes.

    workers: among how many processes it thinks that it shares what may be asked in a minute; steady_s: by which clock, one by
    which nobody asks too often where there is none.
    """

    def __init__(
        self,
        folder: Path,
        now_ms: Callable[[], int],
        *,
        database: str = "",
        workers: int = 1,
        steady_s: Callable[[], float] | None = None,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.log, self._now_ms = io.StringIO(), now_ms
        self._folder, self._copies = folder, itertools.count()
        self._config = Config(str(folder), database or database_in(folder), is_open=True, workers=workers)
        if not self._config.key_path.exists():
            write_key(folder / KEY_FILE, STORE.seed)
            initialise(self._config)
        self._steady_s, self._seconds = steady_s or self._minute_on, 0.0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="store here")

    def __enter__(self) -> StoreHere:
        self._thread.start()
        self._begin()
        return self

    def _begin(self) -> None:
        self._app = make_app(self._config, Clocks(self._now_ms, self._steady_s), Log(self.log, self._now_ms))
        self._life = self._app.router.lifespan_context(self._app)
        self._do(self._life.__aenter__())

    def backed_up(self) -> Path:
        """A copy of its folder, taken while it lies still; in its own folder."""
        copy = self._folder / f"copy{next(self._copies)}"
        self._do(self._life.__aexit__(None, None, None))
        shutil.copytree(self._folder, copy, ignore=shutil.ignore_patterns("copy*"))
        self._begin()
        return copy

    def put_back(self, copy: Path) -> None:
        """As it was when the copy was taken."""
        self._do(self._life.__aexit__(None, None, None))
        for one in self._folder.iterdir():
            if one.is_file():
                one.unlink()
            elif not one.name.startswith("copy"):
                shutil.rmtree(one)
        shutil.copytree(copy, self._folder, dirs_exist_ok=True)
        self._begin()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._do(self._life.__aexit__(None, None, None))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def transport(self) -> Here:
        return Here(self)

    def ask(self, secret: DeviceSecret, path: str, message: Message, kind: type[M]) -> M:
        """One signed question. Raises RefusedError, SyncError."""
        question = asked(secret, STORE.public, path, message, now_ms=self._now_ms(), nonce=os.urandom(32))
        status, headers, body = self.post(path, question.body, question.headers)
        return read(answered(STORE.public, question.nonce, status, headers, body), kind)

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        found: tuple[int, Mapping[str, str], bytes] = self._do(self._posted(path, body, headers))
        return found

    def get(self, path: str, address: str) -> tuple[int, Mapping[str, str], bytes]:
        """What a browser at an address gets."""
        found: tuple[int, Mapping[str, str], bytes] = self._do(self._posted(path, b"", {}, "GET", address))
        return found

    def _minute_on(self) -> float:
        self._seconds += 60
        return self._seconds

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _posted(
        self, path: str, body: bytes, headers: Mapping[str, str], method: str = "POST", address: str = "127.0.0.1"
    ) -> tuple[int, Mapping[str, str], bytes]:
        given = {"content-length": str(len(body)), **headers}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
            "client": (address, 1),
            "server": ("127.0.0.1", 80),
        }
        heard: list[dict[str, Any]] = []
        asked_for = iter(({"type": "http.request", "body": body, "more_body": False}, {"type": "http.disconnect"}))

        async def receive() -> dict[str, Any]:
            return next(asked_for)

        async def send(message: dict[str, Any]) -> None:
            heard.append(message)

        await self._app(scope, receive, send)  # type: ignore[arg-type]
        named = {name.decode().title(): value.decode() for name, value in heard[0]["headers"]}
        return heard[0]["status"], named, b"".join(one.get("body", b"") for one in heard[1:])


class Here:
    """A transport to it."""

    def __init__(self, store: StoreHere) -> None:
        self._store = store

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        return self._store.post(path, body, headers)

    def close(self) -> None:
        """Nothing is open."""
