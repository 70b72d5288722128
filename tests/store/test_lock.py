"""The writer's lock where the system refuses what it needs."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from emm_tui.domain.errors import StorageError
from emm_tui.store.lock import WriterLock


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[WriterLock]:
    lock = WriterLock(tmp_path / "[REC] (2007).db")
    yield lock
    lock.release()


def refuse(patch: pytest.MonkeyPatch, module: ModuleType, name: str, number: int) -> None:
    def refused(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    patch.setattr(module, name, refused)


def test_a_full_disk_is_said_and_nobody_is_locked_out_by_it(lock: WriterLock, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        refuse(full, os, "pwrite", errno.ENOSPC)
        with pytest.raises(StorageError, match=os.strerror(errno.ENOSPC)):
            lock.acquire("scan")
    assert lock.free()
    lock.acquire("scan")
    assert not lock.free()


def test_where_nothing_can_be_locked_nobody_writes(lock: WriterLock, monkeypatch: pytest.MonkeyPatch) -> None:
    lock.acquire("scan")
    lock.release()
    refuse(monkeypatch, fcntl, "flock", errno.ENOLCK)
    with pytest.raises(StorageError, match=os.strerror(errno.ENOLCK)):
        lock.acquire("scan")
    assert lock.free()
