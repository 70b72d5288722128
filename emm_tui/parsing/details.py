"""What the tags of a name say together: resolution, source, edition, language, group."""

from __future__ import annotations

from typing import NamedTuple

from emm_tui.parsing.groups import release_group
from emm_tui.parsing.name import Name
from emm_tui.parsing.terms import STRONG, WEAK


class Details(NamedTuple):
    """The tags of one name, read; `strong` when one of them never is a part of a title."""

    resolution: str | None = None
    source: str | None = None
    edition: str | None = None
    language: str | None = None
    group: str | None = None
    strong: bool = False


def read_details(name: Name, cut: int) -> Details:
    """What the tags say of a name whose title ends at `cut`; of two for one field the surer, then the first."""
    best: dict[str, tuple[int, str]] = {}
    editions: list[str] = []
    strong = False
    for start, end, field, value, strength in name.tags:
        if end <= cut and not _in_front(name, start):
            continue
        strong = strong or strength == STRONG
        if field == "edition":
            if not any(value in other for other in editions):
                editions.append(value)
        elif field == "source" and strength == WEAK and "source" not in best:
            best["source"] = (WEAK + 1, value)
        elif value and (field not in best or strength > best[field][0]):
            best[field] = (strength, value)
    return Details(
        best["resolution"][1] if "resolution" in best else None,
        best["source"][1] if "source" in best else None,
        " ".join(editions) or None,
        best["language"][1] if "language" in best else None,
        release_group(name, cut),
        strong,
    )


def _in_front(name: Name, start: int) -> bool:
    """Whether a tag stands in a bracket before the title."""
    return any(s < start < e and not name.low[:s].strip() for s, e in name.brackets)
