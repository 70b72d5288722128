"""Turns the folders of a source into films and episodes, with what their names say of them."""

from __future__ import annotations

import os

from emm_tui.discover.file_names import is_season_folder
from emm_tui.discover.films import Film, films
from emm_tui.discover.walk import Visit
from emm_tui.domain.guess import Guess
from emm_tui.domain.media import Discovered, Source
from emm_tui.parsing import parse, parse_folder


def films_of(visit: Visit, source: Source) -> tuple[list[Film], bool]:
    """The films that lie in a visited folder, and whether a sole one has the folder for itself."""
    if visit.unit is None:
        return [], False
    own = source.kind == "movies" and not visit.stop.root and not visit.unit.below
    found = films(visit.unit, source.kind, own_folder=own)
    return found, own and len(found) == 1


def name(found: list[Film], own_folder: bool, visit: Visit, source: Source, root: str) -> list[Discovered]:
    """The films with what their names say; the names of a folder are read together."""
    guesses = parse_folder([_asked(film.path, source, root) for film in found], source.kind)
    titled = _title_of(visit.show)
    return [
        Discovered(source.name, film.path, _settled(guess, source), tuple(film.files), own_folder, visit.show, titled)
        for film, guess in zip(found, guesses, strict=True)
    ]


def _title_of(show_folder: str | None) -> str | None:
    """The title in the name of a show's folder, when it stands there with its year."""
    if show_folder is None:
        return None
    guess = parse(f"{os.path.basename(show_folder)}/S01E01.mkv", "tv")
    return guess.title if guess.year is not None else None


def _asked(path: str, source: Source, root: str) -> str:
    """The path below the root: the root's own name is no title, but for the folder of a single show."""
    below = path[len(root.rstrip("/")) + 1 :]
    if source.kind == "tv" and is_season_folder(below.partition("/")[0], ""):
        return f"{root.rpartition('/')[2]}/{below}"
    return below


def _settled(guess: Guess, source: Source) -> Guess:
    """Which files are items was decided by what lies around them; their kind is the source's."""
    if source.kind == "tv":
        guess.kind = "episode"
    elif guess.kind != "unknown":
        guess.kind = "movie"
    return guess
