"""Wires the store together: key, database, writer, doors. One of these runs in each process."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, Final

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from sqlalchemy.exc import SQLAlchemyError

from sync.server import metrics
from sync.server.clock import now_ms
from sync.server.config import VARIABLE, Config
from sync.server.database import READERS, Database
from sync.server.doors import DOORS, Door, Settings
from sync.server.errors import Refused
from sync.server.founding import count
from sync.server.front import Endpoint, Front
from sync.server.gate import Answer, Clocks, Gate, auth_of
from sync.server.limits import Limits, Rates
from sync.server.logs import Log, standard_log
from sync.server.offices import Directory
from sync.server.openapi import answers, description
from sync.server.opening import opened
from sync.server.writer import Writer
from sync.wire.codec import encode
from sync.wire.office import FORMAT
from sync.wire.packing import ENCODING, LEAST_BYTES, packed
from sync.wire.requests import HEADER, MEDIA_TYPE, About

LOOPBACK: Final = ("127.0.0.1", "::1", "")
YOUNG: Final = 10_000
"""Objects made before Python looks for rings of them: a request makes hundreds, none of them in a ring."""


def from_environment() -> FastAPI:
    """The app of one process, as the command line has left its wishes."""
    config = msgspec.json.decode(os.environ[VARIABLE], type=Config)
    log = standard_log(now_ms)
    app = make_app(config, Clocks(now_ms, time.monotonic), log)
    gc.freeze()
    gc.set_threshold(YOUNG)
    return app


def make_app(config: Config, clocks: Clocks, log: Log) -> Front:
    """The app. Raises CentralError as `opened`."""
    key, database = opened(config)
    figures = metrics.Metrics()
    directory = Directory()
    writer = Writer(database, directory, clocks.now_ms, log, figures.committed)
    threads = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
    limits = Limits(Rates().shared_by(config.workers))
    gate = Gate(key, Settings(key.public, config.is_open), database, directory, writer, limits, clocks, threads, log)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        writer.start()
        log.tell("started", pid=os.getpid())
        yield
        writer.stop()
        threads.shutdown()
        database.close()
        log.tell("stopped", pid=os.getpid())

    app = Front(
        title="Rygsæk central store",
        version=str(FORMAT),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
    )
    for door in DOORS:
        app.add_straight(door.path, _endpoint(gate, door, figures, log), summary=door.title, told=description(door))
    _add_open_doors(app, gate, config, database, figures)
    return app


def _endpoint(gate: Gate, door: Door, figures: metrics.Metrics, log: Log) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        began = gate.clocks.steady_s()
        address = request.client.host if request.client else ""
        auth = auth_of(request.headers.get(HEADER))
        body = b""
        try:
            body = await _body(request, door.cap)
            wait_s = gate.wait_s(auth, address)
            if wait_s:
                raise Refused(429, "request.too_many", wait_s)
            answer = await gate.answer(door, auth, body, address)
        except Refused as refused:
            answer = gate.refused(refused, auth)
        took_s = gate.clocks.steady_s() - began
        figures.answered(door.path, answer.status, answer.code, len(body), len(answer.body), took_s)
        log.request(door.path, answer.status, answer.code, answer.device, len(body), len(answer.body), took_s * 1000)
        return await _packed(gate, answer) if door.packs and _takes_packed(request) else _response(answer)

    return endpoint


async def _body(request: Request, cap: int) -> bytes:
    """The request's body. Raises Refused where it is, or says to be, longer than the cap in bytes."""
    said = request.headers.get("content-length", "0")
    if not said.isascii() or not said.isdigit() or int(said) > cap:
        raise Refused(413, "request.too_large")
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > cap:
            raise Refused(413, "request.too_large")
        parts.append(part)
    return b"".join(parts)


def _takes_packed(request: Request) -> bool:
    return ENCODING in (one.strip() for one in request.headers.get("accept-encoding", "").split(","))


async def _packed(gate: Gate, answer: Answer) -> Response:
    """The answer in fewer bytes, where there are fewer; its seal is over the message itself."""
    if len(answer.body) >= LEAST_BYTES:
        body = await gate.off_loop(len(answer.body), lambda: packed(answer.body))
        if len(body) < len(answer.body):
            return Response(body, answer.status, {HEADER: answer.seal, "Content-Encoding": ENCODING}, MEDIA_TYPE)
    return _response(answer)


def _response(answer: Answer) -> Response:
    return Response(answer.body, answer.status, {HEADER: answer.seal}, MEDIA_TYPE)


def _add_open_doors(app: FastAPI, gate: Gate, config: Config, database: Database, figures: metrics.Metrics) -> None:
    """What anyone may ask."""

    def is_open() -> bool:
        with database.read() as connection:
            return config.is_open or count(connection) == 0

    @app.post("/v1/about", summary="Who this store is", response_class=Response, openapi_extra={"responses": answers(About)})
    async def about(request: Request) -> Response:
        address = request.client.host if request.client else ""
        now_s = gate.clocks.steady_s()
        wait_s = gate.limits.wait_s(None, address, now_s)
        gate.limits.addresses.use(address, 0, now_s)
        auth = auth_of(request.headers.get(HEADER))
        try:
            await _body(request, 0)
        except Refused as refused:
            return _response(gate.refused(refused, auth))
        if wait_s:
            return _response(gate.refused(Refused(429, "request.too_many", wait_s), auth))
        told = About(gate.key.public, gate.clocks.now_ms(), (FORMAT,), await gate.in_thread(is_open))
        return _response(gate.sealed(200, encode(told), auth))

    down: dict[int | str, dict[str, Any]] = {503: {"description": "the database does not answer"}}
    elsewhere: dict[int | str, dict[str, Any]] = {404: {"description": "not for this address"}}

    @app.get("/healthz", summary="Whether the store and its database answer", response_class=PlainTextResponse, responses=down)
    async def healthz() -> Response:
        try:
            await gate.in_thread(is_open)
        except (SQLAlchemyError, OSError):
            return Response("database\n", 503, media_type="text/plain")
        return Response("ok\n", media_type="text/plain")

    @app.get("/metrics", summary="Figures for Prometheus", response_class=PlainTextResponse, responses=elsewhere)
    async def figures_as_text(request: Request) -> Response:
        if not config.metrics_for_all and (request.client is None or request.client.host not in LOOPBACK):
            return Response(status_code=404)
        return Response(figures.text(), media_type="text/plain; version=0.0.4")
