"""Lays the films and shows of a catalogue on disk, named in the ways that people name them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from emm_tui.demo.catalogue import Catalogue, Film
from emm_tui.demo.file_names import file_name, release_name
from emm_tui.demo.show_files import files_of

CONTENT = b"\x1aE\xdf\xa3 a video of a fictional library"
NOBODY_KNOWS = ("Holiday Video 2019-08-14.mp4", "Qwrtz Plmkn (2031)/Qwrtz Plmkn (2031).mkv")


def plant(catalogue: Catalogue, films: Path, shows: Path) -> None:
    """Writes all files that are not there yet."""
    twins = {film.title for film in catalogue.twins}
    for number, film in enumerate(catalogue.films):
        for path in _files_of(film, number, film.title in twins):
            _write(films / path)
    for path in NOBODY_KNOWS[: len(catalogue.films)]:
        _write(films / path)
    for show in catalogue.all_shows():
        for path in files_of(show):
            _write(shows / path)


def _write(path: Path) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(CONTENT)


def _files_of(film: Film, number: int, twin: bool) -> Iterator[str]:
    """The files of a film, by one custom out of six; a twin's say nothing but what it shares."""
    name = f"{file_name(film.title)} ({film.year})"
    if twin:
        yield from _plain(film, name)
    elif film.hostile:
        yield from _with_id(film, name)
    elif film.set:
        yield f"{file_name(film.set.name)}/{name}/{name}.mkv"
    else:
        customs = (_plain, _scene, _with_id, _stack, _disc, _rich)
        yield from customs[number % len(customs)](film, name)


def _plain(film: Film, name: str) -> Iterator[str]:
    yield f"{name}/{name}.mkv"
    yield f"{name}/{name}.en.srt"


def _scene(film: Film, name: str) -> Iterator[str]:
    release = release_name(f"{film.title} {film.year}") + ".1080p.BluRay.x264-HERON"
    yield f"{release}/{release.lower()}.mkv"
    yield f"{release}/Sample/{release.lower()}-sample.mkv"


def _with_id(film: Film, name: str) -> Iterator[str]:
    marked = f"{name} {{tmdb-{film.id}}}"
    yield f"{marked}/{marked}.mkv"


def _stack(film: Film, name: str) -> Iterator[str]:
    yield f"{name}/{name} cd1.avi"
    yield f"{name}/{name} cd2.avi"


def _disc(film: Film, name: str) -> Iterator[str]:
    for part in ("VIDEO_TS.IFO", "VTS_01_0.IFO", "VTS_01_1.VOB"):
        yield f"{name}/VIDEO_TS/{part}"


def _rich(film: Film, name: str) -> Iterator[str]:
    yield f"{name}/{name}.mkv"
    yield f"{name}/{name}.de.forced.srt"
    yield f"{name}/{name}-trailer.mp4"
    yield f"{name}/Behind The Scenes/On the set.mkv"
