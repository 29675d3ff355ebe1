"""Files as they come from elsewhere: full of what nobody sees."""

from __future__ import annotations

import io
import random
from typing import Any

import pikepdf
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

TELLTALE = "kanariefuglensvej7"
"""What stands in every corner of these files but on their pages."""
SEEN = "Det her skal kunne ses"


def picture(size: tuple[int, int] = (900, 1200), mode: str = "RGB") -> Image.Image:
    """A white sheet with black above, so that which way is up can be seen."""
    sheet = Image.new("RGB", size, "white")
    ImageDraw.Draw(sheet).rectangle((0, 0, size[0], size[1] // 4), fill="black")
    return sheet.convert(mode)


def jpeg(orientation: int = 1) -> bytes:
    """A photograph that tells who, where and when. orientation: how the camera was held, as EXIF says it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x013B] = orientation, TELLTALE, TELLTALE
    exif.get_ifd(0x8825)[1] = TELLTALE
    out = io.BytesIO()
    picture().save(out, "JPEG", exif=exif, comment=TELLTALE.encode())
    return out.getvalue()


def large_jpeg(seed: int = 0) -> bytes:
    """A photograph of noise: several mebibytes that cannot be packed."""
    out = io.BytesIO()
    noise = Image.frombytes("RGB", (2600, 2600), random.Random(seed).randbytes(2600 * 2600 * 3))
    noise.save(out, "JPEG", quality=95)
    return out.getvalue()


def png() -> bytes:
    said = PngInfo()
    said.add_text("Author", TELLTALE)
    out = io.BytesIO()
    picture(mode="RGBA").save(out, "PNG", pnginfo=said)
    return out.getvalue()


def tiff(pages: int = 3) -> bytes:
    out = io.BytesIO()
    first, *rest = [picture(mode="1") for _ in range(pages)]
    first.save(out, "TIFF", save_all=True, append_images=rest, tiffinfo={270: TELLTALE, 315: TELLTALE})
    return out.getvalue()


def pdf(seen: str = SEEN, **other: Any) -> bytes:
    """A page that says something, in a file that tells, acts and links. other: what else stands in its catalog."""
    with pikepdf.new() as paper:
        page = paper.add_blank_page(page_size=(595, 842))
        font = paper.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(Photo=_photo(paper)))
        page.Contents = paper.make_stream(f"BT /F1 20 Tf 60 700 Td ({seen}) Tj ET q 200 0 0 200 60 300 cm /Photo Do Q".encode())
        act = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{TELLTALE}')")
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"https://{TELLTALE}.example"),
        )  # fmt: skip
        page.Annots = paper.make_indirect(pikepdf.Array([paper.make_indirect(link)]))
        page.AA = pikepdf.Dictionary(O=act)
        paper.Root.OpenAction = act
        paper.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[TELLTALE, act]))
        paper.docinfo["/Author"] = TELLTALE
        with paper.open_metadata() as told:
            told["dc:title"] = TELLTALE
        for name, value in other.items():
            paper.Root[f"/{name}"] = paper.make_indirect(value)
        out = io.BytesIO()
        paper.save(out, compress_streams=False)
        return out.getvalue()


def signed_pdf() -> bytes:
    signature = pikepdf.Dictionary(
        FT=pikepdf.Name.Sig, T="underskrift", V=pikepdf.Dictionary(Type=pikepdf.Name.Sig, Contents=b"x")
    )
    return pdf(AcroForm=pikepdf.Dictionary(Fields=[signature], SigFlags=3))


def pdf_with_a_file_inside() -> bytes:
    with pikepdf.open(io.BytesIO(pdf())) as paper:
        paper.attachments["skjult.txt"] = TELLTALE.encode()
        out = io.BytesIO()
        paper.save(out)
        return out.getvalue()


def locked_pdf() -> bytes:
    with pikepdf.open(io.BytesIO(pdf())) as paper:
        out = io.BytesIO()
        paper.save(out, encryption=pikepdf.Encryption(owner="en", user="to"))
        return out.getvalue()


def _photo(paper: pikepdf.Pdf) -> pikepdf.Object:
    shown = pikepdf.Stream(
        paper, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=900, Height=1200,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip
    shown.write(jpeg(), filter=pikepdf.Name.DCTDecode)
    return paper.make_indirect(shown)
