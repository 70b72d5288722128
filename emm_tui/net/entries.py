"""One answer of a provider as the cache keeps it, and as bytes that show when they were damaged."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from emm_tui.net.units import LONGEST_TTL

_HEAD = struct.Struct("!4sIHddHH")
_MAGIC = b"emm1"


@dataclass(slots=True, frozen=True)
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
    tail = b"".join((provider, etag, entry.body))
    head = (entry.status, entry.stored, entry.expires, len(provider), len(etag))
    checksum = zlib.crc32(tail, zlib.crc32(_HEAD.pack(_MAGIC, 0, *head)))
    return _HEAD.pack(_MAGIC, checksum, *head) + tail


def unpack(data: bytes) -> Entry:
    """The entry that `pack` made; ValueError when the bytes are damaged or not ours."""
    if len(data) < _HEAD.size:
        raise ValueError("a cache entry is cut short")
    magic, checksum, *head = _HEAD.unpack_from(data)
    view = memoryview(data)[_HEAD.size :]
    if magic != _MAGIC or zlib.crc32(view, zlib.crc32(_HEAD.pack(_MAGIC, 0, *head))) != checksum:
        raise ValueError("a cache entry is damaged")
    status, stored, expires, provider, etag = head
    body = bytes(view[provider + etag :])
    return Entry(
        str(view[:provider], "utf-8"),
        status,
        body,
        stored,
        expires,
        str(view[provider : provider + etag], "utf-8"),
    )
