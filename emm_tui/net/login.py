"""A provider that wants a login first: one token for all requests, in memory alone, renewed before it runs out."""

from __future__ import annotations

import base64
import json
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic

from emm_tui.net.flights import Flights

_SHARE_OF_LIFE = 0.8


@dataclass(slots=True, frozen=True)
class Login:
    """How to log in: `body` (secrets) goes as JSON by POST to `path`; `token` finds the token in the answer."""

    path: str
    body: Mapping[str, str] = field(repr=False)
    token: Callable[[bytes], str]


class Tokens:
    """The token of one provider; `ask` logs in and gives a new one."""

    def __init__(self, ask: Callable[[], Awaitable[str]]) -> None:
        self._ask = ask
        self._flights = Flights[str]()
        self._token = ""
        self._until = 0.0

    async def current(self) -> str:
        """A token that still lives, from a new login when needed; what many tasks need is one login."""
        if self._token and monotonic() < self._until:
            return self._token
        return await self._flights.share("", self._renew)

    def spoil(self, token: str) -> None:
        """The provider takes `token` no longer; a newer one stays."""
        if token == self._token:
            self._token = ""

    async def _renew(self) -> str:
        token = await self._ask()
        self._token, self._until = token, monotonic() + _SHARE_OF_LIFE * life_of(token)
        return token


def life_of(token: str) -> float:
    """Seconds that a new JWT lives; without end for what is none, or what our clock takes for run out."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        life = float(claims["exp"]) - float(claims.get("iat", time.time()))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return math.inf
    return life if life > 0 else math.inf
