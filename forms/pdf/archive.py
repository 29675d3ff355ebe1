"""What makes a file archivable (PDF/A-2a, ISO 19005-2): colour profile, metadata, sound streams. The same is the same bytes."""

from __future__ import annotations

import zlib
from datetime import date
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase import pdfdoc


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object whose bytes are known."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = data

    def format(self, document: Any) -> bytes:
        return self.data


class Stream(pdfdoc.PDFObject):  # type: ignore[misc]
    """A compressed stream, with the line end before `endstream` that PDF/A asks for and ReportLab leaves out.

    entries: what stands in its dictionary beside length and filter. is_plain: not compressed.
    """

    __RefOnly__ = 1

    def __init__(self, content: bytes, entries: bytes = b"", *, is_plain: bool = False) -> None:
        self._content = content if is_plain else without_line_end(content, b" ")
        self._entries = entries
        self._is_plain = is_plain

    def format(self, document: Any) -> bytes:
        data = self._content if self._is_plain else zlib.compress(self._content)
        coding = b"" if self._is_plain else b"/Filter/FlateDecode"
        return b"<<%s%s/Length %d>>\nstream\n%s\nendstream\n" % (self._entries, coding, len(data), data)


class _Ended(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object of ReportLab's own; where it is a stream, with the line end before `endstream`."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def format(self, document: Any) -> bytes:
        data: bytes = self._inner.format(document)
        return data.removesuffix(b"endstream\n") + b"\nendstream\n" if data.endswith(b"endstream\n") else data


def without_line_end(content: bytes, padding: bytes) -> bytes:
    """Content whose compressed form ends in neither CR nor LF, which a reader could take for the line end after it.

    The last byte of a zlib stream is the last of the content's Adler-32, which is a sum of all bytes.
    padding: bytes, not zero, that change nothing in the content's meaning.
    """
    while zlib.adler32(content) & 0xFF in b"\r\n":
        content += padding
    return content


def write_file(doc: Any, canvas: Any) -> bytes:
    """The finished document's bytes."""
    for font in doc.delayedFonts:
        font.addObjects(doc)
    doc.delayedFonts = []
    doc.idToObject = {
        name: _Ended(one) if isinstance(one, (pdfdoc.PDFStream, pdfdoc.PDFImageXObject)) else one
        for name, one in doc.idToObject.items()
    }
    return bytes(doc.GetPDFData(canvas))


class _Info(Raw):
    """The information dictionary, reduced to the title: everything else stands in the metadata."""

    invariant = 1

    def __init__(self, title: str) -> None:
        super().__init__(b"<</Title %s>>" % text(title))

    def digest(self, signature: Any) -> None:
        signature.update(self.data)


def write_archive(doc: Any, title: str, lang: str, made_on: date) -> None:
    """Put in what an archive wants: colour profile, metadata, a title that says what the paper is."""
    doc.Reference(Stream(_srgb(), b"/N 3", is_plain=True), "sRGB")
    intent = b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile %d 0 R>>"
    doc.Catalog.OutputIntents = pdfdoc.PDFArray([Raw(intent % doc.objectcounter)])
    doc.Catalog.Metadata = Stream(_xmp(title, lang, made_on), b"/Type/Metadata/Subtype/XML", is_plain=True)
    doc.info = _Info(title)


def text(text: str) -> bytes:
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
