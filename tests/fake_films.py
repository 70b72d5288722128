"""A provider of invented films, and a session that asks it instead of the network."""

from __future__ import annotations

import hashlib
import io
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
from PIL import Image

from emm_tui.config import Config, SourceConfig
from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.errors import ProviderDownError
from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import Credit, Metadata, Rating
from emm_tui.domain.metrics import Metrics
from emm_tui.paths import Paths
from emm_tui.providers import Fetched, Provider, TitleKind
from emm_tui.session import Session


@dataclass
class FakeFilms:
    """Knows films by id; `trouble` raises for an id, `gates` hold an answer back, `asked` are the calls so far.

    `search_trouble` raises for all that are asked for by a name or an id of another, `found` are ids of imdb.
    """

    films: dict[int, tuple[str, int]]
    trouble: dict[int, Exception] = field(default_factory=dict)
    gates: dict[int, anyio.Event] = field(default_factory=dict)
    asked: list[tuple[str, object]] = field(default_factory=list)
    pictures_are_down: bool = False
    without_pictures: bool = False
    more_pictures: list[ArtworkCandidate] = field(default_factory=list)
    search_trouble: Exception | None = None
    found: dict[str, int] = field(default_factory=dict)
    name: str = "tmdb"
    late: bool = False

    def knows(self, kind: TitleKind, ids: Mapping[str, str]) -> bool:
        return bool({"tmdb", "imdb", "tvdb"} & ids.keys())

    async def search(self, kind: TitleKind, title: str, year: int | None) -> list[Candidate]:
        self.asked.append(("search", title))
        if self.search_trouble:
            raise self.search_trouble
        words = title.casefold()
        return [self._candidate(i) for i, (name, when) in self.films.items() if words == name.casefold()]

    async def find(self, kind: TitleKind, provider: str, ident: str) -> list[Candidate]:
        self.asked.append(("find", ident))
        return []

    async def fetch(self, kind: TitleKind, ids: Mapping[str, str], seasons: Collection[int] = ()) -> Fetched | None:
        tmdb = int(ids.get("tmdb") or self.found.get(ids.get("imdb", ""), 0))
        if self.search_trouble and not tmdb:
            raise self.search_trouble
        if not tmdb:
            return None
        self.asked.append(("movie", tmdb))
        if tmdb in self.gates:
            await self.gates[tmdb].wait()
        if tmdb in self.trouble:
            raise self.trouble[tmdb]
        if tmdb not in self.films:
            return None
        title, year = self.films[tmdb]
        metadata = Metadata(
            title=title,
            original_title=title,
            year=year,
            premiered=f"{year}-05-01",
            plot=f"All about {title}.",
            ratings={"tmdb": Rating(7.1, 120)},
            ids={"tmdb": str(tmdb)},
            credits=[Credit("Ada Invented", "actor", "The Keeper", 0)],
            languages={"title": "en-US", "plot": "en-US"},
        )
        poster = ArtworkCandidate("poster", "tmdb", f"https://pictures.invalid/{tmdb}.jpg", None, 1000, 1500, "en")
        return Fetched(self._candidate(tmdb), metadata, [] if self.without_pictures else [poster, *self.more_pictures])

    async def download(self, url: str) -> bytes:
        self.asked.append(("download", url))
        if self.pictures_are_down:
            raise ProviderDownError("tmdb", "sent something that is no picture.")
        held = io.BytesIO()
        Image.new("RGB", (1000, 1500), _colour(url)).save(held, "JPEG", quality=20)
        return held.getvalue()

    def _candidate(self, ident: int) -> Candidate:
        title, year = self.films[ident]
        return Candidate("tmdb", str(ident), title, year, title, "en", popularity=5, votes=120, titles=(title,))


def _colour(url: str) -> tuple[int, int, int]:
    """Another one for every picture."""
    red, green, blue = hashlib.sha256(url.encode()).digest()[:3]
    return red, green, blue


class FakeSession(Session):
    """A session whose provider is `films`."""

    films: FakeFilms
    others: dict[str, Provider]
    degraded: set[str]

    @asynccontextmanager
    async def _providers(
        self, metrics: Metrics | None = None, not_before: float | None = None, any_age: bool = False
    ) -> AsyncIterator[tuple[Any, Any]]:
        self.not_before, self.any_age = not_before, any_age
        yield SimpleNamespace(degraded=self.degraded), {self.films.name: self.films, **self.others}


def make_session(home: Path, films: FakeFilms, names: list[str]) -> FakeSession:
    """A session over a folder with a film in a folder of its own for each name."""
    for name in names:
        folder = home / "media" / name
        folder.mkdir(parents=True)
        (folder / f"{name}.mkv").write_bytes(b"video of " + name.encode())
    config = Config(sources=[SourceConfig("Films", str(home / "media"), "movies")])
    session = FakeSession(Paths(home / "config.toml", home, home / "cache"), config)
    session.films, session.others, session.degraded = films, {}, set()
    return session
