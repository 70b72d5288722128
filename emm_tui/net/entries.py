"""One answer of a provider as the cache keeps it, and as bytes that show when they were damaged."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from emm_tui.net.units import LONGEST_TTL

_SEAL = struct.Struct("!4sI")
_HEAD = struct.Struct("!HddHH")
_MAGIC = b"emm1"
_BODY = _SEAL.size + _HEAD.size


@dataclass(slots=True)
class Entry:
    """A 200 with its body, or a 404 that is remembered. `stored` and `expires` are Unix seconds."""

    provider: str
    status: int
    body: bytes
    stored: float
    expires: float
    etag: str = ""

    def fresh(self, now: float, ttl: float = LONGEST_TTL) -> bool:
        """Whether it may be used without asking again; what comes from the future may not."""
        return self.stored <= now < min(self.expires, self.stored + ttl)


def pack(entry: Entry) -> bytes:
    """The entry as bytes with a checksum over everything."""
    provider, etag = entry.provider.encode(), entry.etag.encode()
    head = _HEAD.pack(entry.status, entry.stored, entry.expires, len(provider), len(etag))
    sealed = b"".join((head, provider, etag, entry.body))
    return _SEAL.pack(_MAGIC, zlib.crc32(sealed)) + sealed


def unpack(data: bytes) -> Entry:
    """The entry that `pack` made; ValueError when the bytes are damaged or not ours."""
    if len(data) < _BODY:
        raise ValueError("a cache entry is cut short")
    magic, checksum = _SEAL.unpack_from(data)
    if magic != _MAGIC or zlib.crc32(memoryview(data)[_SEAL.size :]) != checksum:
        raise ValueError("a cache entry is damaged")
    status, stored, expires, provider, etag = _HEAD.unpack_from(data, _SEAL.size)
    middle, start = _BODY + provider, _BODY + provider + etag
    return Entry(data[_BODY:middle].decode(), status, data[start:], stored, expires, data[middle:start].decode())
