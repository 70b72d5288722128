"""Every moment at which a writer can be killed: what lies there afterwards is the old file or the new one, whole.

Each writer runs in a process of its own that stops before its n-th step, for every n. Two naive writers are the
control: the rig must find what is wrong with them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from emm_tui import fsio

pytestmark = pytest.mark.rig

OLD, NEW = b"old " * 300_000, b"new " * 600_000
WRITERS = {
    "ours": "fsio.write_whole(path, new)",
    "in place": """
        fsio.crash_point(); file = open(path, "wb", buffering=0)
        for at in range(0, len(new), 1 << 20):
            fsio.crash_point(); file.write(new[at : at + (1 << 20)])
        fsio.crash_point(); file.close()
    """,
    "delete, then move": """
        fsio.crash_point(); open(path + ".part", "wb").write(new)
        fsio.crash_point(); os.unlink(path)
        fsio.crash_point(); os.rename(path + ".part", path)
    """,
}


def crash(folder: Path, body: str, step: int) -> bool:
    """Runs a writer that stops before `step`; False when it came to its end."""
    path = folder / "film.nfo"
    path.write_bytes(OLD)
    script = f"""
import os, sys
from emm_tui import fsio
path, new = sys.argv[1], b"new " * 600_000
{textwrap.dedent(body)}
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], env={**os.environ, "EMM_CRASH_AT": str(step)}, check=False
    )
    assert done.returncode in (0, fsio.CRASHED)
    return done.returncode == fsio.CRASHED


def crashes(folder: Path, writer: str) -> Iterator[bytes | None]:
    """What lies there after each crash; None when nothing does."""
    for step in range(1, 100):
        if not crash(folder, WRITERS[writer], step):
            return
        path = folder / "film.nfo"
        yield path.read_bytes() if path.exists() else None
    pytest.fail("the writer never ends")


def test_no_crash_point_of_ours_damages_or_loses_a_file_or_leaves_anything_after_the_next_run(tmp_path: Path) -> None:
    states = []
    for state in crashes(tmp_path, "ours"):
        states.append(state)
        assert fsio.sweep(str(tmp_path)) == ["film.nfo"]
        assert os.listdir(tmp_path) == ["film.nfo"]
    assert len(states) >= 9
    assert all(state in (OLD, NEW) for state in states)
    assert OLD in states and NEW in states


def test_the_rig_finds_a_writer_that_truncates(tmp_path: Path) -> None:
    bad = [state for state in crashes(tmp_path, "in place") if state not in (OLD, NEW)]
    assert len(bad) >= 3


def test_the_rig_finds_a_writer_that_deletes_first(tmp_path: Path) -> None:
    assert None in list(crashes(tmp_path, "delete, then move"))
