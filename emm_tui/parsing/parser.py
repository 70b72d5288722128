"""From a path to a Guess: the name is read, then its folders are heard."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from emm_tui.domain.guess import Guess, SourceKind, Span
from emm_tui.parsing import extras
from emm_tui.parsing.details import take_details
from emm_tui.parsing.film import read_film
from emm_tui.parsing.folders import is_disc, is_root, is_side, season_folder
from emm_tui.parsing.groups import release_group
from emm_tui.parsing.ids import Stated, take_ids
from emm_tui.parsing.name import Name
from emm_tui.parsing.opaque import is_opaque
from emm_tui.parsing.paths import JUNK, split_path
from emm_tui.parsing.reading import Reading
from emm_tui.parsing.show import find_marker, read_episode


class Folder(NamedTuple):
    """What the folders above a file say, nearest first wins."""

    title: str | None = None
    year: int | None = None
    season: int | None = None
    stated: Stated = Stated("")
    reading: Reading | None = None
    name: Name | None = None
    kind: str | None = None
    disc: bool = False


def parse(path: str, kind: SourceKind | None = None, *, explain: bool = False) -> Guess:
    """What one path says; `kind` is what its source holds, `explain` fills the spans. Never raises."""
    parts = split_path(path)
    stated = take_ids(parts.name)
    folder = read_folders(parts.folders, kind)
    guess = Guess(path)
    suffix = extras.kind_by_suffix(stated.text.lower())
    text = (
        stated.text
        if suffix is None or suffix[1] >= len(stated.text)
        else stated.text[: suffix[1]] + " " * (len(stated.text) - suffix[1])
    )
    name = Name(text)
    opaque = folder.disc or is_opaque(text.strip())
    reading = Reading() if opaque else read_name(name, kind, folder)
    _fill(guess, reading, name, folder, stated, opaque, kind)
    if suffix is not None:
        guess.kind = suffix[0]
    elif folder.kind is not None:
        guess.kind = folder.kind  # type: ignore[assignment]
    if parts.extension in JUNK:
        guess.kind = "ignore"
    if explain:
        offset = len(path) - len(path.rpartition("/")[2])
        guess.spans = [
            Span(rule, offset + s, offset + e, path[offset + s : offset + e]) for rule, s, e in reading.rules
        ]
    return guess


def read_name(name: Name, kind: SourceKind | None, folder: Folder) -> Reading:
    """The reading of a name as what it most likely is."""
    marker = find_marker(name) if kind != "movies" else None
    if kind == "tv" or marker is not None or (kind is None and folder.season is not None):
        return read_episode(name, marker, in_season=folder.season is not None)
    return read_film(name)


@lru_cache(maxsize=1024)
def read_folders(folders: tuple[str, ...], kind: SourceKind | None) -> Folder:
    """What the folders above a file say together."""
    season: int | None = None
    disc = False
    special: str | None = None
    for text in folders:
        low = text.strip().lower()
        if is_disc(text):
            disc = disc or low in ("video_ts", "bdmv", "stream", "playlist", "clipinf")
            continue
        if is_side(text):
            continue
        if low in extras.FOLDERS and low not in ("other",):
            special = special or extras.FOLDERS[low]
            continue
        number = season_folder(text) if season is None and kind != "movies" else None
        if number is not None:
            season = number
            continue
        if is_root(text):
            break
        stated = take_ids(text)
        name = Name(stated.text)
        marker = find_marker(name) if kind != "movies" else None
        reading = read_episode(name, marker, in_season=False) if marker is not None else read_film(name)
        if marker is not None and season is None:
            season = reading.season
        return Folder(reading.title, reading.year, season, stated, reading, name, special, disc)
    return Folder(season=season, kind=special, disc=disc)


def _fill(
    guess: Guess, reading: Reading, name: Name, folder: Folder, stated: Stated, opaque: bool, kind: SourceKind | None
) -> None:
    upper = folder.reading
    episode = kind == "tv" or bool(reading.marker or reading.date) or folder.season is not None
    guess.title = reading.title
    guess.year = reading.year
    if guess.title is None or (not episode and _better(folder, reading)):
        guess.title = folder.title
        guess.year = reading.year or folder.year
    elif guess.year is None and folder.title is not None and _same(folder.title, guess.title):
        guess.year = folder.year
    guess.alternative_title = reading.alternative_title
    guess.country = reading.country
    guess.season = reading.season if reading.season is not None else folder.season
    guess.episodes = reading.episodes
    guess.absolute = reading.absolute
    if opaque and upper is not None and upper.episodes:
        guess.episodes, guess.absolute, guess.date = upper.episodes, upper.absolute, upper.date
    guess.date = reading.date or guess.date
    guess.episode_title = reading.episode_title
    guess.part = reading.part
    guess.edition = stated.edition or folder.stated.edition
    guess.tmdb = stated.tmdb or folder.stated.tmdb
    guess.imdb = stated.imdb or folder.stated.imdb
    guess.tvdb = stated.tvdb or folder.stated.tvdb
    take_details(guess, name, reading.cut)
    guess.release_group = release_group(name, reading.cut)
    if folder.name is not None and upper is not None:
        take_details(guess, folder.name, upper.cut)
        if guess.release_group is None or opaque:
            guess.release_group = release_group(folder.name, upper.cut)
    if guess.title is None:
        guess.kind = "unknown"
    else:
        guess.kind = "episode" if episode else "movie"
    guess.confidence = 0.5


def _same(one: str, other: str) -> bool:
    a, b = one.casefold(), other.casefold()
    return a == b or a.startswith(b) or b.startswith(a)


def _better(folder: Folder, reading: Reading) -> bool:
    """Whether the folder knows the film's title better than its file: it has the year, the file is an abbreviation."""
    return bool(
        folder.year and not reading.year and folder.title and reading.title and not _same(folder.title, reading.title)
    )
