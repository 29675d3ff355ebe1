"""The office: a real central store, Lise's window, and a colleague's laptop that does what the act asks of it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from ui.demo import acts, central, scene, story
from ui.demo.acts import ActError, Tell
from ui.demo.central import Store
from ui.demo.colleague import Colleague
from ui.demo.ledger import Said
from ui.demo.scene import Scene

ACT = "fourth"


class Met(NamedTuple):
    """words: whether both laptops showed the same six; opened: the citizen whom the colleague saw; chosen: what stands with both.

    size_kb: what the store keeps; found: words of the case that lie readable in it.
    """

    words: bool
    opened: str
    chosen: str
    size_kb: int
    found: tuple[str, ...]

    @property
    def is_as_promised(self) -> bool:
        """The colleague has the case, one text stands, and the store can read none of it."""
        texts = (story.WRITTEN_BY_LISE, story.WRITTEN_BY_BO)
        return self.words and self.opened == story.CITIZEN and self.chosen in texts and not self.found


def play(told: Scene, tell: Tell) -> Met:
    """Play the act, with a store and a colleague beside it. Raises ActError, OSError, RygsaekError."""
    folder = Path(told.folder)
    told.papers.mkdir(parents=True, exist_ok=True)
    with central.running(folder / "lager") as store:
        here = replace(told, central=store.url)
        scene.write(here)
        colleague = Colleague(folder / "kollega")
        try:
            _play(here, colleague, tell)
            answered = {name: rest for name, _, rest in (_words(one) for one in acts.lines(here, "colleague"))}
        finally:
            colleague.close()
            scene.write(told)
        shown = here.ledger().latest("found", ACT)
        return _met(store, shown.what if shown else "", answered)


def _met(store: Store, shown: str, answered: dict[str, str]) -> Met:
    secrets = (story.CITIZEN, story.FIRST_GOAL[:30], story.WRITTEN_BY_BO, story.WRITTEN_BY_LISE, story.LISE.name)
    found = tuple(one for one in secrets if store.holds(one))
    return Met(
        bool(shown) and shown == answered.get("join"), answered.get("open", ""), answered.get("read", ""), store.size_kb, found
    )


def _play(told: Scene, colleague: Colleague, tell: Tell) -> None:
    process = acts.start(told, ACT)
    heard, done, silence = 0, 0, acts.Silence()
    try:
        while process.poll() is None:
            lines = acts.lines(told, ACT)
            heard = acts.tell_steps(lines, heard, tell)
            asked = [one for one in lines if one.kind == "asks"]
            for one in asked[done:]:
                _answer(told, colleague, one)
            done = len(asked)
            if silence.is_too_long(lines):
                raise ActError(acts.why(told, ACT, None))
            time.sleep(acts.LISTEN_S)
    finally:
        process.kill()
        process.wait()
    if not any(one.kind == "over" for one in acts.lines(told, ACT)):
        raise ActError(acts.why(told, ACT, process.returncode))


def _answer(told: Scene, colleague: Colleague, asked: Said) -> None:
    what, _, rest = _words(asked)
    answers = {"join": lambda: colleague.join(rest), "open": colleague.open, "write": colleague.write, "read": colleague.read}
    told.ledger("colleague").say("answered", f"{what} {answers[what]()}")


def _words(said: Said) -> tuple[str, str, str]:
    return said.what.partition(" ")
