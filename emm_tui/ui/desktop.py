"""Hands a folder to the desktop, where there is one."""

from __future__ import annotations

import os
import subprocess
import sys
from shutil import which


def opener() -> str | None:
    """The program that opens a folder; None without a display, or over SSH."""
    if sys.platform == "darwin":
        return None if "SSH_CONNECTION" in os.environ else which("open")
    displays = ("DISPLAY", "WAYLAND_DISPLAY")
    return which("xdg-open") if any(os.environ.get(name) for name in displays) else None


def open_folder(path: str) -> bool:
    """Opens the folder of a path; False when there is no desktop to open it on."""
    program = opener()
    if program is None:
        return False
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    try:
        subprocess.Popen(  # noqa: S603 - a program of the system, a folder of the library
            [program, folder],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    return True
