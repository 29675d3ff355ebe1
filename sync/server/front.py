"""What laptops ask goes straight to its door. What FastAPI keeps for apps of every kind stood between and did nothing for these:
it took half of what a request cost before its door (`tests/benchmarks`, row 13). It still describes them, and serves the rest.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

Endpoint = Callable[[Request], Awaitable[Response]]


class Front(FastAPI):
    """An app some of whose endpoints are served without detour."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._straight: dict[str, Endpoint] = {}

    def add_straight(self, path: str, endpoint: Endpoint, *, summary: str, told: dict[str, Any]) -> None:
        """An endpoint of POST that reads and answers by itself. told: its part of OpenAPI."""
        self.add_api_route(path, endpoint, methods=["POST"], response_class=Response, summary=summary, openapi_extra=told)
        self._straight[path] = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_post = scope["type"] == "http" and scope["method"] == "POST"
        endpoint = self._straight.get(scope["path"]) if is_post else None
        if endpoint is None:
            await super().__call__(scope, receive, send)
            return
        try:
            response = await endpoint(Request(scope, receive))
        except ClientDisconnect:
            return
        await response(scope, receive, send)
