"""What every mark on the page means: the structure tree that screen readers walk, and what makes the file archivable.

PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2). Written as ReportLab's own objects while the file is made: quicker than
building them in the finished file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, Literal
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase import pdfdoc

Kind = Literal["Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure"]


class Node:
    """One element of the structure tree.

    order: place in the reading order. alt: what a figure shows, in words. box: a figure's place on the page.
    scope: what a table head heads. marks: (page index, number on that page) of its marked content.
    """

    __slots__ = ("alt", "box", "children", "kind", "marks", "order", "scope")

    def __init__(self, kind: Kind, order: int, *, alt: str = "", scope: str = "") -> None:
        self.kind = kind
        self.order = order
        self.alt = alt
        self.scope = scope
        self.box: tuple[float, float, float, float] | None = None
        self.children: list[Node] = []
        self.marks: list[tuple[int, int]] = []

    def holds_marks(self) -> bool:
        """True when anything under this element stands on a page."""
        return bool(self.marks) or any(child.holds_marks() for child in self.children)

    def walk(self) -> Iterator[Node]:
        """This element and everything under it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Tree:
    """The structure of one paper while it is set."""

    def __init__(self) -> None:
        self.root = Node("Document", 0)
        self._count = 0

    def add(self, kind: Kind, parent: Node | None = None, *, alt: str = "", scope: str = "") -> Node:
        """A new element, last under `parent` (the document when None)."""
        self._count += 1
        node = Node(kind, self._count, alt=alt, scope=scope)
        (parent or self.root).children.append(node)
        return node


class _Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object whose bytes are known."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = data

    def format(self, document: Any) -> bytes:
        return self.data


class _Info(_Raw):
    """The information dictionary, reduced to the title: everything else stands in the metadata."""

    invariant = 1

    def __init__(self, title: str) -> None:
        super().__init__(b"<</Title %s>>" % _text(title))

    def digest(self, signature: Any) -> None:
        signature.update(self.data)


def write_structure(doc: Any, tree: Tree, page_numbers: list[int], marked: list[list[Node]]) -> None:
    """Put the structure tree into a document whose pages are all made.

    page_numbers: object number of each page. marked: per page, the element of each marked content, by its number.
    """
    nodes = [node for node in tree.root.walk() if node.holds_marks()]
    raws = {node.order: _Raw() for node in nodes}
    number_by_order: dict[int, int] = {}
    for node in nodes:
        doc.Reference(raws[node.order], f"tag{node.order}")
        number_by_order[node.order] = doc.objectcounter
    top, parents = _Raw(), _Raw()
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


def write_archive(doc: Any, title: str, lang: str, made_on: date) -> None:
    """Put in what an archive wants: colour profile, metadata, a title that says what the paper is."""
    profile = pdfdoc.PDFStream(content=_srgb(), filters=[pdfdoc.PDFZCompress])
    profile.dictionary["N"] = 3
    doc.Reference(profile, "sRGB")
    intent = b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile %d 0 R>>"
    doc.Catalog.OutputIntents = pdfdoc.PDFArray([_Raw(intent % doc.objectcounter)])
    metadata = pdfdoc.PDFStream(content=_xmp(title, lang, made_on))
    metadata.dictionary["Type"] = pdfdoc.PDFName("Metadata")
    metadata.dictionary["Subtype"] = pdfdoc.PDFName("XML")
    doc.Catalog.Metadata = metadata
    doc.info = _Info(title)


def _element(node: Node, parent: int, number_by_order: dict[int, int], page_numbers: list[int]) -> bytes:
    parts = [b"<</Type/StructElem/S/%s/P %d 0 R" % (node.kind.encode(), parent)]
    kids = [b"%d 0 R" % number_by_order[child.order] for child in node.children if child.order in number_by_order]
    if node.marks:
        first = node.marks[0][0]
        parts.append(b"/Pg %d 0 R" % page_numbers[first])
        for page, mark in node.marks:
            kids.append(b"%d" % mark if page == first else b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (page_numbers[page], mark))
    parts.append(b"/K [%s]" % b" ".join(kids) if len(kids) != 1 else b"/K " + kids[0])
    if node.alt:
        parts.append(b"/Alt " + _text(node.alt))
    if node.scope:
        parts.append(b"/A <</O/Table/Scope/%s>>" % node.scope.encode())
    if node.box:
        parts.append(b"/A <</O/Layout/BBox [%.2f %.2f %.2f %.2f]/Placement/Block>>" % node.box)
    if node.kind == "L":
        parts.append(b"/A <</O/List/ListNumbering/Decimal>>")
    return b"".join(parts) + b">>"


def _text(text: str) -> bytes:
    """A text string object: UTF-16 with its mark, as hex."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


@cache
def _srgb() -> bytes:
    """The sRGB profile without the moment of its making, so that the same paper is the same bytes."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes.fromhex("07d000010001000000000000")  # 2000-01-01
    profile[84:100] = bytes(16)  # the profile's own hash, which held the moment too
    return bytes(profile)


def _xmp(title: str, lang: str, made_on: date) -> bytes:
    moment = f"{made_on.isoformat()}T00:00:00Z"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{escape(lang)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>Rygsæk</xmp:CreatorTool><xmp:CreateDate>{moment}</xmp:CreateDate>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()
