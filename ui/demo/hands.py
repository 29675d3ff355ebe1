"""What a person's hands do: keys where the keyboard is, touches on buttons, and fields found by what stands over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

Key = Qt.Key
NO_KEY = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class NotThereError(LookupError):
    """What was reached for is not on the screen."""


class Hands:
    """On one window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def focused(self) -> QWidget:
        """Where the keyboard is. Raises NotThereError where it is nowhere."""
        found = self._window.focusWidget()
        if found is None:
            raise NotThereError("tastaturet er ingen steder")
        return found

    @property
    def is_somewhere(self) -> bool:
        """Whether the keyboard is in something that can be seen."""
        found = self._window.focusWidget()
        return found is not None and found.isVisible()

    def said(self, before: str) -> str:
        """The words that stand on the screen behind a numbered name (`Ord 1: hest`), in their order."""
        labels = (one.accessibleName() for one in self._shown(QLabel))
        return " ".join(label.partition(": ")[2] for label in sorted(label for label in labels if label.startswith(before)))

    def text(self) -> str:
        """What stands where the keyboard is."""
        found = self.focused()
        if isinstance(found, QPlainTextEdit):
            return found.toPlainText()
        return found.text() if isinstance(found, QLineEdit) else ""

    def press(self, key: Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        """One key."""
        QTest.keyClick(self.focused(), key, modifier)

    def write(self, text: str) -> None:
        """Letters."""
        QTest.keyClicks(self.focused(), text)

    def touch(self, name: str) -> None:
        """A button, by its name or the beginning of what stands on it. Raises NotThereError."""
        self._touch(self._button(name))

    def touch_then(self, name: str) -> None:
        """The same, for a button that opens something that waits for an answer."""
        found = self._button(name)
        QTimer.singleShot(0, found, lambda: self._touch(found))

    def has_menu(self) -> bool:
        """Whether a menu is open."""
        return isinstance(QApplication.activePopupWidget(), QMenu)

    def pick(self, name: str) -> None:
        """A line of the open menu, by its beginning. Raises NotThereError."""
        menu = QApplication.activePopupWidget()
        found = next((one for one in menu.actions() if one.text().startswith(name)), None) if isinstance(menu, QMenu) else None
        if found is None or not isinstance(menu, QMenu):
            raise NotThereError(f"»{name}« er ikke i menuen")
        menu.setActiveAction(found)
        QTest.keyClick(menu, Key.Key_Return)

    def go_to(self, label: str) -> None:
        """Moves the keyboard to a field, by what stands over it. Raises NotThereError."""
        field = self.field(label)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(field, QLineEdit):
            field.selectAll()

    def field(self, label: str) -> QWidget:
        """A field to type in, by what stands over it."""
        return self._one(
            f"feltet »{label}«",
            (one for one in self._shown(QLineEdit, QPlainTextEdit) if one.accessibleName().startswith(label)),
        )

    def has(self, name: str) -> bool:
        """Whether there is such a button, ready to be touched."""
        try:
            return self._button(name).isEnabled()
        except NotThereError:
            return False

    def answer_file_dialog(self, path: Path) -> Callable[[], bool]:
        """Writes a path in the dialog that asks for a file, once it stands there; tells whether that is done."""
        done = [False]

        def is_done() -> bool:
            dialog = QApplication.activeModalWidget()
            if not done[0] and isinstance(dialog, QFileDialog):
                line = dialog.findChild(QLineEdit)
                if line is not None:
                    line.setText(str(path))
                    QTest.keyClick(line, Key.Key_Return)
                    done[0] = True
            return done[0] and not isinstance(QApplication.activeModalWidget(), QFileDialog)

        return is_done

    def _button(self, name: str) -> QAbstractButton:
        buttons = [one for one in self._shown(QAbstractButton) if isinstance(one, QAbstractButton)]
        exact = [one for one in buttons if one.accessibleName() == name or one.text() == name]
        begun = (one for one in buttons if one.text().startswith(name) or one.accessibleName().startswith(name))
        found = self._one(f"knappen »{name}«", iter((*exact, *begun)))
        if not isinstance(found, QAbstractButton):
            raise NotThereError(name)
        return found

    def _touch(self, button: QAbstractButton) -> None:
        holder = button.parentWidget()
        while holder is not None:
            if isinstance(holder, QScrollArea):
                holder.ensureWidgetVisible(button)
            holder = holder.parentWidget()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, NO_KEY, QPoint(button.width() // 2, button.height() // 2))

    def _shown(self, *kinds: type[QWidget]) -> Iterator[QWidget]:
        found: list[QWidget] = [one for kind in kinds for one in self._window.findChildren(kind)]
        return (one for one in found if one.isVisible())

    def _one(self, what: str, found: Iterator[QWidget]) -> QWidget:
        first = next(found, None)
        if first is None:
            raise NotThereError(f"{what} er ikke på skærmen")
        return first
