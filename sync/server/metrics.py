"""What can be counted without knowing anything: requests by answer, sizes, times, how many shared a commit."""

from __future__ import annotations

import os
from typing import NamedTuple

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

TIMES_S = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
SHARED = (1, 2, 4, 8, 16, 32, 64, 128, 256)


class _Kind(NamedTuple):
    """The figures of one kind of answer, looked up once."""

    requests: Counter
    taken_in: Counter
    given_out: Counter
    seconds: Histogram


class Metrics:
    """One process's figures; where there are several processes, the text adds them up."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "rygsaek_requests_total", "Requests by path, status and code", ["path", "status", "code"], registry=self.registry
        )
        self._bytes = Counter("rygsaek_bytes_total", "Bytes of bodies", ["path", "way"], registry=self.registry)
        self._seconds = Histogram(
            "rygsaek_request_seconds", "From body read to answer ready", ["path"], buckets=TIMES_S, registry=self.registry
        )
        self._kinds: dict[tuple[str, int, str], _Kind] = {}
        self._shared = Histogram("rygsaek_commit_jobs", "Requests that shared a commit", buckets=SHARED, registry=self.registry)

    def answered(self, path: str, status: int, code: str, size_in: int, size_out: int, took_s: float) -> None:
        """One request. path: one of the doors', so that there are few."""
        kind = self._kinds.get((path, status, code)) or self._new_kind(path, status, code)
        kind.requests.inc()
        kind.taken_in.inc(size_in)
        kind.given_out.inc(size_out)
        kind.seconds.observe(took_s)

    def _new_kind(self, path: str, status: int, code: str) -> _Kind:
        kind = self._kinds[(path, status, code)] = _Kind(
            self._requests.labels(path, str(status), code),
            self._bytes.labels(path, "in"),
            self._bytes.labels(path, "out"),
            self._seconds.labels(path),
        )
        return kind

    def committed(self, jobs: int) -> None:
        """One transaction, and how many requests it served."""
        self._shared.observe(jobs)

    def text(self) -> bytes:
        """Everything, in Prometheus' text format."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self.registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)
