"""Small pictures, drawn here, and the doubles of what a run gives to the artwork stage."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import anyio
from PIL import Image

from emm_tui.config import Config
from emm_tui.domain import events as ev
from emm_tui.domain.artwork import ArtworkCandidate, ArtworkFile
from emm_tui.domain.errors import MissingError, ProviderError
from emm_tui.pipeline.artwork_download import ArtworkDeps

POSTER, FANART, LOGO, BANNER = (40, 60), (64, 36), (80, 31), (81, 15)


def picture(size: tuple[int, int] = POSTER, colour: str = "red", form: str = "JPEG") -> bytes:
    """The bytes of a picture of one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, form)
    return file.getvalue()


def offer(kind: str, name: str, language: str | None = "en", width: int = 2000, votes: int = 0) -> ArtworkCandidate:
    """A picture that the provider has at `https://pictures.test/<name>`."""
    return ArtworkCandidate(kind, "tmdb", f"https://pictures.test/{name}", None, width, 0, language, votes)


@dataclass
class Provider:
    """A provider whose pictures are in memory; what it does not have is missing."""

    pictures: dict[str, bytes | ProviderError] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    busy: int = 0
    most: int = 0

    async def download(self, url: str) -> bytes:
        self.asked.append(url)
        self.busy += 1
        self.most = max(self.most, self.busy)
        await anyio.sleep(0.002)
        self.busy -= 1
        found = self.pictures.get(url.removeprefix("https://pictures.test/"), MissingError("tmdb", "no such picture"))
        if isinstance(found, ProviderError):
            raise found
        return found


@dataclass
class Shelf:
    """A library that remembers what it was told of one item, as the real one does."""

    planned: dict[str, ArtworkFile] = field(default_factory=dict)
    placed: dict[str, ArtworkFile] = field(default_factory=dict)
    writes: int = 0

    async def plan_artwork(self, item: int, files: Sequence[ArtworkFile]) -> None:
        self.writes += 1
        self.planned |= {file.kind: file for file in files}

    async def save_artwork(self, item: int, files: Sequence[ArtworkFile]) -> None:
        self.writes += 1
        for file in files:
            self.placed[file.kind] = file
            self.planned.pop(file.kind, None)

    async def drop_artwork(self, item: int, kinds: Collection[str]) -> None:
        self.writes += 1
        for kind in kinds:
            self.placed.pop(kind, None)
            self.planned.pop(kind, None)

    async def save_copies(self, item: int, files: Sequence[ArtworkFile]) -> None:
        self.writes += 1

    @property
    def known(self) -> dict[str, ArtworkFile]:
        """What the next run is given: a planned picture hides the one it would replace."""
        return self.placed | self.planned


@dataclass
class Library:
    """The shelves of many items."""

    shelves: dict[int, Shelf] = field(default_factory=dict)

    def of(self, item: int) -> Shelf:
        """The shelf of an item."""
        return self.shelves.setdefault(item, Shelf())

    async def plan_artwork(self, item: int, files: Sequence[ArtworkFile]) -> None:
        await self.of(item).plan_artwork(item, files)

    async def save_artwork(self, item: int, files: Sequence[ArtworkFile]) -> None:
        await self.of(item).save_artwork(item, files)

    async def drop_artwork(self, item: int, kinds: Collection[str]) -> None:
        await self.of(item).drop_artwork(item, kinds)

    async def save_copies(self, item: int, files: Sequence[ArtworkFile]) -> None:
        await self.of(item).save_copies(item, files)


@dataclass
class Run:
    """The artwork stage with a provider, a library, the events that it told and the pictures that it `lost`."""

    config: Config = field(default_factory=Config)
    provider: Provider = field(default_factory=Provider)
    shelf: Shelf = field(default_factory=Shelf)
    events: list[ev.Event] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def deps(self) -> ArtworkDeps:
        """What `fetch_artwork` takes; new for each run."""
        limiter = anyio.CapacityLimiter(self.config.artwork.concurrency)
        return ArtworkDeps(self.config, self.events.append, {"tmdb": self.provider}, self.shelf, limiter)

    def outcomes(self) -> list[tuple[str, str]]:
        """(kind, outcome) of the pictures so far, sorted."""
        return sorted((e.kind, e.outcome) for e in self.events if isinstance(e, ev.ImageEnded))

    def warnings(self) -> list[str]:
        """The texts of the warnings so far."""
        return [e.text for e in self.events if isinstance(e, ev.Warned)]
