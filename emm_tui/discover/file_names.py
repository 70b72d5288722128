"""What the name of a file or folder alone says about its role, by the rules of Kodi, Jellyfin and Plex."""

from __future__ import annotations

import re
from typing import Literal

from emm_tui.parsing.folders import is_side, season_folder

FolderRole = Literal[
    "disc", "subtitles", "trailers", "extras", "maybe extras", "samples", "part", "side", "junk", "media"
]
NameMark = Literal["trailer", "sample", "extra"]

VIDEOS = frozenset(
    "mkv mk3d mp4 m4v avi mov wmv mpg mpeg m2v ts m2ts mts vob iso img webm flv f4v ogv ogm rm rmvb divx xvid"
    " 3gp asf dv dvr-ms wtv strm".split()
)
SUBTITLES = frozenset("srt sub idx ssa ass smi sup vtt usf mks".split())
PICTURES = frozenset("jpg jpeg png webp gif bmp tbn".split())
DISC_FILES = frozenset("ifo bdmv".split())
WANTED = VIDEOS | SUBTITLES | PICTURES | DISC_FILES | {"nfo"}

SKIP_MARKS = frozenset({".nomedia", ".ignore"})
"""Files that tell every media program to leave their folder out."""

_JUNK = frozenset(
    "@eadir @tmp @recycle @recently-snapshot #recycle #snapshot $recycle.bin recycler lost+found __macosx thumbs.db"
    " desktop.ini extrafanart extrathumbs".split()
) | {"system volume information", "plex versions", "found.000"}

_ROLES: dict[str, FolderRole] = {
    "video_ts": "disc",
    "bdmv": "disc",
    **dict.fromkeys(("subs", "sub", "subtitles", "subtitle", "vobsubs", "vobsub"), "subtitles"),
    **dict.fromkeys(("trailers", "trailer"), "trailers"),
    **dict.fromkeys(("samples", "sample"), "samples"),
    **dict.fromkeys(("extras", "extra", "featurettes", "featurette", "bonus", "bonus features"), "extras"),
    **dict.fromkeys(("behind the scenes", "deleted scenes", "special features", "making of", "interviews"), "extras"),
    **dict.fromkeys(("backdrops", "theme-music"), "extras"),
    **dict.fromkeys(("scenes", "shorts", "clips", "other", "others"), "maybe extras"),
    **dict.fromkeys(("screens", "screenshots"), "side"),
    "audio_ts": "junk",
}
_PART_FOLDER = re.compile(r"(?:cd|dvd|dis[ck])[ ._-]*([0-9]{1,2}|[a-d])", re.I)
_WORDS = re.compile(r"[ ._-]+")
_NUMBER_FOLDER = re.compile(r"[0-9]{1,2}|(?:19|20)[0-9]{2}")

_SURE_MARK = re.compile(r"(?:^|.*[-._])(trailer|sample)[0-9]?", re.I | re.S)
_SAMPLE_FIRST = re.compile(r"sample-.+", re.I | re.S)
_EXTRA_MARK = re.compile(
    r"(.+)-(scene|clip|interview|behindthescenes|deleted|deletedscene|featurette|short|other|extra)[0-9]?", re.I | re.S
)
_MARK_OF_SIBLING = re.compile(r"(.*?)[ ._-]*[(\[]?\b(sample|trailer)\b[)\]]?.*", re.I | re.S)


def suffix(name: str) -> str:
    """The ending after the last dot, in lower case; empty when there is none."""
    dot = name.rfind(".")
    return name[dot + 1 :].lower() if dot > 0 else ""


def is_junk(name: str) -> bool:
    """Does the name belong to the system, not to the user? Hidden ones do; `.45 (2006)` and `...` are titles."""
    if name[:1] == "." and not (name[1:2].isdigit() or name[1:2] == "."):
        return True
    return name.lower() in _JUNK


def folder_role(name: str) -> FolderRole:
    """What a folder is to the one above it; "maybe extras" and "side" only when that one holds a film."""
    if is_junk(name):
        return "junk"
    role = _ROLES.get(name.lower())
    if role:
        return role
    if _PART_FOLDER.fullmatch(name):
        return "part"
    return "side" if is_side(name) else "media"


def part_of_folder(name: str) -> int:
    """The number of a part folder: `CD2` is 2, `Disc b` too."""
    match = _PART_FOLDER.fullmatch(name)
    return part_number(match[1]) if match else 0


def part_number(text: str) -> int:
    """`2` and `b` are both the second part."""
    return int(text) if text.isdecimal() else ord(text.lower()) - ord("a") + 1


def is_season_folder(name: str, above: str) -> bool:
    """`Season 01`, `S2`, `Specials`, and `Lost Season 1` in the folder `Lost (2004)`."""
    if season_folder(name) is not None:
        return True
    words, title = _WORDS.split(name.lower()), _WORDS.split(above.lower())
    if words[0] != title[0]:
        return False
    return any(season_folder(" ".join(words[start:])) is not None for start in range(1, len(words)))


def is_number_folder(name: str) -> bool:
    """`1` or `2014`: a season when all its siblings are seasons too."""
    return _NUMBER_FOLDER.fullmatch(name) is not None


def sure_mark(video_stem: str) -> NameMark | None:
    """`X-trailer`, `X.sample`, `trailer`, `sample-x`: no item whatever lies beside it."""
    if not _is_marked(video_stem):
        return None
    match = _SURE_MARK.fullmatch(video_stem)
    if match:
        return "trailer" if match[1].lower() == "trailer" else "sample"
    return "sample" if _SAMPLE_FIRST.fullmatch(video_stem) else None


def extra_base(video_stem: str) -> str | None:
    """`Making of` of `Making of-behindthescenes`; an extra only when a film lies beside it."""
    match = _EXTRA_MARK.fullmatch(video_stem) if "-" in video_stem else None
    return match[1] if match else None


def marked_base(video_stem: str) -> tuple[str, NameMark] | None:
    """What comes before `sample` or `trailer` as a word; decisive only when a sibling is named like that."""
    match = _MARK_OF_SIBLING.fullmatch(video_stem) if _is_marked(video_stem) else None
    if not match or not match[1]:
        return None
    return match[1], "trailer" if match[2].lower() == "trailer" else "sample"


def _is_marked(video_stem: str) -> bool:
    low = video_stem.lower()
    return "sample" in low or "trailer" in low
