"""The first step into the window: how Python is set before the window's modules are loaded."""

from __future__ import annotations

import builtins
import gc
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from ui import signatures

SWITCH_S = 0.0005
"""The screen's thread, and one that waits on the disk, get the interpreter back this soon from one that computes. Python's own
5 ms are a third of a frame, and are paid for every file that is read."""


def window(profile_dir: Path, **options: Any) -> int:
    """Shows the window of the vault under a folder, and returns the exit code when it is closed. options: of `ui.app.run`."""
    gc.disable()  # it would go over all that is being loaded, again and again; from here on ui/collecting does its work
    sys.setswitchinterval(SWITCH_S)
    signatures.read_later()
    plain_imports()
    plain_types()
    from ui.app import run

    return run(profile_dir, **options)


def plain_imports() -> None:
    """Gives Python its own `import` back, which PySide6 has replaced by one that looks for `__feature__`.

    Nothing here asks for a feature, and to learn that, PySide6 reads the source text of every module that is imported: 0.3 ms
    each, of some four hundred (PySide6 6.12, shibokensupport/feature.py).
    """
    import_module("PySide6.QtCore")
    own = getattr(builtins, "__orig_import__", None)
    if own is not None:
        builtins.__import__ = own


def plain_types() -> None:
    """Has msgspec take from Python itself what it would else load `typing_extensions` for: the same names, for older Pythons."""
    if "msgspec" in sys.modules or "typing_extensions" in sys.modules:
        return
    modules: dict[str, Any] = sys.modules
    modules["typing_extensions"] = None
    try:
        import_module("msgspec")
    finally:
        del modules["typing_extensions"]
