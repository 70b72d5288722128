"""The body of an answer, unpacked and bounded: a bomb costs no more memory than the limit."""

from __future__ import annotations

import zlib
from collections.abc import Awaitable, Callable

import anyio
import httpx

Read = Callable[[httpx.Response, anyio.CancelScope], Awaitable[bytes]]
"""Takes the body of an answer; who reads more than the scope's deadline allows for moves it on."""


class BodyError(Exception):
    """A body that cannot be read; `again` says that another try may help."""

    def __init__(self, text: str, again: bool = False) -> None:
        super().__init__(text)
        self.text = text
        self.again = again


def at_most(limit: int) -> Read:
    """Reads the whole decoded body of at most `limit` bytes."""

    async def read(response: httpx.Response, _scope: anyio.CancelScope) -> bytes:
        return await read_body(response, limit)

    return read


async def read_body(response: httpx.Response, limit: int) -> bytes:
    """The whole decoded body. BodyError when it is above `limit` bytes, cut short, or packed in a way not asked for."""
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and len(declared) < 19 and int(declared) > limit:
        raise _too_large(limit)
    unpack = _unpacker(response.headers.get("content-encoding", "").strip().lower())
    chunks, size = [], 0
    async for raw in response.aiter_raw():
        chunk = unpack(raw, limit - size) if unpack else raw
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        chunks.append(chunk)
    if unpack and response.num_bytes_downloaded and not unpack.whole:
        raise BodyError("the packed answer is cut short", again=True)
    return b"".join(chunks)


class _Gunzip:
    """Unpacks gzip piece by piece, never more than one byte above what is left of the limit."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(wbits=31)

    def __call__(self, data: bytes, left: int) -> bytes:
        try:
            return self._zlib.decompress(data, left + 1)
        except zlib.error:
            raise BodyError("the packed answer is damaged", again=True) from None

    @property
    def whole(self) -> bool:
        return self._zlib.eof


def _unpacker(encoding: str) -> _Gunzip | None:
    if encoding in ("", "identity"):
        return None
    if encoding in ("gzip", "x-gzip"):
        return _Gunzip()
    raise BodyError("the answer is packed in a way that was not asked for")


def _too_large(limit: int) -> BodyError:
    return BodyError(f"the answer is larger than {limit // 1_000_000} MB")
