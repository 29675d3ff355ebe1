"""The benchmarks: `python3 packaging/bootstrap.py bench [ROW…]`. Prints ratios, and writes them to bench-output/rows.json.

Exit code 0 also where a goal is missed: a figure tells, it does not fail a run.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

from tests.benchmarks.measure import Row

TOPICS = {
    "log": ("1", "2", "3"),
    "finding": ("4", "5"),
    "start": ("14", "17"),
    "paper": ("15", "16"),
    "keystrokes": ("18",),
    "merging": ("6", "7"),
    "syncing": ("8", "9"),
    "first_sync": ("10", "11"),
    "central": ("12", "13"),
}


def main(wanted: list[str]) -> int:
    """Run the topics that hold the wanted rows (all without an argument)."""
    out = Path("bench-output")
    out.mkdir(exist_ok=True)
    found: list[Row] = []
    for topic, numbers in TOPICS.items():
        if not wanted or set(wanted) & set(numbers):
            for row in importlib.import_module(f"tests.benchmarks.{topic}").rows():
                print(line(row), flush=True)
                found.append(row)
    as_json = [{**row._asdict(), "ratio": row.ratio, "met": row.is_met} for row in found]
    (out / "rows.json").write_text(json.dumps(as_json, indent=1, ensure_ascii=False), encoding="utf-8")
    missed = [row.row for row in found if not row.is_met]
    print(f"{len(found)} figures, {len(missed)} beyond their goal{': rows ' + ', '.join(missed) if missed else ''}")
    return 0


def line(row: Row) -> str:
    """One figure as a line: number, work, ours, peer, ratio, goal."""
    scale, unit = (1000, "ms") if row.unit == "s" else (1, row.unit)
    verdict = "met" if row.is_met else "NOT met"
    return (
        f"{row.row:>3}  {row.work:<52} ours {row.ours * scale:9.2f} {unit}  {row.peer_name} {row.peer * scale:9.2f} {unit}"
        f"  ratio {row.ratio:5.2f}  goal {row.goal:4.2f}  {verdict}{'  (' + row.note + ')' if row.note else ''}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
