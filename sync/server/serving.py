"""Running the store: one process or several on one socket, until the system says to end."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import sys
import tempfile
from pathlib import Path
from typing import Final

import msgspec
import uvicorn
from uvicorn.supervisors import Multiprocess

from sync.server.clock import now_ms
from sync.server.config import VARIABLE, Config
from sync.server.errors import CentralError
from sync.server.logs import standard_log
from sync.server.opening import opened

APP: Final = "sync.server.app:from_environment"
KEPT_ALIVE_S: Final = 75
ENDING_S: Final = 20
AT_ONCE: Final = 2_000
WAITING: Final = 1_024
"""Connections that the system keeps until a process has time for them."""
HANDLES: Final = 1 if sys.platform == "win32" else 32
"""On the one socket that is listened at. A process takes one connection by each before it goes on to what they ask, so that it
hears a crowd together, and commits together what it brings. Windows lets a socket be waited at by one only, and takes all."""


def serve(config: Config, host: str, port: int, certificate: Path | None, key: Path | None) -> int:
    """Serve until SIGTERM or SIGINT; what has been begun is finished first. Returns 0.

    Raises CentralError: as `opened`, `port.taken`, `tls.files`, `tls.unusable`.
    """
    if (certificate is None) != (key is None) or not all(one.is_file() for one in (certificate, key) if one is not None):
        raise CentralError(
            "tls.files", "Certifikat og nøgle skal følges ad.", "Skriv to filer, der findes: --tls-cert FIL --tls-key FIL."
        )
    if certificate is not None and key is not None:
        _try_out(certificate, key)
    opened(config)[1].close()
    os.environ[VARIABLE] = msgspec.json.encode(config).decode()
    standard_log(now_ms)
    running = uvicorn.Config(
        APP,
        factory=True,
        host=host,
        port=port,
        workers=config.workers,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=config.behind_proxy,
        forwarded_allow_ips="127.0.0.1",
        timeout_keep_alive=KEPT_ALIVE_S,
        timeout_graceful_shutdown=ENDING_S,
        limit_concurrency=AT_ONCE,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        lifespan="on",
        ws="none",
    )
    listening = _listening(host, port)
    name = f"[{host}]" if ":" in host else host
    told = f"Lageret lytter på {'https' if certificate else 'http'}://{name}:{listening[0].getsockname()[1]}"
    if config.workers == 1:
        _One(running, told).run(sockets=listening)
        return 0
    with tempfile.TemporaryDirectory() as figures:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = figures
        several = Multiprocess(running, sockets=listening)
        print(told, flush=True)
        several.run()
    return 0


def _try_out(certificate: Path, key: Path) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=lambda: "")
    except OSError as error:
        raise CentralError(
            "tls.unusable",
            "Certifikatet og nøglen kan ikke bruges sammen.",
            "Se efter, at begge er PEM, hører sammen, og at nøglen ikke er låst med et kodeord.",
        ) from error


def _listening(host: str, port: int) -> list[socket.socket]:
    """A socket where the system lets connections wait, by all its handles. Raises CentralError `port.taken`."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=WAITING)
    except (OSError, OverflowError) as error:
        raise CentralError(
            "port.taken", f"Port {port} på {host} kan ikke bruges.", "Vælg en anden med --port eller --host."
        ) from error
    handles = [listening, *(listening.dup() for _ in range(HANDLES - 1))]
    for one in handles:
        one.set_inheritable(True)
    return handles


class _One(uvicorn.Server):
    """The only process. It says where it listens once it does, and ends with 0 however early it is told to end."""

    def __init__(self, config: uvicorn.Config, told: str) -> None:
        super().__init__(config)
        self._told = told
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(self._told, flush=True)

    def _end(self, number: int, frame: object) -> None:
        """Before the server takes signals itself, and after: it raises them again when it is done."""
        self.should_exit = True
