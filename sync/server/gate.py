"""The order of checks of a request, as PROTOCOL.md tells it, and the sealed answer at the end of it."""

from __future__ import annotations

import binascii
from asyncio import get_running_loop
from base64 import b64decode
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any, Final, NamedTuple, Protocol, TypeVar, cast

from sqlalchemy.exc import DBAPIError

from sync.proof.errors import ProofError
from sync.proof.requests import check_request
from sync.server.database import Database
from sync.server.doors import Door, Settings, may_be_revoked, read_now
from sync.server.errors import Refused, not_allowed
from sync.server.invites import UNKNOWN
from sync.server.limits import Limits
from sync.server.logs import Log
from sync.server.nonces import mark_of
from sync.server.offices import Directory
from sync.server.signing import StoreKey
from sync.server.turn import Turn
from sync.server.writer import RETRY_S, Writer
from sync.wire.codec import NO_HASH, Message, WireError, decode, encode
from sync.wire.office import FORMAT, DeviceKeys
from sync.wire.requests import SKEW_MS, Auth, Refusal

AUTH_CAP: Final = 512
T = TypeVar("T")
LARGE_BYTES: Final = 256 * 1024
"""From here on a body is read on a thread of its own."""


class Answer(NamedTuple):
    """status, body and its seal; code: of a refusal, "" otherwise; device: who asked, as far as it was read."""

    status: int
    body: bytes
    seal: str
    code: str
    device: bytes


class Clocks(NamedTuple):
    """now_ms: milliseconds since 1970, UTC; steady_s: seconds that only go forward."""

    now_ms: Callable[[], int]
    steady_s: Callable[[], float]


class Stranger(Protocol):
    """A message of somebody whom the roster need not know: it brings its keys."""

    @property
    def keys(self) -> DeviceKeys: ...


