"""A server of raw sockets that misbehaves on request: each path is one way in which a provider goes wrong."""

from __future__ import annotations

import asyncio
import gzip
import json
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import formatdate

GOOD = json.dumps({"title": "[REC] The Lighthouse of Ünterberg", "id": 7}).encode()
PAGE = b"<!DOCTYPE html><html><body>Please log in to the hotel's network</body></html>"


def png(width: int = 2, height: int = 2) -> bytes:
    """A whole grey PNG."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    head = struct.pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


def answer(status: int, body: bytes, kind: str = "application/json", *headers: str) -> bytes:
    """The bytes of a well-formed answer."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


@dataclass
class Seen:
    """One request as it came: path with query, headers (names in lower case), when (loop seconds)."""

    target: str
    headers: dict[str, str]
    time: float
    method: str = "GET"
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


Behaviour = Callable[["FaultServer", asyncio.StreamWriter, Seen], Awaitable[None]]
BEHAVIOURS: dict[str, Behaviour] = {}


def behaviour(path: str) -> Callable[[Behaviour], Behaviour]:
    """Names the path that behaves like the decorated function."""

    def register(function: Behaviour) -> Behaviour:
        BEHAVIOURS[path] = function
        return function

    return register


@dataclass
class FaultServer:
    """What it saw, and the behaviours that tests add for themselves."""

    url: str = ""
    seen: list[Seen] = field(default_factory=list)
    answers: dict[str, list[bytes]] = field(default_factory=dict)
    connections: int = 0
    most_in_flight: int = 0
    in_flight: int = 0
    latency: float = 0.0

    def count(self, path: str) -> int:
        """How often `path` was asked for."""
        return sum(seen.path == path for seen in self.seen)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while not writer.is_closing():
                await self._request(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = (line.split(": ", 1) for line in lines if line)
        headers = {name.lower(): value for name, value in pairs}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        method, target, _ = first.split(" ")
        seen = Seen(target, headers, asyncio.get_running_loop().time(), method, body)
        self.seen.append(seen)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            await asyncio.sleep(self.latency)
            await self._answer(writer, seen)
            await writer.drain()
        finally:
            self.in_flight -= 1

    async def _answer(self, writer: asyncio.StreamWriter, seen: Seen) -> None:
        planned = self.answers.get(seen.path)
        if planned:
            writer.write(planned.pop(0) if len(planned) > 1 else planned[0])
        elif seen.path in BEHAVIOURS:
            await BEHAVIOURS[seen.path](self, writer, seen)
        else:
            writer.write(answer(200, GOOD))


@asynccontextmanager
async def fault_server() -> AsyncIterator[FaultServer]:
    """A server on a free loopback port, as long as the block lasts."""
    server = FaultServer()
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(server.handle(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    listener = await asyncio.start_server(accept, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        listener.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _says(path: str, data: bytes, close: bool = False) -> None:
    async def say(_server: FaultServer, writer: asyncio.StreamWriter, _seen: Seen) -> None:
        writer.write(data)
        if close:
            await writer.drain()
            writer.close()

    BEHAVIOURS[path] = say


_says("/truncated", answer(200, GOOD)[:-10], close=True)
_says(
    "/chunk-cut", b"HTTP/1.1 200 X\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", True
)
_says("/no-length-cut", b"HTTP/1.1 200 X\r\nContent-Type: application/json\r\n\r\n" + GOOD[:10], close=True)
_says("/gzip-cut", answer(200, gzip.compress(GOOD)[:-12], "application/json", "Content-Encoding: gzip"))
_says("/gzip-damaged", answer(200, b"\x1f\x8b not gzip", "application/json", "Content-Encoding: gzip"))
_says("/brotli", answer(200, GOOD, "application/json", "Content-Encoding: br"))
_says("/gzip-good", answer(200, gzip.compress(GOOD), "application/json", "Content-Encoding: gzip"))
_says("/bomb", answer(200, gzip.compress(b"[" + b" " * 200_000_000), "application/json", "Content-Encoding: gzip"))
_says("/declared-giant", b"HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n[")
_says("/giant-header", b"HTTP/1.1 200 X\r\nX-Big: " + b"a" * 500_000 + b"\r\nContent-Length: 2\r\n\r\n{}")
_says("/not-http", b"SSH-2.0-OpenSSH_9\r\n\r\n", close=True)
_says("/nothing", b"", close=True)
_says("/page", answer(200, PAGE, "text/html"))
_says("/page-as-json", answer(200, PAGE))
_says("/challenge", answer(202, b"", "text/html", "x-amzn-waf-action: challenge"))
_says("/empty-204", b"HTTP/1.1 204 X\r\n\r\n")
_says("/empty-200", answer(200, b""))
_says("/401", answer(401, b'{"status_code":7,"status_message":"Invalid API key: You must be granted a valid key."}'))
_says("/403-page", answer(403, PAGE, "text/html"))
_says("/401-limit", answer(401, b'{"Response":"False","Error":"Request limit reached!"}'))
_says("/404", answer(404, b'{"status_code":34,"status_message":"The resource could not be found."}'))
_says("/404-page", answer(404, PAGE, "text/html"))
_says("/400", answer(400, b'{"status_message":"Invalid page: \\u001b[31mred"}'))
_says("/500", answer(500, b"oops", "text/plain"))
_says("/503", answer(503, PAGE, "text/html"))
_says("/429", answer(429, b"{}"))
_says("/429-huge", answer(429, b"{}", "application/json", "Retry-After: 1000000000"))
_says("/deep", answer(200, b"[" * 200_000))
_says("/to-file", answer(302, b"", "text/plain", "Location: file:///etc/passwd"))
_says("/to-private", answer(302, b"", "text/plain", "Location: http://169.254.169.254/latest/meta-data"))
_says("/to-nonsense", answer(302, b"", "text/plain", "Location: http://[::bad"))
_says("/to-nowhere", answer(302, b"", "text/plain"))
_says("/in-circles", answer(302, b"", "text/plain", "Location: /in-circles"))
_says("/moved", answer(301, b"", "text/plain", "Location: /good"))
_says("/picture", answer(200, png(), "image/png"))
_says("/picture-page", answer(200, PAGE, "image/jpeg"))
_says("/picture-svg", answer(200, b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml"))
_says("/picture-text", answer(200, b"not a picture at all", "image/png"))
_says("/picture-to-private", answer(302, b"", "text/plain", "Location: https://10.0.0.1/a.png"))
_says("/picture-moved", answer(302, b"", "text/plain", "Location: /picture"))


@behaviour("/drip")
async def drip(_server: FaultServer, writer: asyncio.StreamWriter, _seen: Seen) -> None:
    """One byte now and then, for ever."""
    writer.write(b"HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
    while not writer.is_closing():
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


@behaviour("/hang")
async def hang(_server: FaultServer, _writer: asyncio.StreamWriter, _seen: Seen) -> None:
    """No answer at all."""
    await asyncio.sleep(3600)


@behaviour("/reset")
async def reset(_server: FaultServer, writer: asyncio.StreamWriter, _seen: Seen) -> None:
    """A TCP reset in the middle of the answer."""
    writer.write(answer(200, GOOD)[:-5])
    await writer.drain()
    writer.transport.abort()


@behaviour("/endless")
async def endless(_server: FaultServer, writer: asyncio.StreamWriter, _seen: Seen) -> None:
    """A body without length that does not end."""
    writer.write(b"HTTP/1.1 200 X\r\nContent-Type: application/json\r\n\r\n[")
    while not writer.is_closing():
        writer.write(b" " * 65536)
        await writer.drain()


@behaviour("/etag")
async def etag(_server: FaultServer, writer: asyncio.StreamWriter, seen: Seen) -> None:
    """Answers with an ETag, and 304 to it."""
    if seen.headers.get("if-none-match") == '"v1"':
        writer.write(b'HTTP/1.1 304 X\r\nETag: "v1"\r\n\r\n')
    else:
        writer.write(answer(200, GOOD, "application/json", 'ETag: "v1"'))


def limited(retry_after: str) -> bytes:
    """A 429 with this Retry-After and a Date."""
    return answer(429, b"{}", "application/json", f"Retry-After: {retry_after}", f"Date: {formatdate(usegmt=True)}")
