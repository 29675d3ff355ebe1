"""What PySide6 knows of its own signatures, for its error texts and for writing stubs: read when it is first asked for.

It reads all of it at every start: seven modules, 16 ms of an idle machine, of which a start that goes well needs nothing
(PySide6 6.12, shibokensupport/signature/loader.py). Where its files do not lie unpacked (`packaging/bootstrap.py`), PySide6
takes them from within its library, as it would without this.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import Any

PACKAGE = "shibokensupport.signature"
LATER = frozenset(
    f"{PACKAGE}.{name}" for name in ("errorhandler", "layout", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
)
ONE_AT_A_TIME = RLock()


class _Later(ModuleType):
    """A module that is read when something in it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        spec = self.__dict__["__spec__"]
        with ONE_AT_A_TIME:
            loader, spec.loader_state = spec.loader_state, None
            if loader is not None:
                loader.exec_module(self)
        try:
            return self.__dict__[name]
        except KeyError:
            raise AttributeError(name) from None


class _Finder(MetaPathFinder, Loader):
    """Finds those modules, and leaves reading them to them."""

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in LATER:
            return None
        found = PathFinder.find_spec(name, path, target)
        if found is None:
            return None
        later = ModuleSpec(name, self, origin=found.origin, loader_state=found.loader)
        later.has_location = True
        return later

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Later(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Not yet."""


def read_later() -> None:
    """To be called before PySide6 is first imported; once more changes nothing."""
    if not any(isinstance(one, _Finder) for one in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
