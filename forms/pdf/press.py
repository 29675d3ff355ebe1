"""Pages of strips into the bytes of a file: the same strips are the same bytes, every mark is tagged or declared decoration."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from forms.pdf import archive, style, tags
from forms.pdf.strips import Placed, Shape, Strip, Words
from forms.pdf.tags import Node, Tree

_FONTS = threading.Lock()
"""ReportLab's font objects hold a reading position and may serve one document at a time."""


class Stamp(NamedTuple):
    """A picture at its place on the first page, in page coordinates from the lower left corner, in points."""

    node: Node
    image: ImageReader
    x: float
    y: float
    width: float
    height: float


class Job(msgspec.Struct, frozen=True):
    """All that one file is made of.

    pages: strips with their places. body_top: of the column, from the page's lower edge, by page index.
    furniture: strips of head and foot of a page, with the height of their top edge; decoration to a screen reader.
    """

    pages: Sequence[Sequence[Placed]]
    tree: Tree
    body_top: Callable[[int], float]
    furniture: Callable[[int], Sequence[tuple[Strip, float]]]
    title: str
    lang: str
    made_on: date
    stamps: tuple[Stamp, ...] = ()


def print_job(job: Job) -> bytes:
    """Write the file."""
    with _FONTS:
        return _Press(job).run()


class _Press:
    def __init__(self, job: Job) -> None:
        self._job = job
        self._out = io.BytesIO()
        self._canvas: Any = Canvas(
            self._out,
            pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            initialFontName=style.REGULAR,
            pdfVersion=(1, 7),
            lang=job.lang,
        )
        self._doc: Any = self._canvas._doc
        self._marked: list[list[Node]] = []

    def run(self) -> bytes:
        for index, page in enumerate(self._job.pages):
            self._page(index, page)
        numbers = [self._doc.idToObjectNumberAndVersion[f"Page{index + 1}"][0] for index in range(len(self._job.pages))]
        tags.write_structure(self._doc, self._job.tree, numbers, self._marked)
        archive.write_archive(self._doc, self._job.title, self._job.lang, self._job.made_on)
        return archive.write_file(self._doc, self._canvas)

    def _page(self, index: int, page: Sequence[Placed]) -> None:
        top = self._job.body_top(index)
        decoration: list[str] = []
        words_by_node: dict[Node, list[tuple[Words, float]]] = {}
        shapes_by_node: dict[Node, list[tuple[Shape, float]]] = {}
        for strip, y in self._job.furniture(index):
            decoration += [_shape(shape, y) for shape in strip.shapes]
            decoration += self._text([(words, y) for words in strip.words])
        for placed in page:
            y = top - placed.top
            for shape in placed.strip.shapes:
                if shape.node is None or placed.again:
                    decoration.append(_shape(shape, y))
                else:
                    shape.node.box = (style.LEFT, y - placed.strip.height, style.LEFT + style.WIDTH, y)
                    shapes_by_node.setdefault(shape.node, []).append((shape, y))
            if placed.again:
                decoration += self._text([(words, y) for words in placed.strip.words])
                continue
            for words in placed.strip.words:
                words_by_node.setdefault(words.node, []).append((words, y))
        code = ["/Artifact BMC", *decoration, "EMC"] if decoration else []
        stamps = {stamp.node: stamp for stamp in self._job.stamps} if index == 0 else {}
        nodes = sorted({*words_by_node, *shapes_by_node, *stamps}, key=lambda node: node.order)
        for number, node in enumerate(nodes):
            node.marks.append((index, number))
            code.append(f"/{node.kind} <</MCID {number}>> BDC")
            code += [_shape(shape, y) for shape, y in shapes_by_node.get(node, ())]
            code += self._text(words_by_node.get(node, ()))
            if node in stamps:
                code += self._stamp(stamps[node])
            code.append("EMC")
        self._marked.append(nodes)
        self._show(index, code)

    def _show(self, index: int, code: list[str]) -> None:
        self._canvas._code = code
        self._canvas.showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*type(page).__NoDefault__, "StructParents"]
        page.StructParents = index
        page.Contents = archive.Stream(page.stream.encode("ascii"))

    def _text(self, lines: Sequence[tuple[Words, float]]) -> list[str]:
        if not lines:
            return []
        code = ["BT"]
        font = ""
        for words, y in lines:
            down = y - words.down
            for part in words.parts:
                code.append(f"1 0 0 1 {style.LEFT + words.x + part.x:.2f} {down:.2f} Tm")
                for subset, data in part.face.font.splitString(part.text, self._doc):
                    wanted = f"{part.face.font.getSubsetInternalName(subset, self._doc)} {words.size:g} Tf"
                    if wanted != font:
                        font = wanted
                        code.append(wanted)
                    code.append(f"<{data.hex()}> Tj")
        code.append("ET")
        return code

    def _stamp(self, stamp: Stamp) -> list[str]:
        stamp.node.box = (stamp.x, stamp.y, stamp.x + stamp.width, stamp.y + stamp.height)
        before = self._canvas._code
        self._canvas._code = []
        self._canvas.drawImage(stamp.image, stamp.x, stamp.y, stamp.width, stamp.height)
        code, self._canvas._code = self._canvas._code, before
        return list(code)


def _shape(shape: Shape, y: float) -> str:
    ink = f"{shape.gray:g} g {shape.gray:g} G"
    return f"q {ink} {shape.line:g} w 1 0 0 1 {style.LEFT:.2f} {y:.2f} cm {shape.path} Q"
