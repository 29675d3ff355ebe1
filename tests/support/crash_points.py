"""Every place in the source where something becomes durable, found by reading it, and a way to die there.

A crash point is a call that commits, syncs, renames, replaces, removes or folds in. It is named by its place, so that a
new one is exercised without anybody thinking of it, and one that no work passes is told.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from tests.support.children import Child, die

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("rygsaek/vault", "rygsaek/history")
DURABLE = re.compile(
    r"^(os\.(fsync|write)|.*\.(rename|unlink|rmdir|mkdir|writestr|copyfile)|steps\.apply|.*connection\.close)\("
    r"|^.*\.(replace|write)\([^,)]+\)$|^told\(connection\.close\)|^.*\.execute\(.*('COMMIT'|wal_checkpoint|sqlcipher_export|'DETACH)"
)


class Point(NamedTuple):
    """Where a call stands: file from the root, function, the line it begins on, and the call."""

    file: str
    function: str
    line: int
    call: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.function}: {self.call}"


def points(root: Path = ROOT, rooms: tuple[str, ...] = ROOMS, durable: re.Pattern[str] = DURABLE) -> tuple[Point, ...]:
    """All of them, in the order of the source. durable: what such a call looks like."""
    found: dict[tuple[str, int], Point] = {}
    for room in rooms:
        for path in sorted((root / room).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            for function, call in calls(ast.parse(path.read_text(encoding="utf-8"))):
                text = ast.unparse(call)
                if durable.search(text) and "lambda" not in text:
                    found[name, call.lineno] = Point(name, function, call.lineno, text[:60])
    return tuple(found[key] for key in sorted(found))


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call, with the function that it stands in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from ((node.name, inner) for inner in ast.walk(node) if isinstance(inner, ast.Call))


def passed(work: Callable[[], None], wanted: tuple[Point, ...] | None = None) -> tuple[Point, ...]:
    """The points that a work comes by, in the order in which it does, each once. wanted: the ones to look for, or None."""
    known = {(str(ROOT / point.file), point.line): point for point in (points() if wanted is None else wanted)}
    seen: dict[Point, None] = {}

    def watch(frame: FrameType, event: str, argument: Any) -> Any:
        if event in ("line", "call"):
            point = known.get((frame.f_code.co_filename, frame.f_lineno))
            if point is not None:
                seen[point] = None
        return watch if frame.f_code.co_filename.startswith(str(ROOT)) else None

    sys.settrace(watch)
    try:
        work()
    finally:
        sys.settrace(None)
    return tuple(seen)


def killed_at(point: Point, work: Callable[[], None], *, is_after: bool) -> int:
    """Do the work in a child that dies just before the point, or just after it; returns how the child ended."""

    def watched() -> None:
        place = (str(ROOT / point.file), point.line)
        inside: list[FrameType] = []

        def watch(frame: FrameType, event: str, argument: Any) -> Any:
            here = (frame.f_code.co_filename, frame.f_lineno)
            if inside and frame is inside[0] and here != place:
                die()
            if event == "line" and here == place and not inside:
                if not is_after:
                    die()
                inside.append(frame)
            if event == "return" and inside and frame is inside[0]:
                die()
            return watch if frame.f_code.co_filename.startswith(str(ROOT)) else None

        sys.settrace(watch)
        work()

    return Child(lambda tell: watched()).wait()[1]
