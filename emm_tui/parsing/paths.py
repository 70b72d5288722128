"""A path in its parts: the folders above, the name, the extension; slashes of any system."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from emm_tui.parsing.patterns import Pattern

VIDEO = frozenset(
    "mkv mp4 avi m4v ts m2ts mts mov wmv mpg mpeg vob iso img flv f4v webm ogm ogv divx xvid rmvb rm asf "
    "3gp 3g2 mk3d strm dvr-ms wtv ifo bup bdmv mpls mxf nsv nuv rec tp trp m2v m1v mpe mp2v qt vro evo bin "
    "dat disc ext clpi swf amv".split()
)
SUBTITLE = frozenset("srt sub idx ass ssa smi sup vtt usf psb ttml".split())
DESCRIPTION = frozenset("nfo txt nzb torrent xml".split())
JUNK = frozenset(
    "jpg jpeg png gif webp bmp tbn tif tiff svg mp3 flac ogg m4a aac wav wma m3u m3u8 sfv md5 sha1 srr srs "
    "par2 rar zip 7z r00 r01 db ini json html htm url lnk exe bat sh py log part crdownload tmp bak doc pdf "
    "epub csv ds_store !qb".split()
)
_KNOWN = VIDEO | SUBTITLE | DESCRIPTION | JUNK
_FOLDERS_READ = 5
_LONGEST_NAME = 320
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code not in (0xFF08, 0xFF09)} | {0x3000: 0x20}
_SUBTITLE_LANGUAGE = Pattern(
    r"[.](?:[a-z]{2,3}(?:-[A-Za-z]{2,4})?|forced|sdh|default|english|german|french|spanish)$", re.IGNORECASE
)


class Parts(NamedTuple):
    """A path, cut: `folders` from the nearest outwards, `name` without `extension` (lower case, no dot)."""

    folders: tuple[str, ...]
    name: str
    extension: str


def split_path(path: str) -> Parts:
    """The parts of a path; names and their number are capped, whatever comes in."""
    text = path[-4096:].replace("\\", "/") if "\\" in path and "/" not in path else path[-4096:]
    pieces = [p for p in text.rsplit("/", _FOLDERS_READ + 1) if p]
    if not pieces:
        return Parts((), "", "")
    while len(pieces) > 1 and _closes_bracket(pieces):
        pieces[-2:] = ["/".join(pieces[-2:])]
    name, extension = split_extension(pieces[-1])
    folders = pieces[-2 : -_FOLDERS_READ - 2 : -1]
    if len(text) > _LONGEST_NAME or not text.isascii():
        name, folders = plain(name), [plain(folder) for folder in folders]
    return Parts(tuple(folders), name, extension)


def _closes_bracket(pieces: list[str]) -> bool:
    """Whether the last slash stands inside brackets, as in `Title [720p/MKV]`: then it does not part folders."""
    last, before = pieces[-1], pieces[-2]
    closed = last.find("]")
    return closed >= 0 and "[" not in last[:closed] and before.rfind("[") > before.rfind("]")


def start_of_name(path: str) -> int:
    """Where the last part of a path begins."""
    trimmed = path.rstrip("/")
    if "/" in trimmed:
        return trimmed.rfind("/") + 1
    return path.rstrip("\\").rfind("\\") + 1 if "/" not in path else 0


def split_extension(name: str) -> tuple[str, str]:
    """A file name and its extension; what is not a known extension belongs to the name."""
    dot = name.rfind(".")
    if dot < 0 or len(name) - dot > 9:
        return name, ""
    extension = name[dot + 1 :].lower()
    if extension not in _KNOWN:
        return name, ""
    name = name[:dot]
    if extension in SUBTITLE:
        for _ in range(2):
            name = _SUBTITLE_LANGUAGE.sub("", name)
    return name, extension


def plain(text: str) -> str:
    """A name in composed form with ASCII digits and letters for full-width ones; long ones are cut."""
    text = text[:_LONGEST_NAME]
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).translate(_WIDE)
