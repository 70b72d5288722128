"""The home of a demo: a folder with media, a config, and the provider beside it for as long as the demo runs."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from emm_tui.config import Config, Secret, SourceConfig
from emm_tui.config_file.text import example
from emm_tui.demo.catalogue import catalogue
from emm_tui.demo.options import Options
from emm_tui.demo.provider import serving
from emm_tui.demo.tree import plant
from emm_tui.domain.errors import UsageError
from emm_tui.paths import private_folder

MARK = "# The home of 'emm demo'; it writes this file anew each time.\n"
TOKEN = "0123456789abcdef" * 2

_PORT = re.compile(r'^base_url = "http://127\.0\.0\.1:([0-9]{1,5})/3"', re.M)


@contextmanager
def opened(options: Options) -> Iterator[Path]:
    """The demo's folder, ready for `EMM_HOME`: a temporary one, or `options.keep`, which stays.

    Raises UsageError when `options.keep` holds a config that no demo wrote.
    """
    if options.keep is None:
        with tempfile.TemporaryDirectory(prefix="emm-demo-") as folder:
            with _furnished(Path(folder), options) as home:
                yield home
    else:
        with _furnished(options.keep.absolute(), options) as home:
            yield home


@contextmanager
def _furnished(home: Path, options: Options) -> Iterator[Path]:
    private_folder(home)
    port = _port_of_before(home / "config.toml")
    films, shows = home / "media" / "Movies", home / "media" / "Shows"
    made = catalogue(0 if options.prefill else options.movies, 0 if options.prefill else options.shows, options.seed)
    for folder in (films, shows, home / "media" / "Sets"):
        folder.mkdir(parents=True, exist_ok=True)
    plant(made, films, shows)
    with serving(made, port) as address:
        _write(home / "config.toml", _config(home, _sources(films, shows, options), address))
        yield home


def _port_of_before(file: Path) -> int:
    """The port of an earlier demo in the same home, so that its cached answers stay good; 0 for any."""
    if not file.exists():
        return 0
    text = file.read_text(encoding="utf-8", errors="replace")
    if not text.startswith(MARK):
        raise UsageError(f"{file} was not written by 'emm demo'.", "Choose another folder for --keep.")
    found = _PORT.search(text)
    return int(found[1]) if found else 0


def _sources(films: Path, shows: Path, options: Options) -> list[SourceConfig]:
    """A folder that is meant to be empty is no source: a scan would take it for one that is not mounted."""
    found = []
    if options.movies or not options.shows:
        found.append(SourceConfig("Movies", str(films), "movies"))
    if options.shows:
        found.append(SourceConfig("Shows", str(shows), "tv"))
    return found


def _config(home: Path, sources: list[SourceConfig], address: str) -> Config:
    config = Config()
    config.sources = sources
    config.export.sets_directory = str(home / "media" / "Sets")
    config.providers.tmdb.base_url = f"{address}/3"
    config.providers.tmdb.token = Secret(TOKEN)
    config.providers.tmdb.requests_per_second = 1000
    for other in ("omdb", "fanarttv", "tvdb", "imdb"):
        getattr(config.providers, other).enabled = False
    return config


def _write(file: Path, config: Config) -> None:
    file.touch(mode=0o600)
    file.write_text(MARK + example(config), encoding="utf-8")
