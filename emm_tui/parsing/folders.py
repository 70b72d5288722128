"""What the folders above a file say: library roots, season folders, extras, discs, and the title's own folder."""

from __future__ import annotations

import re
from typing import NamedTuple

ROOTS = frozenset(
    "movies|movie|films|film|filme|peliculas|películas|cine|kino|video|videos|media|tv|tv shows|tv series|tvshows|tv_shows|tv-shows|series|shows|serien|"
    "serie|séries|anime|animes|animation|cartoons|documentaries|documentary|docs|downloads|download|complete|completed|incoming|unsorted|sorted|new|temp|"
    "tmp|test|dir|mnt|server|volume1|volume2|home|users|data|storage|nas|share|shared|public|library|drive|root|flat|4k|uhd|hd|1080p|kids|family|torrents|"
    "usenet|watch|live|various|misc|other|others|x|imports|import|completed downloads|recordings|recorded tv|my videos|my movies|tv drop|quotes|"
    "фильмы|сериалы|кино|аниме|映画|アニメ|电影|电视剧".split("|")
)
EXTRAS = {
    "extras": "extra", "extra": "extra", "featurettes": "extra", "featurette": "extra", "behind the scenes": "extra", "deleted scenes": "extra",
    "interviews": "extra", "scenes": "extra", "shorts": "extra", "clips": "extra", "other": "extra", "bonus": "extra", "bonus features": "extra",
    "special features": "extra", "making of": "extra", "theme-music": "extra", "backdrops": "extra", "bloopers": "extra", "gag reel": "extra",
    "trailers": "trailer", "trailer": "trailer",
    "sample": "sample", "samples": "sample",
}  # fmt: skip
_DISCS = re.compile(
    r"(?:video_ts|audio_ts|bdmv|stream|playlist|clipinf|backup|certificate|(?:cd|dvd|disc|disk|part|pt)[ ._\-]?(?:\d{1,2}|[a-d]))",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"(?:subs?|subtitles?|proof|cover(?:s|art)?|art(?:work)?|nfo|\[?torrents?\]?|metadata|@eadir|lost\+found)",
    re.IGNORECASE,
)
_SEASON_WORD = (
    r"(?:season|series|saison|staffel|temporada|stagione|seizoen|sezon|sezóna|sezona|säsong|sæson|sesong|kausi|évad|évadok|série|сезон|temp|book|"
    r"第|シーズン|시즌)"
)
_SEASON = re.compile(
    rf"(?:{_SEASON_WORD}[ ._\-]{{0,3}}(\d{{1,4}})(?:[季期])?|s(\d{{1,4}})|(\d{{1,3}})[ ._]{{0,2}}(?:st|nd|rd|th|\.)?[ ._]{{0,2}}{_SEASON_WORD})"
    r"(?:[ ._\-]{1,3}[(\[]?[^\\/]{0,80})?",
    re.IGNORECASE,
)
_SPECIALS = frozenset(
    "specials special season 0 season 00 s00 s0 ova ovas oad sp especiales spéciaux speciali".split()
) | {"season 0", "season 00", "season specials"}


class Season(NamedTuple):
    """The number that a season folder states; `rest` is what else it says."""

    number: int


def season_folder(name: str) -> int | None:
    """The season of a folder named `Season 02`, `S02`, `2. Staffel`, `Specials`; None when it is none."""
    low = name.strip().lower()
    if low in _SPECIALS:
        return 0
    match = _SEASON.fullmatch(low)
    if match is None:
        return None
    number = match[1] or match[2] or match[3]
    return int(number)


def is_root(name: str) -> bool:
    """Whether a folder is a place where things are kept, never a title: Movies, TV, D:, downloads."""
    low = name.strip().lower()
    return low in ROOTS or low.endswith(":") or len(low) < 2


def is_disc(name: str) -> bool:
    """Whether a folder is the inside of a disc or of one part of a stack."""
    return _DISCS.fullmatch(name) is not None


def is_side(name: str) -> bool:
    """Whether a folder only holds what belongs to the video above it: subtitles, proof, covers."""
    return _SIDE.fullmatch(name) is not None
