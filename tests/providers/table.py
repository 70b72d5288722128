"""An endpoint that answers out of a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from emm_tui.domain.errors import MissingError


class TableEndpoint:
    """Answers out of `table` (path -> JSON value, bytes, error, or what makes one of the parameters).

    It writes down what it was asked, which paths it would have kept the answers of, and which fields have drifted.
    """

    def __init__(self, name: str, table: Mapping[str, object] | None = None) -> None:
        self.name = name
        self.image_hosts: set[str] = set()
        self.table: dict[str, object] = dict(table or {})
        self.asked: list[tuple[str, dict[str, str | int]]] = []
        self.kept: set[str] = set()
        self.strange: list[str] = []

    async def get(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        *,
        operation: str,
        ttl: float | None = None,
        accept: Callable[[bytes], object] | None = None,
    ) -> bytes:
        assert operation.startswith(f"{self.name}.")
        self.asked.append((path, dict(params or {})))
        answer = self.table.get(path)
        if callable(answer):
            answer = answer(dict(params or {}))
        if answer is None:
            raise MissingError(self.name, "does not have it.")
        if isinstance(answer, Exception):
            raise answer
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        if accept:
            accept(body)
            self.kept.add(path)
        return body

    page = get

    async def download(self, url: str) -> bytes:
        return url.encode()

    def drifted(self, field: str) -> None:
        self.strange.append(field)

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for path, _ in self.asked]


class FakeClient:
    """Opens endpoints, and writes down how the last one was asked for."""

    def __init__(self) -> None:
        self.asked: dict[str, object] = {}
        self.opened: list[TableEndpoint] = []

    def endpoint(self, name: str, **asked: object) -> TableEndpoint:
        self.asked = {"name": name, **asked}
        self.opened.append(TableEndpoint(name))
        return self.opened[-1]
