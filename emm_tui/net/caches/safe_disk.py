"""diskcache's way to lay out values, without its pickles: bytes in, bytes out, for their owner alone."""

from __future__ import annotations

import os

from diskcache import UNKNOWN, Disk
from diskcache.core import MODE_BINARY, MODE_RAW


class UnsafeValueError(ValueError):
    """The store was asked to keep or to give something other than bytes under a text key."""


class SafeDisk(Disk):  # type: ignore[misc]
    """Refuses pickles on the way in, on the way out and as keys: a changed row can never run code."""

    def put(self, key: object) -> tuple[str, bool]:
        """A text key as the database keeps it."""
        if type(key) is not str:
            raise UnsafeValueError("keys are text")
        return key, True

    def get(self, key: object, raw: object) -> str:
        """A text key as the database gave it."""
        if not raw or type(key) is not str:
            raise UnsafeValueError("a key in the cache is not text")
        return key

    def store(self, value: object, read: bool, key: object = UNKNOWN) -> tuple[int, int, str | None, bytes | None]:
        """Bytes as a value in the database, or as a file when they are large."""
        if read or type(value) is not bytes:
            raise UnsafeValueError("values are bytes")
        stored: tuple[int, int, str | None, bytes | None] = super().store(value, False, key=key)
        if stored[2]:
            os.chmod(os.path.join(self._directory, stored[2]), 0o600)
        return stored

    def fetch(self, mode: int, filename: str | None, value: object, read: bool) -> bytes:
        """The bytes of a value; never what claims to be text or a pickle, nor a file from elsewhere."""
        if mode == MODE_RAW and type(value) is bytes and not read:
            return value
        if read or mode not in (MODE_RAW, MODE_BINARY) or (filename and not _is_ours(filename)):
            raise UnsafeValueError("a value in the cache is not bytes")
        data: object = super().fetch(mode, filename, value, False)
        if type(data) is not bytes:
            raise UnsafeValueError("a value in the cache is not bytes")
        return data


def _is_ours(filename: str) -> bool:
    return not os.path.isabs(filename) and ".." not in filename.split(os.sep)
