"""A large file on its way to the disk: in constant memory, gone on with after a break, whole or not at all."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
import httpx
from anyio import to_thread

from emm_tui.domain.errors import ReadOnlyError, StorageError
from emm_tui.net.body import BodyError, read_body

FILE_LIMIT = 4_000_000_000
_ANSWER_LIMIT = 1_000_000
_PIECE = 1 << 20
_ALIVE = 1 << 16  # so many bytes within each deadline, or the answer is too slow
_RANGE = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18})")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Download:
    """`target` with its ETag beside it, and `target.part` with what came so far. For one process at a time."""

    def __init__(self, target: Path, deadline: float) -> None:
        self._target = target
        self._deadline = deadline
        self._etag = _beside(target, ".etag")
        self._part = _beside(target, ".part")
        self._part_etag = _beside(target, ".part.etag")

    async def sign(self) -> dict[str, str]:
        """The headers of the next try: only what is new, and of that only what is not here yet; never packed."""
        headers = {"Accept-Encoding": "identity"}
        if _size(self._target) and (etag := _read(self._etag)):
            headers["If-None-Match"] = etag
        begun, etag = _size(self._part), _read(self._part_etag)
        if begun and etag and not etag.startswith("W/"):
            headers |= {"Range": f"bytes={begun}-", "If-Range": etag}
        return headers

    async def read(self, response: httpx.Response, scope: anyio.CancelScope) -> bytes:
        """Writes the body of a 200 or 206 to the part and gives nothing; gives the body of anything else.

        BodyError when it is no file, too large or not as long as it says; StorageError when it cannot be written.
        """
        if response.status_code == 416:
            self.drop()
        if response.status_code not in (200, 206) or "html" in response.headers.get("content-type", "").lower():
            return await read_body(response, _ANSWER_LIMIT)
        begun, total = self._goes_on(response) if response.status_code == 206 else self._starts(response)
        try:
            size = await self._pour(response, scope, begun, FILE_LIMIT if total is None else total)
        except BodyError:
            self.drop()
            raise
        if not size:
            self.drop()
            raise BodyError("it is empty", again=True)
        if total is not None and size != total:
            raise BodyError("it is shorter than it should be", again=True)
        return b""

    def finish(self) -> None:
        """Puts the whole part in the place of the target. An old ETag may outlive a crash in here, a new one not."""
        with _translated(self._target):
            with open(self._part, "rb+") as file:
                os.fsync(file.fileno())
            os.replace(self._part, self._target)
            if self._part_etag.exists():
                os.replace(self._part_etag, self._etag)
            else:
                self._etag.unlink(missing_ok=True)

    def drop(self) -> None:
        """Forgets what came so far."""
        with _translated(self._part):
            self._part_etag.unlink(missing_ok=True)
            self._part.unlink(missing_ok=True)

    def _starts(self, response: httpx.Response) -> tuple[int, int | None]:
        """0 and the length in bytes, None when its end will show (chunks)."""
        length = response.headers.get("content-length", "")
        known = re.fullmatch(r"[0-9]{1,18}", length)
        if not known and "chunked" not in response.headers.get("transfer-encoding", "").lower():
            raise BodyError("it does not say how long it is")
        if known and int(length) > FILE_LIMIT:
            raise _too_large()
        self.drop()
        with _translated(self._target):
            self._target.parent.mkdir(parents=True, exist_ok=True)
            self._part.touch()
            if etag := response.headers.get("etag", ""):
                self._part_etag.write_text(etag, encoding="latin-1")
        return 0, int(length) if known else None

    def _goes_on(self, response: httpx.Response) -> tuple[int, int]:
        """Where it goes on and the whole length in bytes."""
        found = _RANGE.fullmatch(response.headers.get("content-range", "").strip())
        same = response.headers.get("etag", _read(self._part_etag)) == _read(self._part_etag)
        if not found or not same or int(found[1]) != _size(self._part):
            self.drop()
            raise BodyError("it does not go on where it broke off", again=True)
        if int(found[2]) > FILE_LIMIT:
            raise _too_large()
        return int(found[1]), int(found[2])

    async def _pour(self, response: httpx.Response, scope: anyio.CancelScope, begun: int, most: int) -> int:
        """Appends the body to the part, a piece at a time; how long the part is then."""
        size = alive = begun
        pieces = bytearray()
        try:
            async for chunk in response.aiter_raw():
                size += len(chunk)
                if size == len(chunk) and chunk.lstrip().startswith(b"<"):
                    raise BodyError("it is a page")
                if size > most:
                    raise BodyError("it is longer than it should be")
                if size - alive >= _ALIVE:
                    alive, scope.deadline = size, anyio.current_time() + self._deadline
                pieces += chunk
                if len(pieces) >= _PIECE:
                    full, pieces = pieces, bytearray()
                    await to_thread.run_sync(self._append, full)
        finally:
            self._append(pieces)
        return size

    def _append(self, data: bytearray) -> None:
        with _translated(self._part), open(self._part, "ab") as file:
            file.write(data)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="latin-1").strip()
    except OSError:
        return ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _too_large() -> BodyError:
    return BodyError(f"it is larger than {FILE_LIMIT // 1_000_000_000} GB")


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageError(f"The disk with {path} is full.", "Make room and start it again.") from error
        raise ReadOnlyError(f"{path} cannot be written: {error.strerror}.", "Check the folder.") from error
