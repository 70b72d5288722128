"""What is beside the title and not the title: trailers, samples, extras, by suffixes and folders of Kodi, Jellyfin and Plex."""

from __future__ import annotations

import re

from emm_tui.domain.guess import GuessKind

_KINDS: dict[str, GuessKind] = {"trailer": "trailer", "teaser": "trailer", "sample": "sample"}
_SUFFIX = re.compile(
    r"(?:-(?P<hyphen>trailer|sample|scene|clip|interview|behindthescenes|deleted|deletedscene|featurette|short|extra|other|teaser)"
    r"|[._ ](?P<dot>trailer|sample)|[_](?P<low>deleted|extra))[ ._\-]?\d{0,2}$"
)
_NUMBERED = re.compile(r"^(?:sample|trailer)(?:[ ._\-]|$)")
_INSIDE = re.compile(r"\)-(trailer|sample)\b")
FOLDERS: dict[str, GuessKind] = {
    "extras": "extra", "extra": "extra", "featurettes": "extra", "featurette": "extra", "behind the scenes": "extra", "deleted scenes": "extra",
    "interviews": "extra", "interview": "extra", "scenes": "extra", "shorts": "extra", "clips": "extra", "other": "extra", "bonus": "extra",
    "bonus features": "extra", "special features": "extra", "making of": "extra", "backdrops": "extra", "bloopers": "extra", "theme-music": "extra",
    "trailers": "trailer", "trailer": "trailer", "sample": "sample", "samples": "sample",
}  # fmt: skip


def kind_by_suffix(low: str) -> tuple[GuessKind, int] | None:
    """The kind that the end of a name in lower case states, and where that suffix starts."""
    match = _SUFFIX.search(low)
    if match is not None and match.start() > 0:
        word = match["hyphen"] or match["dot"] or match["low"]
        return _KINDS.get(word, "extra"), match.start()
    first = _NUMBERED.match(low)
    if first is not None:
        return _KINDS[low[:6] if low.startswith("sample") else "trailer"], len(low)
    inside = _INSIDE.search(low)
    if inside is not None:
        return _KINDS[inside[1]], inside.start() + 1
    return None
