"""Every page in a small window with large text: nothing scrolls to the side, nothing is cut, no button stands outside.

Colours move nothing, so each size of the text is looked at in one of them. Smallest and largest here; the rest is looked at by
`bootstrap.py long whole`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from PySide6.QtWidgets import QApplication

from rygsaek.casework import pin
from rygsaek.casework.desk import Desk
from tests.support.clipping import clipped, sideways
from tests.support.desks import as_role
from tests.support.extent import IS_WHOLE
from tests.ui.conftest import Made
from tests.ui.scenes import SCENES, Act, nothing
from tests.ui.stage import arrive, go, settle, shell_on
from ui import places, theme
from ui.places import Place
from ui.shell import Shell
from ui.table.visit import VisitPage

SIZES = ((640, 480), (800, 600), (1024, 700))
SCALES = {100: False, 150: True, 200: True} if IS_WHOLE else {200: True}
"""Per cent, and whether it is dark."""


def visited(shell: Shell) -> VisitPage:
    page = shell.window.page
    assert isinstance(page, VisitPage)
    return page


def ask(form: str) -> Act:
    return lambda shell: visited(shell).visit.go(form)


def stop(shell: Shell) -> None:
    visited(shell).visit.go("samarbejdsaftale")
    arrive(shell.app, shell)
    visited(shell).visit.stop()


def sign(shell: Shell) -> None:
    stop(shell)
    arrive(shell.app, shell)
    visited(shell).visit.sign()


def pages_of(made: Made) -> dict[str, tuple[Place, Act]]:
    """What a caseworker meets in an open vault: every page, and some with more on them."""
    visit, papers = places.VisitAt(made.case), made.documents
    pages: dict[str, tuple[Place, Act]] = {
        **{name: (place(made.case), act) for name, (place, act, is_open) in SCENES.items() if is_open},
        **{f"wizard, {form}": (places.WizardAt(made.case, document), nothing) for form, document in papers.items()},
        **{f"visit, {form}": (visit, ask(form)) for form in ("samarbejdsaftale", "netvaerkskort", "samtykke")},
        "print": (places.PrintAt(made.case, tuple(papers.values())), nothing),
        "visit": (visit, nothing),
        "visit, stopped": (visit, stop),
        "visit, names": (visit, sign),
        "visit, pause": (visit, lambda shell: visited(shell).pause()),
    }
    met = {type(place) for place, _ in pages.values()} | {type(place("")) for place, _, is_open in SCENES.values() if not is_open}
    rest = (kind for kind in get_args(Place) if kind not in met)
    return pages | {kind.__name__: (kind(made.case) if "case" in kind.__struct_fields__ else kind(), nothing) for kind in rest}


def faults(app: QApplication, shell: Shell, pages: Mapping[str, tuple[Place, Act]]) -> list[str]:
    """What is wrong anywhere: each page is made once for a size of the text, and stands in every window."""
    found = []
    window = shell.window
    window.show()
    for scale, dark in SCALES.items():
        theme.apply(app, dark=dark, scale=scale)
        window.lay_out_anew()
        for name, (place, act) in pages.items():
            window.resize(*SIZES[-1])
            go(app, shell, place)
            act(shell)
            arrive(app, shell)
            for width, height in SIZES:
                window.resize(width, height)
                settle(app)
                where = f"{name}, {width}×{height} at {scale} %"
                found += [f"{where}: {one}" for one in (*clipped(window), *sideways(window))]
                if (window.width(), window.height()) != (width, height):
                    found.append(f"{where}: the window grew to {window.width()}×{window.height()}")
    theme.apply(app)
    return found


def test_on_the_doorstep(qapp: QApplication, made: Made, tmp_path: Path) -> None:
    pages = {name: (place(made.case), act) for name, (place, act, is_open) in SCENES.items() if not is_open}
    with shell_on(qapp, tmp_path / "empty") as shell:
        assert faults(qapp, shell, pages) == []


def test_in_an_open_vault(qapp: QApplication, shell: Shell, made: Made, desk: Desk) -> None:
    pin.set_pin(desk.vault, "142857")
    assert shell.opened is not None
    shell.opened.desk = as_role(desk, "tovholder")
    assert faults(qapp, shell, pages_of(made)) == []
