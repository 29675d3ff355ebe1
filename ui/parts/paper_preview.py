"""A paper on the screen: its pages as they will be printed, and the same as plain text for ears and large letters."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt, Signal
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from forms.pdf.document import Paper
from ui.parts.widgets import Button, Note, Row, Text, px


class PaperPreview(QWidget):
    """One paper. closed: it is not wanted any more, where it can be folded away."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, folds: bool = False) -> None:
        super().__init__(parent)
        self._data = QByteArray()
        self._buffer: QBuffer | None = None
        self._document = QPdfDocument(self)
        self.pages = QPdfView(self)
        self.pages.setDocument(self._document)
        self.pages.setPageMode(QPdfView.PageMode.MultiPage)
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        # one that comes and goes takes the width that the page is fitted to: it came and went without an end
        self.pages.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.pages.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pages.setAccessibleName("Papiret, som det bliver")
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("Papiret som tekst")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pages)
        self._stack.addWidget(self.words)
        self._count = Text("", "small", wrap=False)
        self.why = Note("", "due")
        self.swap = Button("Vis som tekst", self._on_swap)
        buttons: list[QWidget] = [self.swap]
        if folds:
            buttons.append(Button("Skjul", self.closed.emit, name="Skjul papiret"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(Row(self._count, *buttons, trailing=1))
        box.addWidget(self.why)
        box.addWidget(self._stack, 1)
        box.addStretch(0)

    def show_paper(self, paper: Paper) -> None:
        """Shows a paper where the last one stood, at the same place in it."""
        at = self.pages.verticalScrollBar().value()
        self._document.close()
        if self._buffer is not None:
            self._buffer.deleteLater()
        self._data = QByteArray(paper.data)
        self._buffer = QBuffer(self._data, self)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self.pages.verticalScrollBar().setValue(at)
        self._tell("")
        self._count.setText("1 side" if paper.pages == 1 else f"{paper.pages} sider")
        self.words.setPlainText("\n\n".join(paper.page_texts))
        self.pages.setAccessibleDescription("\n\n".join(paper.page_texts))

    def go_to(self, page: int) -> None:
        """Shows a page, counted from 1."""
        self.pages.pageNavigator().jump(page - 1, QPointF())

    def clear(self, say: str = "") -> None:
        """Shows no paper. say: why there is none; then it stands alone."""
        self._document.close()
        self._count.setText("")
        self.words.setPlainText(say)
        self._tell(say)

    def _tell(self, why: str) -> None:
        self.why.say(why)
        self._stack.setVisible(not why)
        self.swap.setVisible(not why)

    def _on_swap(self) -> None:
        is_text = self._stack.currentWidget() is self.pages
        self._stack.setCurrentWidget(self.words if is_text else self.pages)
        self.swap.say("Vis som papir" if is_text else "Vis som tekst")
        self.swap.setAccessibleName("Vis som papir" if is_text else "Vis som tekst")
