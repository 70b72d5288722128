"""Invented shows as a provider tells them, and a provider and a session that know them."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from emm_tui.config import Config, SourceConfig
from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.fetched import EpisodeOrder, Fetched, FetchedEpisode, FetchedSeason, FetchedShow
from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import Credit, Metadata, Rating
from emm_tui.paths import Paths
from emm_tui.providers import TitleKind
from tests.fake_films import FakeFilms, FakeSession

POSTER, STILL = (1000, 1500), (1600, 900)


def show_candidate(ident: int, title: str, year: int) -> Candidate:
    """What a search of the provider finds."""
    return Candidate("tmdb", str(ident), title, year, title, "en", 5.0, 120, (title,))


def fetched_show(
    ident: int, title: str, year: int, seasons: Mapping[int, int], *, guests: int = 1, first_day: int = 1
) -> FetchedShow:
    """A show with so many episodes in each season, one a day from `year`-<season>-<first_day> on."""
    show = FetchedShow(
        show_candidate(ident, title, year),
        Metadata(
            title=title,
            original_title=title,
            year=year,
            premiered=f"{year}-01-01",
            plot=f"All about {title}.",
            status="Ended",
            ratings={"tmdb": Rating(8.1, 90)},
            ids={"tmdb": str(ident), "tvdb": str(ident + 1)},
            credits=[Credit("Ada Invented", "actor", "The Harbour Master", 0, tmdb=900)],
            languages={"title": "en-US"},
        ),
        [picture("poster", f"show{ident}")],
    )
    absolute = 0
    for number in sorted(seasons):
        episodes = []
        for episode in range(1, seasons[number] + 1):
            absolute += number > 0
            day = f"{year}-{1 + number:02}-{first_day + episode - 1:02}"
            episodes.append(fetched_episode(ident, number, episode, absolute if number else None, day, guests))
        facts = Metadata(title=f"Part {number}", plot=f"The {number}. part.", season=number, ids={"tmdb": f"8{number}"})
        show.seasons[number] = FetchedSeason(number, facts, [picture("poster", f"season{number}")], episodes)
    return show


def fetched_episode(
    show: int, season: int, episode: int, absolute: int | None, day: str | None, guests: int
) -> FetchedEpisode:
    """An episode with a director and so many guests."""
    facts = Metadata(
        title=f"Tide {season}.{episode}",
        plot=f"Number {episode} of {season}.",
        premiered=day,
        runtime=40 + episode,
        season=season,
        episode=episode,
        ratings={"tmdb": Rating(7.5, 12)},
        ids={"tmdb": str(show * 10_000 + season * 1000 + episode)},
        credits=[
            Credit("Sefa Okafor", "director", tmdb=901),
            *(Credit(f"Guest {n} of {episode}", "actor", f"Sailor {n}", n, tmdb=1000 + n) for n in range(guests)),
        ],
        languages={"title": "en-US"},
    )
    return FetchedEpisode(season, episode, facts, [picture("thumb", f"still{season}x{episode}")], absolute)


def picture(kind: str, name: str) -> ArtworkCandidate:
    """A picture on offer; a thumb is a still."""
    size, language = (STILL, None) if kind == "thumb" else (POSTER, "en")
    return ArtworkCandidate(kind, "tmdb", f"https://pictures.invalid/{name}.jpg", None, *size, language)


@dataclass
class FakeProvider(FakeFilms):
    """Knows shows as well: by id, and by the ids of another provider in `others`; and `groups`, other orders."""

    shows: dict[int, FetchedShow] = field(default_factory=dict)
    others: dict[tuple[str, str], int] = field(default_factory=dict)
    groups: dict[str, EpisodeOrder] = field(default_factory=dict)

    async def order(self, group: str) -> EpisodeOrder:
        self.asked.append(("order", group))
        return self.groups[group]

    async def download(self, url: str) -> bytes:
        self.asked.append(("download", url))
        held = io.BytesIO()
        Image.new("RGB", STILL if "/still" in url else POSTER, "navy").save(held, "JPEG", quality=20)
        return held.getvalue()

    def offer(self, show: int, order: EpisodeOrder) -> None:
        """Lets a show have another order, which it tells without its episodes."""
        self.groups[order.id] = order
        self.shows[show].orders[order.id] = EpisodeOrder(order.id, order.name, order.kind)

    async def search(self, kind: TitleKind, title: str, year: int | None) -> list[Candidate]:
        if kind == "movie":
            return await super().search(kind, title, year)
        self.asked.append(("search_show", title))
        found = [show.candidate for show in self.shows.values()]
        return [one for one in found if one.title.casefold() == title.casefold() and year in (None, one.year)]

    async def find(self, kind: TitleKind, provider: str, ident: str) -> list[Candidate]:
        self.asked.append(("find_show", ident))
        known = self.others.get((provider, ident))
        return [self.shows[known].candidate] if known else []

    async def fetch(self, kind: TitleKind, ids: Mapping[str, str], seasons: Collection[int] = ()) -> Fetched | None:
        if kind == "movie":
            return await super().fetch(kind, ids, seasons)
        tmdb = int(ids.get("tmdb", 0)) or await self._known(ids)
        self.asked.append(("show", tmdb))
        if tmdb in self.trouble:
            raise self.trouble[tmdb]
        if tmdb not in self.shows:
            return None
        return self.shows[tmdb]

    async def _known(self, ids: Mapping[str, str]) -> int:
        found = [one for name, ident in ids.items() for one in await self.find("show", name, ident)]
        return int(found[0].id) if found else 0


def make_session(home: Path, provider: FakeProvider, files: Collection[str]) -> FakeSession:
    """A session over a source of shows with these files, paths below the source."""
    for name in files:
        path = home / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"video of " + name.encode())
    config = Config(sources=[SourceConfig("Shows", str(home / "media"), "tv")])
    session = FakeSession(Paths(home / "config.toml", home, home / "cache"), config)
    session.films, session.others, session.degraded = provider, {}, set()
    return session
