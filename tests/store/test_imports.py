"""Reading a library must not cost the time that the writer's libraries take to import."""

from __future__ import annotations

import subprocess
import sys


def test_the_read_side_does_not_load_sqlite_utils() -> None:
    code = "import sys, emm_tui.store.library; print('sqlite_utils' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
