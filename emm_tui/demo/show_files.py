"""The files of a catalogue's shows, named in the ways that people name them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from emm_tui.demo.file_names import file_name, release_name
from emm_tui.demo.shows import Form, Season, Show

_RELEASE = "1080p.WEB.h264-HERON"


def files_of(show: Show) -> Iterator[str]:
    """Paths below the folder of all shows."""
    yield from _CUSTOMS[show.form](show)


def _seasons(show: Show) -> Iterator[str]:
    """Folders of seasons: one file of two episodes, a last one missing, and one that the provider does not know.

    The last season lies in a folder of its own elsewhere, as it was loaded.
    """
    specials, *seasons = show.seasons
    title, folder = file_name(show.title), f"{file_name(show.title)} ({show.year})"
    for episode in specials.episodes:
        yield f"{folder}/Specials/{title} - S00E{episode.number:02} - {file_name(episode.title)}.mkv"
    first, second, *others = seasons[0].episodes
    both = f"{file_name(first.title)} + {file_name(second.title)}"
    yield f"{folder}/Season 01/{title} - S01E01E02 - {both}.mkv"
    for episode in others[:-1]:
        yield f"{folder}/Season 01/{title} - S01E{episode.number:02} - {file_name(episode.title)}.mkv"
    for season in seasons[1:]:
        yield from _pack_of(show, season)
    yield f"{folder}/Season {seasons[-1].number:02}/{title} - S{seasons[-1].number:02}E77 - Nobody Knows.mkv"


def _pack(show: Show) -> Iterator[str]:
    """A folder a season, named as a release."""
    for season in show.seasons:
        yield from _pack_of(show, season)


def _pack_of(show: Show, season: Season) -> Iterator[str]:
    """The year tells it from its namesake."""
    name = release_name(f"{show.title} {show.year}")
    folder = f"{name}.S{season.number:02}.{_RELEASE}"
    for episode in season.episodes:
        yield f"{folder}/{f'{name}.S{season.number:02}E{episode.number:02}.{_RELEASE}'.lower()}.mkv"


def _absolute(show: Show) -> Iterator[str]:
    """Counted through all seasons, as fans of animation do."""
    title = file_name(show.title)
    for number, _ in enumerate(show.regular(), 1):
        yield f"{title} {{tvdb-{show.tvdb}}}/[HERON] {title} - {number:02} [1080p].mkv"


def _daily(show: Show) -> Iterator[str]:
    """Named by the day; a hostile title is left to an id."""
    title = file_name(show.title)
    folder = f"{title} ({show.year}) {{tmdb-{show.id}}}" if show.hostile else f"{title} ({show.year})"
    for season in show.seasons:
        for episode in season.episodes:
            if season.number:
                yield f"{folder}/{title} - {episode.aired} - {file_name(episode.title)}.mkv"
            else:
                yield f"{folder}/Season 00/{title} - S00E{episode.number:02} - {file_name(episode.title)}.mkv"


def _stray(show: Show) -> Iterator[str]:
    """One episode without a folder."""
    yield f"{file_name(show.title)} ({show.year}) - S01E03.mkv"


_CUSTOMS: dict[Form, Callable[[Show], Iterator[str]]] = {
    "seasons": _seasons,
    "pack": _pack,
    "absolute": _absolute,
    "daily": _daily,
    "stray": _stray,
}
