"""What every mark on the page means: the structure tree that screen readers walk (PDF/UA-1, ISO 14289-1).

Written as ReportLab's own objects while the file is made: quicker than building them in the finished file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from reportlab.pdfbase import pdfdoc

from forms.pdf.archive import Raw, text

Kind = Literal["Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure"]


class Node:
    """One element of the structure tree.

    order: place in the reading order. alt: what a figure shows, in words. box: a figure's place on the page.
    scope: what a table head heads. span: how many columns a cell runs across.
    marks: (page index, number on that page) of its marked content.
    """

    __slots__ = ("alt", "box", "children", "kind", "marks", "order", "scope", "span")

    def __init__(self, kind: Kind, order: int, *, alt: str = "", scope: str = "", span: int = 1) -> None:
        self.kind = kind
        self.order = order
        self.alt = alt
        self.scope = scope
        self.span = span
        self.box: tuple[float, float, float, float] | None = None
        self.children: list[Node] = []
        self.marks: list[tuple[int, int]] = []

    def holds_marks(self) -> bool:
        """True when anything under this element stands on a page."""
        return bool(self.marks) or any(child.holds_marks() for child in self.children)

    def walk(self, *, whole: bool = False) -> Iterator[Node]:
        """This element and what counts under it, in reading order: what stands on a page, and every cell of a table."""
        yield self
        whole = whole or self.kind == "Table"
        for child in self.children:
            if whole or child.holds_marks():
                yield from child.walk(whole=whole)


class Tree:
    """The structure of one paper while it is set."""

    def __init__(self) -> None:
        self.root = Node("Document", 0)
        self._count = 0

    def add(self, kind: Kind, parent: Node | None = None, *, alt: str = "", scope: str = "", span: int = 1) -> Node:
        """A new element, last under `parent` (the document when None)."""
        self._count += 1
        node = Node(kind, self._count, alt=alt, scope=scope, span=span)
        (parent or self.root).children.append(node)
        return node


def write_structure(doc: Any, tree: Tree, page_numbers: list[int], marked: list[list[Node]]) -> None:
    """Put the structure tree into a document whose pages are all made.

    page_numbers: object number of each page. marked: per page, the element of each marked content, by its number.
    """
    nodes = list(tree.root.walk())
    raws = {node.order: Raw() for node in nodes}
    number_by_order: dict[int, int] = {}
    for node in nodes:
        doc.Reference(raws[node.order], f"tag{node.order}")
        number_by_order[node.order] = doc.objectcounter
    top, parents = Raw(), Raw()
    doc.Reference(top, "tags")
    top_number = doc.objectcounter
    doc.Reference(parents, "tagParents")
    parents_number = doc.objectcounter

    parent_by_order = {child.order: number_by_order[node.order] for node in nodes for child in node.children}
    for node in nodes:
        raws[node.order].data = _element(node, parent_by_order.get(node.order, top_number), number_by_order, page_numbers)
    rows = []
    for index, elements in enumerate(marked):
        refs = b" ".join(b"%d 0 R" % number_by_order[node.order] for node in elements)
        rows.append(b"%d [%s]" % (index, refs))
    parents.data = b"<</Nums [%s]>>" % b" ".join(rows)
    top.data = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>" % (
        number_by_order[0],
        parents_number,
        len(marked),
    )
    catalog = doc.Catalog
    catalog.__NoDefault__ = [*type(catalog).__NoDefault__, "OutputIntents"]
    catalog.StructTreeRoot = top
    catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFName("true").replace("/", "")})
    catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})


def _element(node: Node, parent: int, number_by_order: dict[int, int], page_numbers: list[int]) -> bytes:
    parts = [b"<</Type/StructElem/S/%s/P %d 0 R" % (node.kind.encode(), parent)]
    kids = [b"%d 0 R" % number_by_order[child.order] for child in node.children if child.order in number_by_order]
    if node.marks:
        first = node.marks[0][0]
        parts.append(b"/Pg %d 0 R" % page_numbers[first])
        for page, mark in node.marks:
            kids.append(b"%d" % mark if page == first else b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (page_numbers[page], mark))
    if kids:
        parts.append(b"/K [%s]" % b" ".join(kids) if len(kids) != 1 else b"/K " + kids[0])
    if node.alt:
        parts.append(b"/Alt " + text(node.alt))
    if node.scope or node.span > 1:
        heads = b"/Scope/%s" % node.scope.encode() if node.scope else b""
        spans = b"/ColSpan %d" % node.span if node.span > 1 else b""
        parts.append(b"/A <</O/Table%s%s>>" % (heads, spans))
    if node.box:
        parts.append(b"/A <</O/Layout/BBox [%.2f %.2f %.2f %.2f]/Placement/Block>>" % node.box)
    if node.kind == "L":
        parts.append(b"/A <</O/List/ListNumbering/Decimal>>")
    return b"".join(parts) + b">>"
