"""Further providers of invented titles, each with its own words and its own troubles."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import anyio

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.errors import MissingError
from emm_tui.domain.fetched import Fetched
from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import Metadata
from emm_tui.providers import TitleKind


@dataclass
class FakeOther:
    """Knows titles by its own ids and those of `by`.

    `facts` are its words by id, `titles` what its search finds (id -> title, year). `trouble` is raised instead of
    every answer, `gate` holds answers back, `asked` are the ids and titles so far.
    """

    name: str
    by: str = "tmdb"
    late: bool = False
    facts: dict[str, Metadata] = field(default_factory=dict)
    titles: dict[str, tuple[str, int]] = field(default_factory=dict)
    pictures: list[ArtworkCandidate] = field(default_factory=list)
    trouble: Exception | None = None
    gate: anyio.Event | None = None
    asked: list[str] = field(default_factory=list)

    def knows(self, kind: TitleKind, ids: Mapping[str, str]) -> bool:
        return self.by in ids or self.name in ids

    async def search(self, kind: TitleKind, title: str, year: int | None) -> list[Candidate]:
        self.asked.append(title)
        await self._answer()
        return [self._candidate(i) for i, (name, _) in self.titles.items() if name.casefold() == title.casefold()]

    async def find(self, kind: TitleKind, provider: str, ident: str) -> list[Candidate]:
        return []

    async def fetch(self, kind: TitleKind, ids: Mapping[str, str], seasons: Collection[int] = ()) -> Fetched | None:
        ident = ids.get(self.by) or ids[self.name]
        self.asked.append(ident)
        await self._answer()
        if ident not in self.facts:
            raise MissingError(self.name, "does not have it.")
        return Fetched(self._candidate(ident), self.facts[ident], self.pictures)

    async def download(self, url: str) -> bytes:
        raise MissingError(self.name, "has no picture.")

    async def _answer(self) -> None:
        if self.gate:
            await self.gate.wait()
        if self.trouble:
            raise self.trouble

    def _candidate(self, ident: str) -> Candidate:
        title, year = self.titles.get(ident, (ident, None))
        return Candidate(self.name, ident, title, year, title, votes=200, titles=(title,))
