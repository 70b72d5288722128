"""What is beside a title: trailers, samples, extras, by the suffixes and folders that media centers know."""

from __future__ import annotations

import re

from emm_tui.domain.guess import GuessKind
from emm_tui.parsing.patterns import Pattern

_KINDS: dict[str, GuessKind] = {"trailer": "trailer", "teaser": "trailer", "sample": "sample"}
_SUFFIX = Pattern(
    r"(?:-(?P<hyphen>trailer|sample|scene|clip|interview|behindthescenes|deleted|deletedscene|featurette|short|"
    r"extra|other|teaser)"
    r"|[._ ](?P<dot>trailer|sample)|[_](?P<low>deleted|extra))[ ._\-]?\d{0,2}$"
)
_LONGEST_SUFFIX = 24
_WHOLE = Pattern(r"(?:sample(?:[._\-].{1,300})?|(?:movie-)?trailer[ ._\-]?\d{0,2})")
_INSIDE = Pattern(r"\)-(trailer|sample)\b")
_OPENING = Pattern(
    r"[ _.](?:-[ _.])?(?:nc|creditless[ _.])?(?:op|ed|opening|ending)[ _.]?\d{0,2}[a-z]?(?:v\d)?(?=[ _.]*[\[(])",
    re.IGNORECASE,
)
_EXTRA_FOLDERS = (
    "extras, extra, featurettes, featurette, behind the scenes, deleted scenes, interviews, interview, scenes, shorts, "
    "clips, other, bonus, bonus features, special features, making of, backdrops, bloopers, gag reel, theme-music"
)
FOLDERS: dict[str, GuessKind] = {
    **dict.fromkeys(_EXTRA_FOLDERS.split(", "), "extra"),
    **dict.fromkeys(("trailers", "trailer"), "trailer"),
    **dict.fromkeys(("sample", "samples"), "sample"),
}


def kind_by_suffix(low: str) -> tuple[GuessKind, int] | None:
    """The kind that the end of a name in lower case states, and where that suffix starts."""
    match = _SUFFIX.search(low, max(0, len(low) - _LONGEST_SUFFIX))
    if match is not None and match.start() > 0:
        word = match["hyphen"] or match["dot"] or match["low"]
        return _KINDS.get(word, "extra"), match.start()
    if _WHOLE.fullmatch(low):
        return _KINDS["sample" if low.startswith("sample") else "trailer"], len(low)
    inside = _INSIDE.search(low)
    if inside is not None:
        return _KINDS[inside[1]], inside.start() + 1
    return None


def opening(name: str) -> tuple[int, int] | None:
    """Where a fansub name says that it is an opening or ending without an episode: `NCOP1`, `ED`."""
    match = _OPENING.search(name) if name.startswith("[") else None
    return None if match is None else match.span()
