"""Running the store: one process or several on one socket, until the system says to end."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path
from typing import Final

import msgspec
import uvicorn
from uvicorn.supervisors import Multiprocess

from sync.server.app import now_ms, opened
from sync.server.config import VARIABLE, Config
from sync.server.errors import CentralError
from sync.server.logs import standard_log

APP: Final = "sync.server.app:from_environment"
KEPT_ALIVE_S: Final = 75
ENDING_S: Final = 20
AT_ONCE: Final = 2_000
WAITING: Final = 1_024
"""Connections that the system keeps until a process has time for them."""


def serve(config: Config, host: str, port: int, certificate: Path | None, key: Path | None) -> int:
    """Serve until SIGTERM or SIGINT; what has been begun is finished first. Returns 0.

    Raises CentralError: as `opened`, `port.taken`, `tls.files`.
    """
    if (certificate is None) != (key is None) or not all(one.is_file() for one in (certificate, key) if one is not None):
        raise CentralError(
            "tls.files", "Certifikat og nøgle skal følges ad.", "Skriv to filer, der findes: --tls-cert FIL --tls-key FIL."
        )
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
    try:
        socket = running.bind_socket()
    except SystemExit as error:
        raise CentralError("port.taken", f"Port {port} kan ikke bruges.", "Vælg en anden med --port.") from error
    socket.listen(WAITING)
    told = f"{'https' if certificate else 'http'}://{host}:{socket.getsockname()[1]}"
    print(f"Lageret lytter på {told}", flush=True)
    if config.workers == 1:
        signal.signal(signal.SIGTERM, _ended)
        signal.signal(signal.SIGINT, _ended)
        uvicorn.Server(running).run(sockets=[socket])
        return 0
    with tempfile.TemporaryDirectory() as figures:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = figures
        Multiprocess(running, sockets=[socket]).run()
    return 0


def _ended(number: int, frame: object) -> None:
    """The server has taken the signal already, and raises it again when it is done: nothing is left to do."""
