"""From a path to a Guess: the name is read, then its folders are heard."""

from __future__ import annotations

from typing import NamedTuple

from emm_tui.domain.guess import Guess, SourceKind
from emm_tui.parsing import extras
from emm_tui.parsing.agreement import abbreviates, agrees, prefers_folder
from emm_tui.parsing.confidence import confidence
from emm_tui.parsing.details import Details, read_details
from emm_tui.parsing.film import read_film
from emm_tui.parsing.finding import date_of, find_marker, sure_marker
from emm_tui.parsing.folders import Folder, read_folders
from emm_tui.parsing.ids import Stated, take_ids
from emm_tui.parsing.name import Name
from emm_tui.parsing.opaque import is_opaque
from emm_tui.parsing.paths import JUNK, split_path
from emm_tui.parsing.reading import Reading
from emm_tui.parsing.show import read_episode
from emm_tui.parsing.titles import letters


class Answer(NamedTuple):
    """A guess with the name and the reading that it was made of."""

    guess: Guess
    name: Name
    reading: Reading


def parse(path: str, kind: SourceKind | None = None, *, explain: bool = False) -> Guess:
    """What one path says; `kind` is what its source holds, `explain` fills the spans. Never raises."""
    guess, name, reading = read(path, kind)
    if explain:
        from emm_tui.parsing.explain import spans

        guess.spans = spans(path, guess, name, reading, kind)
    return guess


def read(path: str, kind: SourceKind | None) -> Answer:
    """The guess for one path, with what it rests on."""
    parts = split_path(path)
    stated = take_ids(parts.name)
    folder = read_folders(parts.folders, kind)
    suffix = extras.kind_by_suffix(stated.text.lower())
    text = stated.text if suffix is None else stated.text[: suffix[1]]
    opening = extras.opening(text)
    if opening is not None:
        text = text[: opening[0]] + " " * (opening[1] - opening[0]) + text[opening[1] :]
    name = Name(text)
    opaque = folder.disc or is_opaque(text.strip())
    reading = Reading() if opaque else read_name(name, kind, folder)
    guess = Guess(path)
    episode = _is_episode(reading, folder, kind)
    details = Details() if opaque else read_details(name, reading.cut)
    agreed = _take_names(guess, reading, folder, name, opaque, episode)
    _take_stated(guess, stated, folder)
    _take_details(guess, details, folder.details, opaque or abbreviates(reading, folder))
    guess.kind = "unknown" if guess.title is None and not _numbered(guess) else "episode" if episode else "movie"
    if suffix is not None:
        guess.kind = suffix[0]
    elif opening is not None:
        guess.kind = "extra"
    elif folder.kind is not None and not _is_named_like_extras(reading, folder):
        guess.kind = folder.kind
    elif parts.extension in JUNK or parts.name.startswith("._"):
        guess.kind = "ignore"
    guess.confidence = confidence(guess, reading, folder, details.strong, agreed)
    return Answer(guess, name, reading)


def read_name(name: Name, kind: SourceKind | None, folder: Folder) -> Reading:
    """The reading of a name as what it most likely is."""
    if kind == "movies":
        return read_film(name)
    marker = find_marker(name) if kind == "tv" else sure_marker(name)
    if kind == "tv" or marker is not None or folder.season is not None or _dated(name):
        return read_episode(name, marker, in_season=folder.season is not None, titled=folder.title is not None)
    return read_film(name)


def _dated(name: Name) -> bool:
    """Whether a name has a full date, as daily shows do."""
    date = date_of(name)
    return date is not None and (not date.short or name.low[date.start + 2] == ".")


def _is_episode(reading: Reading, folder: Folder, kind: SourceKind | None) -> bool:
    if kind is not None:
        return kind == "tv"
    return bool(reading.marker or reading.date) or folder.season is not None


def _is_named_like_extras(reading: Reading, folder: Folder) -> bool:
    """Whether the folder of extras is that of a show called Shorts or Interviews: no other title is above."""
    return folder.kind == "extra" and folder.title is None and reading.sure and reading.title is not None


def _numbered(guess: Guess) -> bool:
    return bool(guess.episodes or guess.absolute or guess.date or guess.season is not None)


def _take_names(guess: Guess, reading: Reading, folder: Folder, name: Name, opaque: bool, episode: bool) -> bool:
    """Title, year and numbers of the file; its folders fill what it does not say, and correct what it abbreviates.

    Tells whether file and folder agree on the title.
    """
    mine = letters(reading.title) if reading.title is not None and folder.title is not None else ""
    above = folder.reading
    guess.title, guess.year = reading.title, reading.year
    guess.season = reading.season if reading.season is not None else folder.season
    guess.episodes, guess.absolute, guess.date = reading.episodes, reading.absolute, reading.date
    guess.alternative_title, guess.country = reading.alternative_title, reading.country
    guess.episode_title, guess.part = reading.episode_title, reading.part or folder.part
    if above is not None and episode and above.marker and above.episodes and not reading.sure:
        guess.title, guess.year, guess.episode_title = above.title, reading.year or above.year, above.episode_title
        guess.season, guess.absolute, guess.date = above.season, above.absolute, above.date
        if not reading.episodes or not set(reading.episodes) <= set(above.episodes):
            guess.episodes = above.episodes
    elif episode and folder.season is not None and folder.title is not None and reading.marker is reading.date is None:
        guess.title, guess.year, guess.episode_title = folder.title, folder.year, reading.title
    elif guess.title is None or prefers_folder(folder, reading, mine, name, episode):
        guess.title = folder.title
        guess.country = above.country if above is not None else None
        guess.year = reading.year or folder.year
    elif guess.year is None and agrees(folder, mine):
        guess.year = folder.year
    if above is not None and guess.episode_title is None and guess.episodes and guess.episodes == above.episodes:
        guess.episode_title = above.episode_title
    if guess.title is None and not opaque and folder.season is None:
        _take_title_behind(guess, reading, name)
    return guess.title == folder.title or folder.title is None or agrees(folder, mine)


def _take_title_behind(guess: Guess, reading: Reading, name: Name) -> None:
    """When nothing precedes the number and no folder has a title, what follows a bare number or a date is the title."""
    if reading.episode_title and (reading.date or reading.marker in ("02 - title", "12", "- 12")):
        title, _, rest = reading.episode_title.partition(" - ")
        guess.title, guess.episode_title = title, rest or None
    elif name.low.startswith("[") and reading.absolute and name.brackets:
        start, end = name.brackets[0]
        guess.title = name.text[start + 1 : end - 1].strip() or None
    elif name.low.startswith("[") and reading.season is not None and reading.cut <= 1:
        guess.title, guess.episode_title = reading.episode_title, None


def _take_stated(guess: Guess, stated: Stated, folder: Folder) -> None:
    """Ids and editions that are stated outright; the file's own come first."""
    guess.edition = stated.edition or folder.stated.edition
    guess.tmdb = stated.tmdb or folder.stated.tmdb
    guess.imdb = stated.imdb or folder.stated.imdb
    guess.tvdb = stated.tvdb or folder.stated.tvdb


def _take_details(guess: Guess, mine: Details, above: Details, folder_first: bool) -> None:
    """What the tags say: the file's own first, then the folder's; the group of an abbreviated file is its folder's."""
    guess.resolution = mine.resolution or above.resolution
    guess.source = mine.source or above.source
    guess.edition = guess.edition or mine.edition or above.edition
    guess.language = mine.language or above.language
    guess.release_group = (above.group or mine.group) if folder_first else (mine.group or above.group)
