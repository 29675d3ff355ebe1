"""Small sheets that belong to no case: the recovery sheet, and notices of a few sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from forms.calendar_words import date_in_words
from forms.pdf import qr, shapes, style
from forms.pdf.blocks import Block, Heading, Layout, Paragraph, baseline
from forms.pdf.compose import choose, print_setting, set_at
from forms.pdf.frame import Frame
from forms.pdf.letters import Speller
from forms.pdf.lines import break_lines, plain
from forms.pdf.strips import Strip, Words, keep_whole

_CODE_SIZE = 23.0
_CODES_A_ROW = 4
_QR_SIDE = 120.0


class Codes(msgspec.Struct, frozen=True):
    """Groups of characters to type by hand, large, four in a row, each with its number over it."""

    groups: tuple[str, ...]

    def lay(self, layout: Layout) -> list[Strip]:
        column = style.WIDTH / _CODES_A_ROW
        strips: list[Strip] = []
        top = layout.tree.add("L")
        for start in range(0, len(self.groups), _CODES_A_ROW):
            numbers, codes = Strip(16), Strip(_CODE_SIZE * 1.5)
            for place, group in enumerate(self.groups[start : start + _CODES_A_ROW]):
                entry = layout.tree.add("LI", top)
                for kind, text, strip, size, strong in (
                    ("Lbl", str(start + place + 1), numbers, 11.0, False),
                    ("LBody", group, codes, _CODE_SIZE, True),
                ):
                    (line,) = break_lines(plain(text, strong=strong), layout.faces, size, column)
                    node = layout.tree.add("Lbl" if kind == "Lbl" else "LBody", entry)
                    strip.words.append(Words(node, place * column, baseline(size, strip.height), size, line.parts))
            numbers.before = layout.scale.gap * 2
            strips += [numbers, codes]
        keep_whole(strips)
        return strips


class Code(msgspec.Struct, frozen=True):
    """A QR code with what it says in words beside it."""

    text: str
    alt: str
    words: str

    def lay(self, layout: Layout) -> list[Strip]:
        rows = qr.squares(self.text)
        strip = Strip(_QR_SIDE)
        strip.before = layout.scale.section
        figure = layout.tree.add("Figure", alt=self.alt)
        strip.shapes.append(shapes.squares(0, 0, _QR_SIDE / len(rows), rows, figure))
        x = _QR_SIDE + style.GUTTER * 1.5
        node = layout.tree.add("P")
        down = 0.0
        for line in layout.text(node, plain(self.words), x, style.WIDTH - x):
            strip.words += [words._replace(down=words.down + down) for words in line.words]
            down += line.height
        return [strip]


def recovery_sheet(groups: Sequence[str], vault_name: str, made_on: date, *, sender: Sequence[str] = ()) -> bytes:
    """The recovery sheet (nøgleark), one page: opens the vault when the passphrase is forgotten.

    groups: the secret as it is typed by hand. vault_name: whose vault, as its owner calls it. sender: municipality and unit.
    The QR code holds the groups, joined by hyphens. Raises ProblemsError for a name that cannot be printed.
    """
    blocks: list[Block] = [
        Paragraph(plain("Glemmer du dine seks ord, så kan du åbne din Rygsæk med tegnene på dette ark.")),
        Heading("Sådan gør du"),
        Paragraph(
            plain("Vælg »Brug dit nøgleark«, når du skal låse op. Skriv de otte grupper, som de står her. Så vælger du nye ord.")
        ),
        Codes(tuple(groups)),
        Code(
            "-".join(groups),
            "QR-kode med de samme tegn",
            "Koden her siger det samme som de otte grupper. Store og små bogstaver er lige gode.",
        ),
        Heading("Pas godt på det"),
        Paragraph(plain("Læg arket et låst sted på kontoret, hvor du og din leder kan finde det.")),
        Paragraph(plain("Læg det aldrig i tasken med computeren. Den, der har begge dele, kan læse alle dine sager.")),
        Paragraph(plain("Tag ikke et billede af det, og skriv det ikke af.")),
        Paragraph(plain("Er arket væk? Print et nyt under Indstillinger. Så virker det gamle ikke mere.")),
    ]
    return set_sheet("Nøgleark", "Dit nøgleark", f"{vault_name} · lavet {date_in_words(made_on)}", blocks, made_on, sender)


def set_sheet(
    standard: str,
    title: str,
    subtitle: str,
    blocks: Sequence[Block],
    made_on: date,
    sender: Sequence[str],
    *,
    copies: int = 1,
) -> bytes:
    """A sheet of any blocks. copies: how often it stands in the file. Raises ProblemsError for words that cannot be printed."""
    faces = style.faces()
    speller = Speller(faces.known)
    frame = Frame(
        standard=speller.spell(standard, "ark"),
        title=speller.spell(title, "ark"),
        subtitle=speller.spell(subtitle, "ark"),
        sender=tuple(speller.spell(line, "ark") for line in sender),
        number="",
        reference=f"Rygsæk · lavet {date_in_words(made_on)}",
        code=None,
        again=title,
    )
    speller.raise_any()
    setting = choose(frame, blocks, style.CITIZEN, faces)
    if copies > 1:
        setting = set_at(frame, blocks, setting.scale, faces, copies)
    return print_setting(setting, frame, faces, "da", made_on)
