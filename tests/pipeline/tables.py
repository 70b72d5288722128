"""Invented data files as IMDb packs them, and who brings them."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

from emm_tui.domain.datasets import EPISODES, HEADERS, RATINGS

RATED = """\
tt0000500\t1.5\t7
tt9900077\t8.1\t20123
tt9900078\t\\N\t\\N
tt12345678\t6.4\t55
tt9900900\t7.5\t1000
tt9900901\t9.0\t300
tt9900902\t"4.2\t3
"""

PLACED = """\
tt9900901\ttt9900900\t1\t1
tt9900902\ttt9900900\t1\t2
tt9900903\ttt9900900\t\\N\t\\N
tt9900904\ttt0000001\t1\t1
tt9900905
"""


def packed(name: str, rows: str) -> bytes:
    """A whole file with its header."""
    return gzip.compress(HEADERS[name] + b"\n" + rows.encode(), mtime=0)


class Brought:
    """Brings files out of a table; what is the same as before is not new."""

    def __init__(self, files: Mapping[str, bytes | Exception] | None = None) -> None:
        self.files: dict[str, bytes | Exception] = {
            f"{RATINGS}.tsv.gz": packed(RATINGS, RATED),
            f"{EPISODES}.tsv.gz": packed(EPISODES, PLACED),
            **(files or {}),
        }
        self.asked: list[str] = []

    async def file(self, path: str, target: Path, *, operation: str) -> bool:
        self.asked.append(path)
        body = self.files[path]
        if isinstance(body, Exception):
            raise body
        return _write(target, body)


def _write(target: Path, body: bytes) -> bool:
    new = not target.exists() or target.read_bytes() != body
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(body)
    target.with_name(target.name + ".etag").write_text('"e"')
    return new
