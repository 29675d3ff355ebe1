"""The talk at the table: each page of a visit answered by keys, from what the story says, until a part of it is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ui.demo.hands import CONTROL, Key
from ui.demo.stage import Script, Stage
from ui.presenters.editing import TEXT_KINDS
from ui.presenters.visit_form import VisitForm
from ui.table.visit import VisitPage

Answers = Mapping[str, Sequence[str]]
MOST_PAGES = 60


class Talk:
    """One visit. answers: by field (`part/svar` in rows), what is typed or which key is pressed, each used once, in order."""

    def __init__(self, stage: Stage, answers: Answers) -> None:
        self._stage = stage
        self._left = {field: list(texts) for field, texts in answers.items()}
        self._pictured: set[str] = set()

    @property
    def page(self) -> VisitPage:
        """The visit on the screen. Raises TypeError where there is none."""
        found = self._stage.shell.window.page
        if not isinstance(found, VisitPage):
            raise TypeError("der er ikke noget besøg på skærmen")
        return found

    @property
    def form(self) -> VisitForm:
        """What is talked about. Raises LookupError on the pages between."""
        found = self.page.visit.form
        if found is None or found.editing is None or found.question is None:
            raise LookupError("der bliver ikke spurgt om noget")
        return found

    def is_asking(self) -> bool:
        """Whether a question stands there."""
        return self.page.visit.form is not None and self.page.visit.form.question is not None

    def until_the_end(self, pictures: Mapping[str, str]) -> Script:
        """Answers page after page, until the part is over. pictures: a picture's name by the field that it is taken at."""
        for _ in range(MOST_PAGES):
            if not self.is_asking():
                return
            yield from self.answer_page(pictures)
        raise RuntimeError("besøget blev ved med at spørge")

    def answer_page(self, pictures: Mapping[str, str]) -> Script:
        """Answers what the story knows of one page, and goes on."""
        here = self.form.question.id if self.form.question else ""
        done: set[str] = set()
        while (path := self._next(done)) is not None:
            done.add(path)
            yield from self._answer(path, self._left[_field(path)].pop(0))
            if not self.is_asking() or (self.form.question and self.form.question.id != here):
                return
        for field, name in pictures.items():
            if field in map(_field, self._paths()) and name not in self._pictured:
                self._pictured.add(name)
                yield from self._stage.picture(name)
        self._stage.hands.press(Key.Key_Return, CONTROL)
        yield from self._stage.settled()

    def _answer(self, path: str, text: str) -> Script:
        host, editing = self.page.host, self.form.editing
        if host is None or editing is None:
            raise LookupError(path)
        host.focus(path)
        yield from self._stage.settled()
        if editing.field(path).kind in TEXT_KINDS:
            yield from self._stage.typing(text)
        else:
            for letter in text:
                self._stage.hands.press(Key(ord(letter)))  # digits and capitals are their own key codes
                yield from self._stage.settled()
        yield from self._stage.settled()

    def _next(self, done: set[str]) -> str | None:
        editing = self.form.editing if self.is_asking() else None
        if editing is None:
            return None
        open_paths = (path for path in self._paths() if path not in done and self._left.get(_field(path)))
        return next((path for path in open_paths if editing.value(path) is None and editing.typed(path) is None), None)

    def _paths(self) -> tuple[str, ...]:
        asked = self.form.question if self.is_asking() else None
        return asked.paths if asked else ()


def _field(path: str) -> str:
    """The same for every row: `rows/cell`."""
    top, _, rest = path.partition("/")
    cell = rest.partition("/")[2]
    return f"{top}/{cell}" if cell else top