class Gate:
    """What stands between the network and the store."""

    def __init__(
        self,
        key: StoreKey,
        settings: Settings,
        database: Database,
        directory: Directory,
        writer: Writer,
        limits: Limits,
        clocks: Clocks,
        threads: Executor,
        log: Log,
    ) -> None:
        self.key = key
        self.clocks = clocks
        self.limits = limits
        self._settings = settings
        self._database = database
        self._directory = directory
        self._writer = writer
        self._threads = threads
        self._log = log

    def sealed(self, status: int, body: bytes, auth: Auth | None, code: str = "") -> Answer:
        """An answer under the store's signature."""
        nonce, device = (NO_HASH, b"") if auth is None else (auth.nonce, auth.device)
        return Answer(status, body, self.key.seal(nonce, status, body, self.clocks.now_ms()), code, device)

    def refused(self, refusal: Refused, auth: Auth | None) -> Answer:
        """A refusal as an answer."""
        body = encode(Refusal(refusal.code, refusal.retry_after_s))
        return self.sealed(refusal.status, body, auth, refusal.code)

    def wait_s(self, auth: Auth | None, address: str) -> int:
        """Check 2: how long whoever asks has to wait."""
        return self.limits.wait_s(self._named(auth), address, self.clocks.steady_s())

    def _named(self, auth: Auth | None) -> bytes | None:
        """The device that a request names, where there is one of that name."""
        return auth.device if auth is not None and auth.device in self._directory.devices else None

    async def answer(self, door: Door, auth: Auth | None, body: bytes, address: str) -> Answer:
        """Checks 3 to 11 and what the door does. auth: the header as read, None where it could not be; address: whose."""
        try:
            if auth is None:
                raise Refused(400, "request.unreadable")
            return self.sealed(200, encode(await self._served(door, auth, body)), auth)
        except Refused as refused:
            self._charge(refused, auth, len(body), address)
            return self.refused(refused, auth)
        except Exception as error:
            self._log.fault("request.fault", error)
            return self.refused(Refused(500, "store.fault", RETRY_S), auth)

    def _charge(self, refused: Refused, auth: Auth | None, size_bytes: int, address: str) -> None:
        """Who is refused before the signature is known to hold pays with the address, and the device that they name."""
        if refused.code == UNKNOWN:
            self.limits.guesses.use(address, 0, self.clocks.steady_s())
        if refused.status in (400, 401, 421, 426):
            self.limits.refuse(self._named(auth), address, size_bytes, self.clocks.steady_s())

    async def _served(self, door: Door, auth: Auth, body: bytes) -> Message:
        message = await self.off_loop(len(body), lambda: _read(door, body))
        if getattr(message, "format", FORMAT) != FORMAT:
            raise Refused(426, "request.format")
        if auth.server != self.key.public:
            raise Refused(421, "request.other_store")
        office, keys = await self._asker(door, auth, message)
        is_timely = abs(auth.time - self.clocks.now_ms()) <= SKEW_MS
        await self.off_loop(len(body), lambda: _check(auth, door.path, body, self.key.public, keys))
        self.limits.devices.use(auth.device, len(body), self.clocks.steady_s())
        if not is_timely:
            raise Refused(409, "request.clock")
        known = await self.off_loop(len(body), lambda: self._ahead(door, auth.device, message))
        work = self._work(door, office, auth.device, message, known)
        done = await self._writer.submit(work, office, mark_of(auth), door.locks(message), len(body))
        if isinstance(done, Message):
            return done
        return await self.in_thread(lambda: self._reading(door, office, auth.device, message, done))

    async def _asker(self, door: Door, auth: Auth, message: Message) -> tuple[int, DeviceKeys]:
        """The office and keys of who asks. Raises Refused (`request.unknown_device`)."""
        if door.who == "stranger":
            return 0, cast(Stranger, message).keys
        if auth.device not in self._directory.devices:
            await self._writer.submit(lambda turn: turn.look_for(auth.device), 0, None, False, 0)
        if auth.device not in self._directory.devices:
            raise Refused(401, "request.unknown_device")
        return self._directory.devices[auth.device]

    def _ahead(self, door: Door, device: bytes, message: Message) -> Any:
        """What the door's work gets: the message, or what is found out of it before its turn."""
        return message if door.ahead is None else door.ahead(self._directory, device, message)

    def _work(self, door: Door, number: int, device: bytes, message: Message, known: Any) -> Callable[[Turn], Any]:
        """Checks 10 and 11, and the door's own work."""
        work = door.work
        if door.who == "stranger":
            return lambda turn: work(turn, self._settings, message)

        def allowed(turn: Turn) -> Any:
            office = turn.office(number, is_locking=door.locks(message))
            if not office.roster.is_active(device) and not may_be_revoked(door, message):
                raise Refused(403, "roster.revoked")
            if door.who == "lead" and not office.roster.is_lead(device):
                raise not_allowed()
            return work(turn, office, device, known)

        return allowed

    def _reading(self, door: Door, office: int, device: bytes, message: Message, done: Any) -> Message:
        try:
            with self._database.read() as connection:
                return read_now(door, connection, office, device, message, done)
        except DBAPIError as error:
            self._log.fault("request.reading", error)
            raise Refused(503, "store.unavailable", RETRY_S) from error

    async def in_thread(self, work: Callable[[], T]) -> T:
        """What comes of work that waits for the database."""
        return await get_running_loop().run_in_executor(self._threads, work)

    async def off_loop(self, size_bytes: int, work: Callable[[], T]) -> T:
        """Where there is much to read, other requests need not wait for it."""
        return work() if size_bytes < LARGE_BYTES else await self.in_thread(work)


def auth_of(header: str | None) -> Auth | None:
    """What the header `Rygsaek` says; None where it is missing or is not one."""
    if header is None or len(header) > 2 * AUTH_CAP:
        return None
    try:
        return decode(b64decode(header, validate=True), Auth, AUTH_CAP)
    except (binascii.Error, WireError, ValueError):
        return None


def _read(door: Door, body: bytes) -> Message:
    try:
        return decode(body, door.message, door.cap)
    except WireError as error:
        raise Refused(400, "request.unreadable") from error


def _check(auth: Auth, path: str, body: bytes, server: bytes, keys: DeviceKeys) -> None:
    try:
        check_request(auth, "POST", path, body, server, keys)
    except ProofError as error:
        raise Refused(421 if error.code == "request.other_store" else 401, error.code) from error
