"""What the folders above a file say: library roots, season folders, extras, discs, and the title's own folder."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from emm_tui.domain.guess import GuessKind, SourceKind
from emm_tui.parsing import extras
from emm_tui.parsing.details import Details, read_details
from emm_tui.parsing.film import read_film
from emm_tui.parsing.finding import find_marker
from emm_tui.parsing.ids import Stated, take_ids
from emm_tui.parsing.name import Name
from emm_tui.parsing.patterns import Pattern
from emm_tui.parsing.reading import Reading
from emm_tui.parsing.show import read_episode
from emm_tui.parsing.titles import letters

ROOTS = frozenset(
    "movies, movie, films, film, filme, peliculas, películas, cine, kino, video, videos, media, tv, tv "
    "shows, tv series, tvshows, tv_shows, tv-shows, series, shows, serien, serie, séries, anime, animes, "
    "animation, cartoons, documentaries, documentary, docs, downloads, download, complete, completed, "
    "completed downloads, incoming, unsorted, sorted, new, temp, tmp, test, dir, mnt, srv, server, volume1, "
    "volume2, home, user, users, data, storage, nas, share, shared, public, library, drive, root, flat, 4k, "
    "uhd, hd, 1080p, kids, family, torrents, usenet, watch, live, various, misc, others, imports, import, "
    "recordings, recorded tv, my videos, my movies, tv drop, quotes, фильмы, сериалы, кино, аниме, 映画, アニメ, "
    "电影, 电视剧".split(", ")
)
_DISCS = Pattern(
    r"(?:video_ts|audio_ts|bdmv|stream|playlist|clipinf|backup|certificate"
    r"|(?:cd|dvd|disc|disk|part|pt)[ ._\-]?(?:\d{1,2}|[a-d]))",
    re.IGNORECASE,
)
_DISC_INSIDE = frozenset("video_ts bdmv stream playlist clipinf backup".split())
_PART = Pattern(r"(?<=[a-z ._\-])(?:\d{1,2}|(?<=[ ._\-])[a-d])$")
_SIDE = Pattern(
    r"subs?|subtitles?|proof|cover(?:s|art)?|art(?:work)?|nfo|\[?torrents?\]?|metadata|@eadir|lost\+found",
    re.IGNORECASE,
)
_SEASON_WORD = (
    r"(?:season|series|saison|staffel|temporada|stagione|seizoen|sezon|sezóna|sezona|säsong|sæson|sesong|kausi|évad|"
    r"série|сезон|temp|book|第|シーズン|시즌)"
)
_SEASON = Pattern(
    rf"(?:{_SEASON_WORD}[ ._\-]{{0,3}}(\d{{1,4}})(?:[季期])?|s(\d{{1,4}})"
    rf"|(\d{{1,3}})[ ._]{{0,2}}(?:st|nd|rd|th|\.)?[ ._]{{0,2}}{_SEASON_WORD})"
    r"(?:[ ._\-]{1,3}[(\[]?[^\\/]{0,80})?"
)
_SPECIALS = frozenset(
    "specials, special, season 0, season 00, season specials, s00, s0, ova, ovas, oad, sp, especiales, spéciaux".split(
        ", "
    )
)


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


class Folder(NamedTuple):
    """What the folders above a file say together, the nearest first; `letters` are those of the title, to compare."""

    title: str | None = None
    year: int | None = None
    season: int | None = None
    part: int | None = None
    stated: Stated = Stated("")
    reading: Reading | None = None
    details: Details = Details()
    letters: str = ""
    kind: GuessKind | None = None
    disc: bool = False


@lru_cache(maxsize=2048)
def read_folders(folders: tuple[str, ...], kind: SourceKind | None) -> Folder:
    """What the folders above a file say, from the nearest outwards, up to the one with the title."""
    season: int | None = None
    part: int | None = None
    special: GuessKind | None = None
    disc = False
    for index, text in enumerate(folders):
        low = text.strip().lower()
        if is_disc(text):
            disc = disc or low in _DISC_INSIDE
            part = part or _part(low)
        elif low in extras.FOLDERS and low not in ROOTS and season is None:
            special = special or extras.FOLDERS[low]
        elif is_side(text):
            continue
        elif season is None and kind != "movies" and (number := season_folder(text)) is not None:
            season = number
        elif season is None and kind == "tv" and low.isdecimal() and len(low) < 3 and _has_title(folders, index + 1):
            season = int(low)
        elif is_root(text):
            break
        else:
            return _title_folder(text, kind, Folder(season=season, part=part, kind=special, disc=disc))
    return Folder(season=season, part=part, kind=special, disc=disc)


def _has_title(folders: tuple[str, ...], index: int) -> bool:
    """Whether the folder at an index can be a title's: then a mere number below it is a season."""
    return index < len(folders) and not is_root(folders[index]) and season_folder(folders[index]) is None


def _part(low: str) -> int | None:
    """The part of a stack that a folder like `CD2` or `disc b` holds."""
    last = _PART.search(low)
    if last is None:
        return None
    return int(last[0]) if last[0].isdecimal() else "abcd".index(last[0]) + 1


def _title_folder(text: str, kind: SourceKind | None, inside: Folder) -> Folder:
    """What the folder of the title itself says; it may state the season as well."""
    stated = take_ids(text)
    name = Name(stated.text)
    marker = find_marker(name) if kind != "movies" else None
    if marker is None:
        reading = read_film(name)
    else:
        reading = read_episode(name, marker, in_season=False, titled=False)
        if inside.season is None:
            inside = inside._replace(season=reading.season)
    return inside._replace(
        title=reading.title,
        year=reading.year,
        stated=stated._replace(text=""),
        reading=reading,
        details=read_details(name, reading.cut),
        letters=letters(reading.title or ""),
    )
