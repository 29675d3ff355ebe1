"""The log of what went wrong: where and what kind, never a word of a case.

An exception's text, arguments and locals may quote a citizen, so none is written, whoever raised it: our own lines say
the kind of error and the places it went through; of other libraries' lines only their name and place are kept.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from rygsaek.errors import RygsaekError
from ui.messages import bug, where

FILE = "rygsaek.log"
OURS = "rygsaek"
LARGEST_BYTES = 200_000


class _Bare(logging.Formatter):
    """A line without content."""

    def format(self, record: logging.LogRecord) -> str:
        when = self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
        ours = record.name == OURS or record.name.startswith(f"{OURS}.")
        said = record.getMessage() if ours else f"{Path(record.pathname).name}:{record.lineno}"
        if record.exc_info and record.exc_info[1] is not None:
            said = f"{said} {where(record.exc_info[1])}"
        return f"{when} {record.levelname} {record.name} {said}"


def open_logbook(folder: Path) -> None:
    """Sends every log line of this process, bare, to a small file that turns over when it is full."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    if path.exists() and path.stat().st_size > LARGEST_BYTES:
        path.replace(folder / f"{FILE}.1")
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(_Bare())
    root = logging.getLogger()
    for other in tuple(root.handlers):
        root.removeHandler(other)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.raiseExceptions = False


def catch_everything(show: Callable[[RygsaekError], None]) -> None:
    """No exception reaches the terminal or ends the program unseen: it is logged bare, and said in Danish.

    show: says it on the screen; called on the thread that raised.
    """
    log = logging.getLogger(f"{OURS}.unexpected")

    def tell(error: BaseException) -> None:
        show(error if isinstance(error, RygsaekError) else bug(error, log))

    def on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            raise SystemExit(130)
        tell(error.with_traceback(trace))

    sys.excepthook = on_exception
    threading.excepthook = lambda args: tell(args.exc_value) if args.exc_value is not None else None
    sys.unraisablehook = lambda args: log.error("unraisable: %s", where(args.exc_value)) if args.exc_value else None


def quieten_qt() -> None:
    """Qt's own messages go to the log as their kind and category alone."""
    log = logging.getLogger(f"{OURS}.qt")

    def on_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            log.warning("%s in %s", kind.name, context.category or "default")

    qInstallMessageHandler(on_message)
