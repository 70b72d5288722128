"""The kinds of trouble that a provider can be in, and what shall come of each."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest

from emm_tui.domain.errors import KeyRefusedError, ProviderDownError, ProviderError
from tests.rigs.fault_server import GOOD, PAGE, FaultServer, Seen, answer

REFUSED = b'{"status_code": 7, "status_message": "Invalid API key"}'


@dataclass(frozen=True)
class Trouble:
    """What a provider answers to everything, and what shall come of it: `tries` of one call, `most` of thirty."""

    says: bytes | None
    error: type[ProviderError]
    tries: int
    state: str
    most: int
    detail: str
    hangs_up: bool = False


DOWN = ProviderDownError
TROUBLES = {
    "slow": Trouble(None, DOWN, 2, "down", 6, "no whole answer within 0.2 s"),
    "a page as 200": Trouble(answer(200, PAGE, "text/html"), DOWN, 1, "down", 5, "answered 200 with a page"),
    "202": Trouble(answer(202, b""), DOWN, 1, "down", 5, "answered 202 with nothing"),
    "401": Trouble(answer(401, REFUSED), KeyRefusedError, 1, "refused", 1, "Invalid API key"),
    "403": Trouble(answer(403, REFUSED), KeyRefusedError, 1, "refused", 1, "Invalid API key"),
    "a page as 403": Trouble(answer(403, PAGE, "text/html"), DOWN, 1, "down", 5, "answered 403 with a page"),
    "429": Trouble(answer(429, b"{}"), DOWN, 4, "down", 8, "limits our requests"),
    "429 for long": Trouble(
        answer(429, b"{}", "application/json", "Retry-After: 4000"), DOWN, 1, "down", 1, "limits our requests"
    ),
    "500": Trouble(answer(500, b"oops", "text/plain"), DOWN, 4, "down", 8, "error of its own (500)"),
    "503 for long": Trouble(
        answer(503, PAGE, "text/html", "Retry-After: 4000"), DOWN, 1, "down", 1, "limits our requests"
    ),
    "truncated": Trouble(answer(200, GOOD)[:-7], DOWN, 4, "down", 8, "broke off", hangs_up=True),
    "half a document": Trouble(answer(200, GOOD[:-7]), ProviderError, 4, "down", 20, "damaged or cut short"),
    "no document": Trouble(answer(200, b'"tape"'), ProviderError, 4, "down", 20, "damaged or cut short"),
}


def suffer(server: FaultServer, monkeypatch: pytest.MonkeyPatch, trouble: Trouble) -> None:
    """Lets the server answer everything so."""

    async def misbehave(writer: asyncio.StreamWriter, _seen: Seen) -> None:
        if trouble.says is None:
            await asyncio.sleep(3600)
        writer.write(trouble.says or b"")
        if trouble.hangs_up:
            await writer.drain()
            writer.close()

    monkeypatch.setattr(server, "_answer", misbehave)
