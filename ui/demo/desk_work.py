"""The caseworker's own work at a form: a section opened, the keyboard in a field, and what the story says typed there."""

from __future__ import annotations

from collections.abc import Generator

from ui.demo.course_story import Typed
from ui.demo.hands import Key
from ui.demo.stage import Script, Stage, Wait
from ui.desk.case import CasePage
from ui.form.wizard import WizardPage
from ui.presenters.editing import TEXT_KINDS
from ui.presenters.form_shape import RowsShape

NEW = "*"
"""In a path: the row that was put in last, or one that is put in now."""


def write(stage: Stage, answers: Typed, picture: str = "") -> Script:
    """Answers, and says that the paper is finished; ends on the case's page. picture: its name, taken before the last press."""
    yield from stage.at(WizardPage)
    yield from stage.until("formularen", lambda: _page(stage).wizard is not None)
    yield from stage.settled()
    rows: dict[str, str] = {}
    for path, text in answers:
        yield from _answer(stage, path, text, rows)
    if picture:
        yield from stage.picture(picture)
    stage.hands.touch("Færdig")
    yield from stage.at(CasePage)


def _answer(stage: Stage, path: str, text: str, rows: dict[str, str]) -> Script:
    page = _page(stage)
    wizard, host = page.wizard, page.host
    if wizard is None or host is None:
        raise LookupError(path)
    top, _, cell = path.partition(f"/{NEW}/")
    wizard.go_to_path(top)
    yield from stage.settled()
    if cell:
        if top not in rows:
            rows[top] = yield from _new_row(stage, top)
        path = f"{top}/{rows[top]}/{cell}"
    if not host.focus(path):
        raise LookupError(f"feltet {path} er ikke på siden")
    yield from stage.settled()
    if page.editing.field(path).kind in TEXT_KINDS:
        while stage.hands.text():
            stage.hands.press(Key.Key_Backspace)
        yield from stage.typing(text)
        stage.hands.press(Key.Key_Tab)
    else:
        for letter in text:
            stage.hands.press(Key(ord(letter)))
            yield from stage.settled()
    yield from stage.settled()


def _new_row(stage: Stage, rows_id: str) -> Generator[Wait, None, str]:
    """A row that nobody has written in, put in by its button where there is none; its id."""
    page = _page(stage)
    items = page.wizard.items if page.wizard else ()
    shape = next(one for one in items if isinstance(one, RowsShape) and one.path == rows_id)
    waiting = next((card.path for card in shape.cards if card.is_new), "")
    if not waiting:
        stage.hands.touch(f"Tilføj: {shape.title}")
        yield from stage.settled()
        waiting = page.host.focused_path() if page.host else ""
    return waiting.split("/")[1]


def _page(stage: Stage) -> WizardPage:
    found = stage.shell.window.page
    if not isinstance(found, WizardPage):
        raise LookupError("der er ingen formular på skærmen")
    return found
