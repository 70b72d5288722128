"""Requests on their way: slots, pace, deadline, redirects and retries around the one HTTP client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic

import anyio
import httpx

from emm_tui.domain.errors import ProviderDownError, ProviderError
from emm_tui.domain.events import Emit, RequestEnded
from emm_tui.net.answers import Answer, Judge, Trouble
from emm_tui.net.body import Read
from emm_tui.net.hosts import Hosts
from emm_tui.net.lane import Lane
from emm_tui.net.retry import Patience
from emm_tui.net.throttle import slot
from emm_tui.net.troubles import ERRORS, trouble_of

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 3


@dataclass(slots=True, frozen=True)
class Call:
    """What to ask: `deadline` in seconds for each request, redirects only where `allowed`, the body as `read` takes it.

    No try begins after `deadlines` deadlines of asking. `query` is added to every address (keys of providers that want
    them there) and is, like `headers`, never shown. `sign` gives the headers that are made anew for each try.
    With a `body` it is a POST of JSON.
    """

    lane: Lane
    provider: str
    operation: str
    url: str
    read: Read
    deadline: float
    judge: Judge
    allowed: Callable[[httpx.URL], bool]
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: str = field(default="", repr=False)
    redact: Callable[[str], str] = str
    deadlines: float = 2.0
    sign: Callable[[], Awaitable[Mapping[str, str]]] | None = None
    body: bytes | None = field(default=None, repr=False)


class Sender:
    """Sends calls through the shared client and tells each request that was made."""

    def __init__(self, client: httpx.AsyncClient, hosts: Hosts, emit: Emit) -> None:
        self._client = client
        self._hosts = hosts
        self._emit = emit

    async def fetch(self, call: Call) -> Answer:
        """The answer after at most four tries, none of them begun after `call.deadlines` deadlines of asking.

        ProviderDownError when the provider fails, limits us or is left alone; ProviderError when an answer is useless.
        """
        patience = Patience(call.deadlines * call.deadline)
        while True:
            result, seconds = await self._try(call, patience.tries)
            if isinstance(result, Answer):
                return result
            more = patience.tried(seconds, result.wait or 0.0) and result.again
            if not more or call.lane.refusal(retry=True):
                if result.again and not result.down:
                    call.lane.failed(result, monotonic() - seconds, patience.tries)
                raise _error(call, result)
            if not result.limited:
                await anyio.sleep(patience.back_off(result.quick))

    async def _try(self, call: Call, number: int) -> tuple[Answer | Trouble, float]:
        """One try with its redirects, and its seconds; the lane learns what came of it."""
        headers = {**call.headers, **await call.sign()} if call.sign else call.headers
        result, started = await self._follow(call, headers, retry=number > 0)
        seconds = monotonic() - started if started is not None else 0.0
        if isinstance(result, Answer):
            trouble = call.judge(result)
            if trouble is None:
                call.lane.succeeded()
                return result, seconds
            result = trouble
        if result.down and started is not None:
            call.lane.failed(result, started, number)
        return result, seconds

    async def _follow(
        self, call: Call, headers: Mapping[str, str], retry: bool
    ) -> tuple[Answer | Trouble, float | None]:
        """The answer at the end of the redirects, and when it was asked for; None when nothing was sent."""
        url = call.url
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                request = self._request(call, url, headers)
            except ERRORS as error:
                return trouble_of(error, call.deadline), None
            result, started = await self._send(call, request, retry)
            if isinstance(result, Trouble) or result.status not in _REDIRECTS:
                return result, started
            target = _target(url, result.headers.get("location", ""))
            if target is None or not call.allowed(target):
                return Trouble("redirects to an address that is not its own", down=False), started
            url = str(target)
        return Trouble("redirects again and again", down=False), None

    def _request(self, call: Call, url: str, headers: Mapping[str, str]) -> httpx.Request:
        method = "GET" if call.body is None else "POST"
        return self._client.build_request(method, _with_query(url, call.query), headers=headers, content=call.body)

    async def _send(self, call: Call, request: httpx.Request, retry: bool) -> tuple[Answer | Trouble, float | None]:
        async with self._slot(call.lane, request.url, retry) as refusal:
            if refusal:
                return refusal, None
            started = monotonic()
            result, received = await self._exchange(call, request)
            status = result.status if isinstance(result, Answer) else 0
            seconds = monotonic() - started
            self._emit(RequestEnded(call.lane.name, call.operation, status, seconds, received, retry))
            return result, started

    @asynccontextmanager
    async def _slot(self, lane: Lane, url: httpx.URL, retry: bool) -> AsyncIterator[Trouble | None]:
        """The right to send now, or why not. It is asked for last thing before: nothing goes out inside a pause."""
        host = self._hosts.of(url)
        async with slot(lane.limiter):
            while not (refusal := lane.refusal(retry)):
                await lane.throttle.wait(lane.parked)
                async with slot(host.limiter):
                    if not lane.throttle.paused:
                        yield lane.refusal(retry, admit=True)
                        return
            yield refusal

    async def _exchange(self, call: Call, request: httpx.Request) -> tuple[Answer | Trouble, int]:
        """One request and its whole answer, with the number of bytes received; never raises what holds the address."""
        received = 0
        try:
            with anyio.fail_after(call.deadline) as scope:
                response = await self._client.send(request, stream=True)
                try:
                    body = await call.read(response, scope)
                finally:
                    received = response.num_bytes_downloaded
                    await response.aclose()
            return Answer(response.status_code, response.headers, body), received
        except ERRORS as error:
            return trouble_of(error, call.deadline), received


def _with_query(url: str, query: str) -> str:
    if not query:
        return url
    return f"{url}{'&' if '?' in url else '?'}{query}"


def _target(url: str, location: str) -> httpx.URL | None:
    try:
        target = httpx.URL(url).join(location)
        return target if location and target.host and not target.userinfo else None
    except (httpx.InvalidURL, ValueError, TypeError):
        return None


def _error(call: Call, trouble: Trouble) -> ProviderError:
    text = call.redact(f"{trouble.text}.")
    if trouble.down:
        return ProviderDownError(call.provider, text, "Try again later; what is in the cache is used.")
    return ProviderError(call.provider, text)
