"""Files below a media folder: whole or not at all, with the rights of the umask, and nothing left behind."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from emm_tui import fsio
from emm_tui.domain.errors import ExportError, ReadOnlyError, StorageError
from emm_tui.fsio import ChangedError, Stamp


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def fails(code: int, times: int = 1000) -> object:
    """A system call that fails `times` times, then does nothing."""
    calls = []

    def call(*_args: object, **_more: object) -> None:
        calls.append(1)
        if len(calls) <= times:
            raise OSError(code, os.strerror(code))

    return call


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_has_its_bytes_and_the_rights_of_the_umask(tmp_path: Path, umask: None) -> None:
    path = tmp_path / "a.nfo"
    written = fsio.write_whole(str(path), b"<movie/>")
    assert path.read_bytes() == b"<movie/>"
    assert mode(path) == 0o644
    assert written == fsio.stamp(str(path)) == Stamp(8, path.stat().st_mtime_ns)


@pytest.mark.parametrize(("mask", "rights"), [(0o002, 0o664), (0o077, 0o600), (0o000, 0o666)])
def test_other_umasks_are_obeyed(tmp_path: Path, mask: int, rights: int) -> None:
    before = os.umask(mask)
    try:
        fsio.write_whole(str(tmp_path / "a"), b"x")
    finally:
        os.umask(before)
    assert mode(tmp_path / "a") == rights


def test_a_replaced_file_keeps_its_rights(tmp_path: Path, umask: None) -> None:
    path = tmp_path / "a.nfo"
    path.write_bytes(b"old")
    path.chmod(0o660)
    fsio.write_whole(str(path), b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", 0o660)


def test_more_than_one_chunk_arrives_whole(tmp_path: Path) -> None:
    data = os.urandom(3 << 20)
    fsio.write_whole(str(tmp_path / "a.jpg"), data)
    assert (tmp_path / "a.jpg").read_bytes() == data


def test_a_name_of_255_bytes_has_room(tmp_path: Path) -> None:
    name = "\u6620" * 83 + ".nfo" + "ab"
    assert len(os.fsencode(name)) == 255
    fsio.write_whole(str(tmp_path / name), b"x")
    assert os.listdir(tmp_path) == [name]


def test_a_longer_name_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"Shorten the name"):
        fsio.write_whole(str(tmp_path / ("x" * 256)), b"x")
    assert os.listdir(tmp_path) == []


def test_a_name_that_is_not_utf8_is_written_as_it_is(tmp_path: Path) -> None:
    path = os.path.join(tmp_path, os.fsdecode(b"caf\xe9.nfo"))
    fsio.write_whole(path, b"x")
    assert os.listdir(os.fsencode(tmp_path)) == [b"caf\xe9.nfo"]


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
@pytest.mark.parametrize(("code", "kind"), [(errno.ENOSPC, StorageError), (errno.EIO, ExportError)])
def test_a_failing_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, kind: type[ExportError]
) -> None:
    path = tmp_path / "a.nfo"
    path.write_bytes(b"old")
    monkeypatch.setattr(f"emm_tui.fsio.os.{call}", fails(code))
    with pytest.raises(kind) as raised:
        fsio.write_whole(str(path), b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.nfo"]
    assert raised.value.hint


@pytest.mark.parametrize(("code", "read_only"), [(errno.EROFS, True), (errno.EDQUOT, False)])
def test_a_full_quota_is_told_from_a_share_that_is_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, read_only: bool
) -> None:
    monkeypatch.setattr("emm_tui.fsio.os.open", fails(code))
    with pytest.raises(StorageError) as raised:
        fsio.write_whole(str(tmp_path / "a.nfo"), b"new")
    assert isinstance(raised.value, ReadOnlyError) == read_only


def test_a_folder_is_asked_whether_it_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsio.check_writable(str(tmp_path))
    monkeypatch.setattr("emm_tui.fsio.os.access", lambda *_: False)
    with pytest.raises(ExportError, match="right to write") as refused:
        fsio.check_writable(str(tmp_path))
    assert not isinstance(refused.value, StorageError)
    monkeypatch.setattr("emm_tui.fsio.os.statvfs", lambda _: SimpleNamespace(f_flag=os.ST_RDONLY))
    with pytest.raises(ReadOnlyError, match="Make the source writable"):
        fsio.check_writable(str(tmp_path))
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP, errno.ENOTTY])
def test_a_share_that_cannot_sync_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr("emm_tui.fsio.os.fsync", fails(code))
    fsio.write_whole(str(tmp_path / "a.nfo"), b"new")
    assert (tmp_path / "a.nfo").read_bytes() == b"new"


@pytest.mark.parametrize("code", [errno.EACCES, errno.EBUSY])
def test_a_file_that_a_player_holds_open_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    replace, refuse = os.replace, fails(code, times=3)
    pauses: list[float] = []

    def stubborn(source: str, target: str) -> None:
        refuse(source, target)  # type: ignore[operator]
        replace(source, target)

    monkeypatch.setattr("emm_tui.fsio.os.replace", stubborn)
    monkeypatch.setattr("emm_tui.fsio.time.sleep", pauses.append)
    fsio.write_whole(str(tmp_path / "a.nfo"), b"new")
    assert (tmp_path / "a.nfo").read_bytes() == b"new"
    assert len(pauses) == 3


def test_a_file_that_stays_held_keeps_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.nfo").write_bytes(b"old")
    pauses: list[float] = []
    monkeypatch.setattr("emm_tui.fsio.os.replace", fails(errno.EBUSY))
    monkeypatch.setattr("emm_tui.fsio.time.sleep", pauses.append)
    with pytest.raises(ExportError):
        fsio.write_whole(str(tmp_path / "a.nfo"), b"new")
    assert os.listdir(tmp_path) == ["a.nfo"]
    assert (tmp_path / "a.nfo").read_bytes() == b"old"
    assert 1 < sum(pauses) < 2


def test_a_file_that_somebody_changed_meanwhile_is_theirs(tmp_path: Path) -> None:
    path = tmp_path / "a.nfo"
    path.write_bytes(b"as it was read")
    before = fsio.stamp(str(path))
    path.write_bytes(b"changed by a person")
    with pytest.raises(ChangedError):
        fsio.write_whole(str(path), b"new", expected=before)
    with pytest.raises(ChangedError):
        fsio.write_whole(str(path), b"new", new=True)
    assert path.read_bytes() == b"changed by a person"
    assert os.listdir(tmp_path) == ["a.nfo"]


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.nfo").mkdir()
    with pytest.raises(ExportError):
        fsio.write_whole(str(tmp_path / "a.nfo"), b"new")
    assert os.listdir(tmp_path) == ["a.nfo"]


def test_a_symbolic_link_is_replaced_and_its_target_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"precious")
    (tmp_path / "a.nfo").symlink_to(tmp_path / "target")
    fsio.write_whole(str(tmp_path / "a.nfo"), b"new")
    assert (tmp_path / "target").read_bytes() == b"precious"
    assert (tmp_path / "a.nfo").read_bytes() == b"new"


def test_sweeping_takes_what_dead_runs_left_and_nothing_else(tmp_path: Path) -> None:
    dead = f".emm-{0x3FFFFE:06x}07.tmp"
    again = f".emm-{os.getpid():06x}ff.tmp"
    others = {"film.mkv", ".emm-notes.tmp", ".emm-00000007.tmp.bak", "emm-3ffffe07.tmp"}
    for name in (dead, again, *others):
        (tmp_path / name).write_bytes(b"x")
    assert set(fsio.sweep(str(tmp_path))) == others
    assert set(os.listdir(tmp_path)) == others


def test_sweeping_leaves_what_another_living_process_writes_until_it_is_an_hour_old(tmp_path: Path) -> None:
    theirs = tmp_path / f".emm-{os.getppid():06x}00.tmp"
    theirs.write_bytes(b"half")
    fsio.sweep(str(tmp_path))
    assert theirs.exists()
    os.utime(theirs, (time.time() - 4000, time.time() - 4000))
    fsio.sweep(str(tmp_path))
    assert not theirs.exists()


def test_sweeping_a_folder_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        fsio.sweep(str(tmp_path / "gone"))


def test_small_files_are_read_and_large_ones_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.nfo"
    path.write_bytes(b"12345")
    assert fsio.read_small(str(path), 5) == b"12345"
    assert fsio.read_small(str(tmp_path / "none"), 5) is None
    with pytest.raises(ExportError, match="larger"):
        fsio.read_small(str(path), 4)


def test_a_pipe_that_nobody_writes_to_does_not_hang_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.nfo")
    with pytest.raises(ExportError, match="not a file"):
        fsio.read_small(str(tmp_path / "a.nfo"), 100)


def test_removing_and_making_twice_is_no_error(tmp_path: Path) -> None:
    fsio.make_folder(str(tmp_path / "Set"))
    fsio.make_folder(str(tmp_path / "Set"))
    path = tmp_path / "Set" / "poster.jpg"
    path.write_bytes(b"x")
    fsio.remove(str(path))
    fsio.remove(str(path))
    assert os.listdir(tmp_path / "Set") == []
