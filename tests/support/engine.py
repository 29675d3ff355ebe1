"""The engine of the simulated printer: run by ippeveprinter once a job, it puts out one page after another.

It does what a real one does and ippeveprinter alone does not: pages come out one by one, paper ends in the middle,
and a cancelled job stops before its next page. What is wrong with the printer stands in the file `mode` of its folder:
`ok`, `media-empty`, `media-jam`, `cover-open`, `hold` (as slow as can be: no page until told), `one page` (and then as slow),
or `break` (the job is aborted).
"""

import http.client
import os
import re
import struct
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

TICK_S = 0.02
TROUBLE = ("media-empty", "media-jam", "cover-open", "marker-supply-empty")


def is_cancelled(uri: str) -> bool:
    """Whether somebody has cancelled this very job, asked of the printer that runs us."""
    place = urlsplit(uri)

    def text(tag: int, name: bytes, value: bytes) -> bytes:
        return struct.pack(">BH", tag, len(name)) + name + struct.pack(">H", len(value)) + value

    request = b"".join(
        (
            struct.pack(">BBHIB", 2, 0, 0x0009, 1, 1),
            text(0x47, b"attributes-charset", b"utf-8"),
            text(0x48, b"attributes-natural-language", b"en"),
            text(0x45, b"job-uri", uri.encode()),
            b"\x03",
        )
    )
    connection = http.client.HTTPConnection("localhost", place.port or 631, timeout=5)
    try:
        connection.request("POST", "/ipp/print", request, {"Content-Type": "application/ipp"})
        return b"processing-to-stop-point" in connection.getresponse().read()
    finally:
        connection.close()


def free(page: int) -> tuple[str, ...]:
    """The modes in which this page comes out."""
    return ("ok", "one page") if page == 1 else ("ok",)


def pages_in(document: bytes) -> int:
    """How many sheets a document takes: PDF pages where they can be counted, else one."""
    return len(re.findall(rb"/Type\s*/Page\b", document)) or 1


def put_out(folder: Path, document: Path, job_uri: str, job_name: str) -> int:
    """Print one document; returns the exit status, 1 when the job broke."""
    data = document.read_bytes()
    shown = ""
    job = f"{time.time_ns()}"
    for page in range(1, pages_in(data) + 1):
        while (mode := (folder / "mode").read_text(encoding="utf-8").strip()) not in free(page) or is_cancelled(job_uri):
            if is_cancelled(job_uri):
                print("STATE: none", file=sys.stderr, flush=True)  # else ippeveprinter begins no other job
                return 0
            if mode == "break":
                return 1
            if mode in TROUBLE and shown != mode:
                print(f"STATE: {mode}-error", file=sys.stderr, flush=True)
                shown = mode
            time.sleep(TICK_S)
        if shown:
            print("STATE: none", file=sys.stderr, flush=True)
            shown = ""
        (folder / "tray" / f"{job}.{page:03}").write_text(job_name, encoding="utf-8")
        print(f"ATTR: job-impressions-completed={page}", file=sys.stderr, flush=True)
    (folder / "done" / f"{job}.bytes").write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(put_out(Path(sys.argv[1]), Path(sys.argv[2]), os.environ["IPP_JOB_URI"], os.environ.get("IPP_JOB_NAME", "")))
