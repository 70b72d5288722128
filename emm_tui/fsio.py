"""The only door for writing below a media folder: a file appears there whole, or not at all."""

from __future__ import annotations

import errno
import itertools
import os
import random
import re
import stat
import time
from contextlib import suppress
from dataclasses import dataclass

from emm_tui.domain.errors import ExportError, ReadOnlyError, StorageError

CRASHED = 86
"""The exit code of a process that stopped at its crash point."""

_CRASH_AT = int(os.environ.get("EMM_CRASH_AT") or 0)
_steps = itertools.count(1)

_FULL = {errno.ENOSPC, errno.EDQUOT}
_BUSY = {errno.EACCES, errno.EBUSY}
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.ENOTTY}

_PAUSES = (0.1, 0.2, 0.3, 0.4, 0.5)
_CHUNK = 1 << 20
_HOUR = 3600
_TEMPORARY = re.compile(r"\.emm-([0-9a-f]{6})[0-9a-f]{2}\.tmp")
_numbers = itertools.count()
_in_use: set[str] = set()


@dataclass(slots=True, frozen=True)
class Stamp:
    """What tells that a file is still the same: `size` in bytes and the time of its last change."""

    size: int
    mtime_ns: int


class ChangedError(ExportError):
    """Somebody else has written the file since it was read; theirs is left as it is."""


def crash_point() -> None:
    """Ends the process before its EMM_CRASH_AT-th step: a rig enumerates them all and looks at what is left."""
    if next(_steps) == _CRASH_AT:
        os._exit(CRASHED)


def stamp(path: str) -> Stamp | None:
    """The stamp of a file, None when there is none; raises ExportError when that cannot be known."""
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _translated(error, path) from error
    return Stamp(found.st_size, found.st_mtime_ns)


def read_small(path: str, limit: int) -> bytes | None:
    """The bytes of a regular file, None when there is none; raises ExportError when it has more than `limit` bytes."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _translated(error, path) from error
    try:
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise ExportError(f"{path} is not a file.", "Move it away.")
            data = file.read(limit + 1)
    except OSError as error:
        raise _translated(error, path) from error
    if len(data) > limit:
        raise ExportError(f"{path} is larger than {limit} bytes.", "Move it away.")
    return data


def write_whole(path: str, data: bytes, *, expected: Stamp | None = None, new: bool = False) -> Stamp:
    """Puts `data` in place of what lies at `path`; whatever happens, the old or the new bytes are there, whole.

    With `expected`, the old file must still be that one; with `new`, there must be none: else ChangedError. A new file
    gets the rights of the umask, a replaced one keeps those of the old file. Raises ExportError, StorageError when the
    disk is full, ReadOnlyError when it is read-only.
    """
    try:
        temporary, handle = _create(os.path.dirname(path) or ".")
    except OSError as error:
        raise _translated(error, path) from error
    try:
        written = _fill(handle, data, path)
        if (expected or new) and stamp(path) != expected:
            raise ChangedError(f"{path} was changed by somebody else meanwhile.", "It was left alone; try again.")
        _replace(temporary, path)
        _sync_folder(os.path.dirname(path) or ".")
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise _translated(error, path) from error
        raise
    finally:
        _in_use.discard(temporary)
    return written


def remove(path: str) -> None:
    """Removes a file of our own; one that is gone already is no error."""
    try:
        crash_point()
        os.unlink(path)
        _sync_folder(os.path.dirname(path) or ".")
    except FileNotFoundError:
        pass
    except OSError as error:
        raise _translated(error, path) from error


def make_folder(path: str) -> None:
    """Makes one folder in a folder that exists; one that is there already is no error."""
    try:
        crash_point()
        os.mkdir(path)
    except FileExistsError:
        pass
    except OSError as error:
        raise _translated(error, path) from error


def check_writable(folder: str) -> None:
    """Raises ReadOnlyError or ExportError when no file can be made in a folder; it only asks, and writes nothing."""
    if os.access(folder, os.W_OK | os.X_OK):
        return
    try:
        code = errno.EROFS if os.statvfs(folder).f_flag & os.ST_RDONLY else errno.EACCES
        raise OSError(code, os.strerror(code))
    except OSError as error:
        raise _translated(error, folder) from error


def sweep(folder: str) -> list[str]:
    """Removes what a killed run left half written in a folder; returns the names of everything else in it."""
    try:
        names = os.listdir(folder)
    except OSError as error:
        raise _translated(error, folder) from error
    left = []
    for name in names:
        match = _TEMPORARY.fullmatch(name)
        if not match:
            left.append(name)
        elif _stale(os.path.join(folder, name), int(match[1], 16)):
            with suppress(OSError):
                crash_point()
                os.unlink(os.path.join(folder, name))
    return left


def _stale(path: str, pid: int) -> bool:
    """Is nobody writing it any more? The name holds the writer's process id, which may have been given again."""
    if path in _in_use:
        return False
    if pid == os.getpid() & 0xFFFFFF or not _alive(pid):
        return True
    try:
        return time.time() - os.lstat(path).st_mtime > _HOUR
    except OSError:
        return False


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return pid > 0


