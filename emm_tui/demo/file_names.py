"""Titles as they stand in file names."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r'[/\\:*?"<>|\0]+')


def file_name(title: str) -> str:
    """A title without what a file system does not take."""
    return re.sub(r"\s+", " ", _FORBIDDEN.sub(" ", title).replace(" ,", ",")).strip() or "Untitled"


def release_name(title: str) -> str:
    """A title, or one with its year, as groups that release write it: words and points."""
    plain = title.replace("&", "and").replace("'", "")
    return re.sub(r"[^\w]+", ".", plain).strip(".")
