"""Lines of a quiet label and the text beside it, wrapped to a width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content


def labelled(label: str, values: Iterable[Content], width: int, left: int, style: str = "dim") -> Iterator[Content]:
    """Each value from the column `left` on; only the first line has the label."""
    head = label
    for value in values:
        for line in value.wrap(max(width - left, 8)):
            yield Content.assemble((f"{head:<{left}}", style), line)
            head = ""
