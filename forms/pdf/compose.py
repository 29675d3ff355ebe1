"""Blocks inside a frame to a file: the roomiest step of sizes that fits one page, or else the fewest pages that read well."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import msgspec

from forms.pdf import style
from forms.pdf.blocks import Block, Layout
from forms.pdf.frame import FIRST_TOP, LOWEST, OTHER_TOP, Frame, Head, furniture, head, page_line
from forms.pdf.press import Job, print_job
from forms.pdf.strips import Placed, paginate, total_height
from forms.pdf.style import Faces, Scale
from forms.pdf.tags import Node, Tree

_FIRST_ROOM = FIRST_TOP - LOWEST
_OTHER_ROOM = OTHER_TOP - LOWEST
_HOPELESS = 1.75
"""A paper that is longer than this many first pages at the roomiest step fits none on one page."""
_SCANTY = 0.22
"""A last page filled less than this looks like an accident: one step tighter may spare it."""


class Setting(msgspec.Struct, frozen=True):
    """A paper set at one step of sizes, not yet printed. copies: how often it stands in the file, each with all its pages."""

    tree: Tree
    head: Head
    pages: list[list[Placed]]
    height: float
    scale: Scale
    copies: int = 1

    @property
    def last_fill(self) -> float:
        """How full the last page is, 0 to 1."""
        last = self.pages[-1][-1]
        return (last.top + last.strip.height) / _OTHER_ROOM


def set_at(frame: Frame, blocks: Sequence[Block], scale: Scale, faces: Faces, copies: int = 1) -> Setting:
    """Set a paper at one step of sizes. copies: how often it stands in the file; more than once without a logo only."""
    tree = Tree()
    layout = Layout(scale=scale, faces=faces, tree=tree)
    pages: list[list[Placed]] = []
    for _ in range(copies):
        top = head(frame, layout)
        strips = [*top.strips, *(strip for block in blocks for strip in block.lay(layout))]
        strips[len(top.strips) - 1].keep = len(strips) > len(top.strips)
        pages += paginate(strips, _FIRST_ROOM, _OTHER_ROOM)
    return Setting(tree=tree, head=top, pages=pages, height=total_height(strips), scale=scale, copies=copies)


def choose(frame: Frame, blocks: Sequence[Block], steps: Sequence[Scale], faces: Faces, *, fewest: bool = False) -> Setting:
    """The roomiest setting on one page; else a comfortable one, or a tighter one where that spares a nearly empty page.

    fewest: the fewest pages at any step, for paper to write on.
    """
    roomy = set_at(frame, blocks, steps[0], faces)
    if len(roomy.pages) == 1:
        return roomy
    comfortable = set_at(frame, blocks, steps[1], faces)
    best = comfortable if len(comfortable.pages) < len(roomy.pages) else roomy
    if len(comfortable.pages) == 1:
        return _loosened(frame, blocks, faces, steps[1], steps[0], comfortable)
    if fewest or roomy.height < _FIRST_ROOM * _HOPELESS or best.last_fill < _SCANTY:
        for above, step in pairwise(steps[1:]):
            tighter = set_at(frame, blocks, step, faces)
            if len(tighter.pages) < len(best.pages):
                best = _loosened(frame, blocks, faces, step, above, tighter)
                if len(best.pages) == 1 or not fewest:
                    break
    return best


def _loosened(frame: Frame, blocks: Sequence[Block], faces: Faces, tight: Scale, roomy: Scale, found: Setting) -> Setting:
    """A setting between a step that takes few pages and a roomier one that takes more, as roomy as those few pages allow."""
    for share in (0.75, 0.5, 0.25):
        between = set_at(frame, blocks, style.between(tight, roomy, share), faces)
        if len(between.pages) <= len(found.pages):
            return between
    return found


def print_setting(setting: Setting, frame: Frame, faces: Faces, lang: str, made_on: date) -> bytes:
    """The file's bytes. The frame may have got its fingerprint after the setting was chosen: heights do not hang on it."""
    count = len(setting.pages) // setting.copies
    return print_job(
        Job(
            pages=setting.pages,
            tree=setting.tree,
            body_top=lambda page: OTHER_TOP if page % count else FIRST_TOP,
            furniture=lambda page: furniture(frame, faces, page % count, count),
            title=f"{frame.title} ({frame.standard})" if frame.standard != frame.title else frame.title,
            lang=lang,
            made_on=made_on,
            stamps=(setting.head.stamp,) if setting.head.stamp else (),
        )
    )


def page_texts(setting: Setting, frame: Frame) -> tuple[str, ...]:
    """What each page says, in reading order; a picture by its words."""
    texts = []
    for index, page in enumerate(setting.pages):
        lines_by_node: dict[Node, list[str]] = {}
        for placed in page:
            if placed.again:
                continue
            for shape in placed.strip.shapes:
                if shape.node is not None:
                    lines_by_node.setdefault(shape.node, [])
            for words in placed.strip.words:
                text = "".join(part.text for part in words.parts)
                lines_by_node.setdefault(words.node, []).append(text)
        nodes = sorted(lines_by_node, key=lambda node: node.order)
        told = [node.alt if node.kind == "Figure" else _join(lines_by_node[node]) for node in nodes]
        texts.append("\n".join([*filter(None, told), page_line(frame, index, len(setting.pages))]))
    return tuple(texts)


def _join(lines: list[str]) -> str:
    """Lines to one text; a word that was cut is whole again."""
    text = lines[0]
    for line in lines[1:]:
        text = text[:-1] + line if text.endswith("\u00ad") else f"{text} {line}"
    return " ".join(text.replace("\u00a0", " ").split())
