"""What the kernel saw of a write: synced before it is renamed, its folder synced after; injected faults cost nothing.

It stands in for a power cut: the order of the calls is shown, not what a disk makes of them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.rig,
    pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed"),
]

NEW = b"new" * 500_000
WRITE = "import sys; from emm_tui import fsio; fsio.write_whole(sys.argv[1], b'new' * 500_000)"


def traced(path: Path, *options: str) -> tuple[int, list[str]]:
    """Exit code of a writer and its calls on files, in order."""
    log = path.parent.parent / "calls"
    calls = "trace=openat,write,fsync,rename,unlink,close"
    command = ["strace", "-f", "-y", "-o", str(log), "-e", calls, *options, sys.executable, "-c", WRITE, str(path)]
    done = subprocess.run(command, capture_output=True, check=False)
    if b"ptrace" in done.stderr:
        pytest.skip("the kernel does not let processes be traced")
    lines = log.read_text(errors="replace").splitlines()
    return done.returncode, [line for line in lines if str(path.parent) in line]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "films" / "film.nfo"
    made.parent.mkdir()
    made.write_bytes(b"old")
    return made


def test_bytes_are_synced_before_the_rename_and_the_folder_after_it(path: Path) -> None:
    code, calls = traced(path)
    assert code == 0
    rename = next(n for n, call in enumerate(calls) if re.search(r"rename\(.*\.emm-\w{8}\.tmp", call))
    writes = [n for n, call in enumerate(calls) if re.search(r"write\(\d+<.*\.emm-\w{8}\.tmp", call)]
    syncs = [n for n, call in enumerate(calls) if re.search(r"fsync\(\d+<.*\.emm-\w{8}\.tmp>\)\s+= 0", call)]
    folder = [
        n for n, call in enumerate(calls) if re.search(rf"fsync\(\d+<{re.escape(str(path.parent))}>\)\s+= 0", call)
    ]
    assert writes and max(writes) < syncs[0] < rename < folder[0]
    assert not any("film.nfo" in call and "O_WRONLY" in call for call in calls)


@pytest.mark.parametrize(
    ("fault", "written"),
    [
        ("fsync:error=EIO:when=1", False),
        ("fsync:error=EINVAL", True),
        ("rename:error=EACCES:when=1..3", True),
        ("rename:error=EACCES", False),
        ("rename:error=EROFS", False),
    ],
)
def test_a_fault_leaves_the_old_file_or_the_new_one_and_nothing_else(path: Path, fault: str, written: bool) -> None:
    code, _ = traced(path, "-e", f"inject={fault}")
    assert (code == 0) is written
    assert path.read_bytes() == (NEW if written else b"old")
    assert os.listdir(path.parent) == ["film.nfo"]
