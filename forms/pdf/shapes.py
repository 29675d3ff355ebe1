"""Small drawings in PDF operators: rules, boxes to tick, circles. Origin at a strip's top left corner, y upwards."""

from __future__ import annotations

from forms.pdf import style
from forms.pdf.strips import Shape
from forms.pdf.tags import Node

_ARC = 0.5523
"""Bézier control length for a quarter of a circle."""


def rule(x: float, down: float, width: float, *, line: float = style.HAIRLINE, gray: float = 0.0) -> Shape:
    """A horizontal line."""
    return Shape(None, f"{x:.2f} {-down:.2f} m {x + width:.2f} {-down:.2f} l S", gray, line)


def stroke(x1: float, y1: float, x2: float, y2: float, *, node: Node, line: float, gray: float = 0.0, dash: str = "") -> Shape:
    """A straight line of a figure, dashed when `dash` names a pattern."""
    pattern = f"[{dash}] 0 d " if dash else ""
    return Shape(node, f"{pattern}{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S", gray, line)


def box(x: float, down: float, size: float, *, ticked: bool = False) -> Shape:
    """A box to tick, its lower edge `down` under the strip's top; ticked, it holds a tick that leaves the box a little."""
    path = f"{x:.2f} {-down:.2f} {size:.2f} {size:.2f} re S"
    if ticked:
        at = [(0.2, 0.52), (0.42, 0.24), (0.94, 0.98)]
        points = [f"{x + size * across:.2f} {-down + size * up:.2f}" for across, up in at]
        path += f" {size * 0.14:.2f} w 1 J 1 j {points[0]} m {points[1]} l {points[2]} l S"
    return Shape(None, path, line=0.9)


def ellipse(x: float, y: float, across: float, up: float) -> str:
    """The path of an ellipse around (x, y) with the two half axes, not yet painted."""
    ax, ay = across * _ARC, up * _ARC
    return (
        f"{x + across:.2f} {y:.2f} m "
        f"{x + across:.2f} {y + ay:.2f} {x + ax:.2f} {y + up:.2f} {x:.2f} {y + up:.2f} c "
        f"{x - ax:.2f} {y + up:.2f} {x - across:.2f} {y + ay:.2f} {x - across:.2f} {y:.2f} c "
        f"{x - across:.2f} {y - ay:.2f} {x - ax:.2f} {y - up:.2f} {x:.2f} {y - up:.2f} c "
        f"{x + ax:.2f} {y - up:.2f} {x + across:.2f} {y - ay:.2f} {x + across:.2f} {y:.2f} c h"
    )


def squares(x: float, down: float, size: float, rows: tuple[str, ...], node: Node | None = None) -> Shape:
    """A pattern of black squares (a QR code): `rows` of 0 and 1 from the top, `size` points a square; runs become one bar."""
    path = []
    for row_index, row in enumerate(rows):
        start = 0
        while (start := row.find("1", start)) >= 0:
            end = row.find("0", start)
            end = len(row) if end < 0 else end
            path.append(f"{x + start * size:.2f} {-down - (row_index + 1) * size:.2f} {(end - start) * size:.2f} {size:.2f} re")
            start = end
    return Shape(node, " ".join(path) + " f")
