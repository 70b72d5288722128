"""Writes the report of a bug: what was running and where it broke, without secrets and without values."""

from __future__ import annotations

import os
import platform
import sys
import time
import traceback
from pathlib import Path

from emm_tui import __version__
from emm_tui.cli.invocation import Invocation
from emm_tui.paths import private_folder


def write_report(invocation: Invocation, error: Exception) -> Path | None:
    """The file that was written, or None where none can be; the trace has no local variables and is redacted."""
    name = f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    try:
        path = invocation.paths.crash / name
        private_folder(path.parent)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "wb") as file:
            file.write(invocation.messages.redact(_text(error)).encode("utf-8", "backslashreplace"))
    except OSError:
        return None
    return path


def _text(error: Exception) -> str:
    facts = {
        "emm-tui": __version__,
        "time": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "python": sys.version.replace("\n", " "),
        "system": platform.platform(),
        "arguments": ascii(sys.argv[1:]),
    }
    head = "".join(f"{name}: {value}\n" for name, value in facts.items())
    return head + "\n" + "".join(traceback.format_exception(error))
