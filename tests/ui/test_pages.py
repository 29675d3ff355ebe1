"""Every page, on a real vault, at every look: nothing clipped or unnamed, nothing too small for a finger, focus in sight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from tests.support.accessibles import Role, met, unnamed
from tests.support.clipping import clipped, cut_above, sideways, too_small
from tests.support.extent import IS_WHOLE
from tests.support.screens import LOOKS, Look
from tests.ui.conftest import Made
from tests.ui.scenes import SCENES
from tests.ui.stage import arrive, go, settle, shell_on
from ui import places, theme
from ui.desk.home import HomePage
from ui.parts.widgets import Button
from ui.shell import Shell

COLOURED = (LOOKS[0], LOOKS[-1])
LAID_OUT = LOOKS if IS_WHOLE else COLOURED
"""Most room and least; what lies between is looked at by `bootstrap.py long whole`."""


@pytest.fixture
def shell(qapp: QApplication, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shell]:
    """The window, on the doorstep or with the vault open, as the scene wants it."""
    is_open = SCENES[request.getfixturevalue("scene")][2]
    if is_open:
        with shell_on(qapp, request.getfixturevalue("profile_dir"), request.getfixturevalue("desk")) as found:
            yield found
    else:
        with shell_on(qapp, tmp_path / "empty") as found:
            yield found


def at_each_look(qapp: QApplication, shell: Shell, made: Made, scene: str, looks: tuple[Look, ...]) -> Iterator[Look]:
    place, act, _ = SCENES[scene]
    for look in looks:
        theme.apply(qapp, dark=look.dark, scale=look.scale)
        shell.window.resize(look.width, look.height)
        shell.window.show()
        shell.window.lay_out_anew()
        go(qapp, shell, place(made.case))
        act(shell)
        arrive(qapp, shell)
        yield look
    theme.apply(qapp)


@pytest.mark.parametrize("scene", SCENES)
def test_nothing_is_clipped_unnamed_or_too_small(qapp: QApplication, shell: Shell, made: Made, scene: str) -> None:
    for look in at_each_look(qapp, shell, made, scene, LAID_OUT):
        assert clipped(shell.window) == [], look.name
        assert sideways(shell.window) == [], look.name
        assert too_small(shell.window, theme.TARGET) == [], look.name
        assert unnamed(shell.window) == [], look.name


@pytest.mark.parametrize("scene", SCENES)
def test_focus_is_somewhere_and_its_ring_is_seen(qapp: QApplication, shell: Shell, made: Made, scene: str) -> None:
    for look in at_each_look(qapp, shell, made, scene, COLOURED):
        shell.window.activateWindow()
        shell.window.page.focus_first()  # type: ignore[union-attr]
        settle(qapp)
        focused = shell.window.focusWidget()
        assert focused is not None, look.name
        assert ring_pixels(shell.window, theme.current().color("focus")) > 100, look.name
        assert cut_above(shell.window) == [], look.name


@pytest.mark.parametrize("scene", ["home"])
def test_the_bar_is_one_line_however_large_the_text(qapp: QApplication, shell: Shell, made: Made, scene: str) -> None:
    for look in at_each_look(qapp, shell, made, scene, COLOURED):
        page = shell.window.page
        assert isinstance(page, HomePage)
        buttons = [one for one in page.bar.findChildren(Button) if one.isVisible()]
        assert len({one.mapTo(page, QPoint(0, 0)).y() for one in buttons}) == 1, look.name
        assert any("Ctrl+L" in one.text() for one in buttons) == (look.scale == 100), "the keys go from the buttons first"


@pytest.mark.parametrize("scene", SCENES)
def test_tab_comes_round_to_everything_that_can_be_done(qapp: QApplication, shell: Shell, made: Made, scene: str) -> None:
    place, act, _ = SCENES[scene]
    theme.apply(qapp)
    shell.window.resize(1280, 800)
    shell.window.show()
    go(qapp, shell, place(made.case))
    act(shell)
    arrive(qapp, shell)
    wanted = {one for one in shell.window.findChildren(QWidget) if stops(one)}
    seen: set[QWidget] = set()
    for _ in range(3 * len(wanted) + 5):
        shell.window.focusNextChild()
        now = shell.window.focusWidget()
        if now is not None:
            seen.add(now)
    missed = {f"{type(one).__name__} {one.accessibleName()}" for one in wanted - seen if not in_a_group_with(one, seen)}
    assert missed == set()


def stops(one: QWidget) -> bool:
    from PySide6.QtCore import Qt

    return bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.isVisible() and one.isEnabled() and one.focusProxy() is None


def in_a_group_with(one: QWidget, seen: set[QWidget]) -> bool:
    """Of radio buttons that exclude each other Tab stops at one, and arrows reach the rest."""
    from PySide6.QtWidgets import QRadioButton

    return isinstance(one, QRadioButton) and any(
        isinstance(other, QRadioButton) and other.parentWidget() is one.parentWidget() for other in seen
    )


def ring_pixels(window: QWidget, color: QColor) -> int:
    """How many pixels of the window have the ring's colour."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return int.from_bytes(bytes(image.createMaskFromColor(color.rgb()).constBits())).bit_count()


def test_the_unlock_page_tells_nothing_of_any_case(qapp: QApplication, profile_dir: Path, made: Made) -> None:
    with shell_on(qapp, profile_dir) as shell:
        go(qapp, shell, places.Unlock())
        told = " ".join(f"{one.name} {one.description} {one.value}" for one in met(shell.window))
    for word in ("Anna", "Nordvang", "A. N.", "Elmegade", made.case):
        assert word not in told


def test_home_abbreviates_names_until_a_case_is_opened(qapp: QApplication, profile_dir: Path, desk: object, made: Made) -> None:
    with shell_on(qapp, profile_dir, desk) as shell:  # type: ignore[arg-type]
        shell.window.show()
        go(qapp, shell, places.Home())
        told = [one.name for one in met(shell.window)]
        assert any("A. N." in name for name in told)
        assert not any("Nordvang" in name or "Anna" in name for name in told)
        go(qapp, shell, places.CaseAt(made.case))
        assert any("Nordvang" in one.name for one in met(shell.window))


def test_the_network_is_a_picture_with_words(qapp: QApplication, profile_dir: Path, desk: object, made: Made) -> None:
    with shell_on(qapp, profile_dir, desk) as shell:  # type: ignore[arg-type]
        shell.window.show()
        go(qapp, shell, places.CaseAt(made.case))
        pictures = [one for one in met(shell.window) if one.role == Role.Graphic]
    assert [one.name for one in pictures] == ["Netværkskort"]
    assert "Privat: " in pictures[0].description
    assert "Fagligt: " in pictures[0].description
