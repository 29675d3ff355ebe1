"""Pictures of the window at every look: light and dark, text at 100 and 200 per cent, a desk's screen and a small laptop's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme


@dataclass(frozen=True)
class Look:
    """How the window looks. scale: per cent; width, height: pixels."""

    dark: bool
    scale: int
    width: int = 1280
    height: int = 800

    @property
    def name(self) -> str:
        return f"{'mørk' if self.dark else 'lys'}-{self.scale}-{self.width}x{self.height}"


LOOKS = tuple(Look(dark, scale, *size) for size in ((1280, 800), (1024, 700)) for scale in (100, 200) for dark in (False, True))


@contextmanager
def dressed(app: QApplication, look: Look) -> Iterator[None]:
    """The program in a look, and back to the first one after."""
    theme.apply(app, dark=look.dark, scale=look.scale)
    try:
        yield
    finally:
        theme.apply(app)


def settle(app: QApplication, rounds: int = 6) -> None:
    """Lets layouts find their sizes, and what was to be deleted go."""
    for _ in range(rounds):
        app.sendPostedEvents()
        app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def grab(window: QWidget, target: Path) -> Path:
    """A picture of what the window shows."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if not window.grab().save(str(target)):
        raise OSError(f"could not save {target.name}")
    return target


def at_every_look(app: QApplication, make: Callable[[], QWidget], check: Callable[[QWidget, Look], None]) -> None:
    """Makes a window anew in each look, shows it, and hands it to a check."""
    for look in LOOKS:
        with dressed(app, look):
            window = make()
            window.resize(look.width, look.height)
            window.show()
            settle(app)
            check(window, look)
            window.close()
            window.deleteLater()
            settle(app, 2)
