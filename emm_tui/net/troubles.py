"""The HTTP library's errors as trouble in our own words: no text of theirs is used, for it may hold a key."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

import anyio
import httpx

from emm_tui.net.answers import Trouble
from emm_tui.net.body import BodyError

ERRORS = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    anyio.BrokenResourceError,
    anyio.ClosedResourceError,
    BodyError,
    OSError,
    ValueError,
)
# A handshake that was waiting or was cut leaves these behind; they say nothing about certificates or versions.
_BROKEN_OFF = (ssl.SSLWantReadError, ssl.SSLWantWriteError, ssl.SSLEOFError, ssl.SSLZeroReturnError)


def trouble_of(error: BaseException, deadline: float) -> Trouble:
    """What went wrong with one request; TLS errors and unusable addresses are never tried again."""
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Trouble("has a certificate that cannot be trusted (is the clock right?)")
    if any(isinstance(cause, ssl.SSLError) and not isinstance(cause, _BROKEN_OFF) for cause in causes):
        return Trouble("does not speak TLS with us")
    match error:
        case BodyError():
            return Trouble(f"cannot be used: {error.text}", again=error.again, down=False)
        case httpx.ConnectTimeout():
            return Trouble("cannot be reached: no connection in time", again=True)
        case TimeoutError() | httpx.TimeoutException():
            return Trouble(f"sent no whole answer within {deadline:g} s", again=True)
        case httpx.ProxyError():
            return Trouble("cannot be reached: the proxy (network.proxy) refuses")
        case httpx.ConnectError():
            return Trouble(f"cannot be reached: {_reason(causes)}", again=True, quick=True)
        case httpx.InvalidURL() | httpx.UnsupportedProtocol() | httpx.LocalProtocolError() | ValueError():
            return Trouble("was asked for an address that does not exist", down=False)
    return Trouble("broke off its answer", again=True)


def _reason(causes: list[BaseException]) -> str:
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "its name is unknown here (DNS)"
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return "connection refused"
    return "no connection"


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    todo: list[BaseException | None] = [error]
    while todo and len(seen) < 20:
        cause = todo.pop()
        if cause is None or cause in seen:
            continue
        seen.append(cause)
        yield cause
        todo += [cause.__cause__, cause.__context__, *getattr(cause, "exceptions", ())]