def _create(folder: str) -> tuple[str, int]:
    """A new file beside the one to come; its name is short, for a video's own may have all 255 bytes."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    for _ in range(256):
        name = f".emm-{os.getpid() & 0xFFFFFF:06x}{next(_numbers) & 0xFF:02x}.tmp"
        path = os.path.join(folder, name)
        if path in _in_use:
            continue
        _in_use.add(path)
        try:
            crash_point()
            return path, os.open(path, flags, 0o666)
        except FileExistsError:
            _in_use.discard(path)
        except BaseException:
            _in_use.discard(path)
            raise
    raise FileExistsError(errno.EEXIST, "too many unfinished files", folder)


def _fill(handle: int, data: bytes, path: str) -> Stamp:
    """Writes, takes over the old file's rights, and waits until the disk has it."""
    try:
        view = memoryview(data)
        while view:
            crash_point()
            view = view[os.write(handle, view[:_CHUNK]) :]
        _take_rights(handle, path)
        _sync(handle)
        found = os.fstat(handle)
        return Stamp(found.st_size, found.st_mtime_ns)
    finally:
        os.close(handle)


def _take_rights(handle: int, path: str) -> None:
    try:
        old = os.lstat(path)
    except FileNotFoundError:
        return
    if not stat.S_ISREG(old.st_mode):
        return
    with suppress(OSError):
        crash_point()
        os.fchown(handle, old.st_uid, old.st_gid)
    crash_point()
    os.fchmod(handle, stat.S_IMODE(old.st_mode))


def _replace(temporary: str, path: str) -> None:
    """Renames; a share refuses that while somebody reads the old file, so it is tried again for about 1.5 s."""
    for pause in _PAUSES:
        try:
            crash_point()
            os.replace(temporary, path)
            return
        except OSError as error:
            if error.errno not in _BUSY:
                raise
        time.sleep(pause * random.uniform(0.75, 1.25))  # noqa: S311 - spreads the tries of several writers
    os.replace(temporary, path)


def _sync(handle: int) -> None:
    """Some network file systems cannot sync; any other error means that the bytes may not be there."""
    try:
        crash_point()
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _sync_folder(folder: str) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except PermissionError:
        return
    try:
        _sync(handle)
    finally:
        os.close(handle)


def _translated(error: OSError, path: str) -> ExportError:
    """The system's error as one that says what to do next."""
    reason = error.strerror or type(error).__name__
    if error.errno in _FULL:
        return StorageError(f"{path}: {reason}.", "Make room, then run 'emm jobs resume'.")
    if error.errno == errno.EROFS:
        return ReadOnlyError(f"{path}: {reason}.", "Make the source writable, then try again.")
    if error.errno == errno.ENAMETOOLONG:
        return ExportError(f"{path}: {reason}.", "Shorten the name of the video.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return ExportError(f"{path}: {reason}.", "Give emm the right to write there, then export again.")
    return ExportError(f"{path}: {reason}.", "See to it, then export again.")
