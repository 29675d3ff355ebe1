"""loro and pycrdt as peers, in an environment of their own: a line of JSON in, a line of JSON out."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import loro  # type: ignore[import-not-found,unused-ignore]
import pycrdt  # type: ignore[import-not-found,unused-ignore]
import zstandard


def read(file: str) -> list[tuple[int, str, str]]:
    """[ms, place, text] of each edit."""
    return [(ms, place, text) for ms, place, text in json.loads(Path(file).read_text(encoding="utf-8"))]


def with_loro(file: str, peer: int) -> Any:
    doc = loro.LoroDoc()
    doc.peer_id = peer
    places = doc.get_map("case")
    for ms, place, text in read(file):
        places.insert(place, text)
        doc.set_next_commit_timestamp(ms // 1000)
        doc.commit()
    return doc


def with_pycrdt(file: str) -> Any:
    doc = pycrdt.Doc()
    places = doc.get("case", type=pycrdt.Map)
    for _, place, text in read(file):
        places[place] = text
    return doc


def updates(doc: Any) -> bytes:
    return bytes(doc.export(loro.ExportMode.Updates(loro.VersionVector())))


def merged_by_loro(forks: list[bytes]) -> Callable[[], Any]:
    def merge() -> Any:
        doc = loro.LoroDoc()
        for fork in forks:
            doc.import_(fork)
        return doc.get_deep_value()

    return merge


def merged_by_pycrdt(forks: list[bytes]) -> Callable[[], Any]:
    def merge() -> Any:
        doc = pycrdt.Doc()
        for fork in forks:
            doc.apply_update(fork)
        return doc.get("case", type=pycrdt.Map).to_py()

    return merge


def seconds(merge: Callable[[], Any]) -> float:
    start = time.perf_counter()
    merge()
    return time.perf_counter() - start


def main() -> None:
    merges: dict[str, Callable[[], Any]] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        answer: dict[str, Any] = {}
        if asked["do"] == "size":
            packed = zstandard.ZstdCompressor(level=19).compress
            found = {"loro": updates(with_loro(asked["file"], 1)), "pycrdt": bytes(with_pycrdt(asked["file"]).get_update())}
            answer = {name: len(packed(data)) for name, data in found.items()}
        elif asked["do"] == "fork":
            files = asked["files"].split("|")
            merges["loro"] = merged_by_loro([updates(with_loro(file, peer)) for peer, file in enumerate(files, 1)])
            merges["pycrdt"] = merged_by_pycrdt([bytes(with_pycrdt(file).get_update()) for file in files])
        else:
            answer = {"seconds": [seconds(merges[asked["whose"]]) for _ in range(int(asked["times"]))]}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
