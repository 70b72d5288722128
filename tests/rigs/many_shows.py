"""Scans and scrapes invented shows by the hundred in a process of its own, and prints what that took.

Run as `python -m tests.rigs.many_shows FOLDER SHOWS`: one line of JSON with seconds, requests and bytes of memory.
"""

from __future__ import annotations

import asyncio
import io
import json
import re
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PIL import Image

from emm_tui.config import ArtworkConfig, Config, SourceConfig
from emm_tui.domain.errors import MissingError
from emm_tui.domain.metrics import Metrics
from emm_tui.domain.query import parse_query
from emm_tui.paths import Paths
from emm_tui.pipeline.memory import most_resident
from emm_tui.providers.tmdb import Tmdb
from emm_tui.session import Session
from tests.providers.film import CONFIGURATION

SEASONS, EPISODES = 5, 20
GUESTS, CAST = 12, 40
FIRST = "Amber Basin Cedar Delta Ember Fjord Grove Haven Inlet Jetty Kelp Lagoon Marsh North Orchard".split()
SECOND = "Anvil Bramble Candle Dormouse Engine Ferry Gable Hollow Ivory Juniper Kettle Lantern Mill Nettle Oar".split()
THIRD = ("", " Road", " Hill", " Point")

Answer = dict[str, Any]
NOTHING: Mapping[str, str | int] = {}


def title(number: int) -> str:
    """The name of a show, told apart from all others."""
    first, rest = number % len(FIRST), number // len(FIRST)
    return f"{FIRST[first]} {SECOND[rest % len(SECOND)]}{THIRD[rest // len(SECOND)]}"


def make_tree(top: Path, shows: int) -> None:
    """An empty file for each episode."""
    for number in range(shows):
        name = title(number)
        for season in range(1, SEASONS + 1):
            folder = top / name / f"Season {season:02}"
            folder.mkdir(parents=True)
            for episode in range(1, EPISODES + 1):
                (folder / f"{name} - S{season:02}E{episode:02}.mkv").touch()


class Endpoint:
    """TMDB's answers about these shows; `asked` counts the requests."""

    def __init__(self) -> None:
        self.image_hosts: set[str] = set()
        self.asked = 0
        self._poster, self._still = _picture(500, 750), _picture(640, 360)

    async def get(self, path: str, params: Mapping[str, str | int] = NOTHING, **_how: object) -> bytes:
        await asyncio.sleep(0)
        self.asked += 1
        if path == "/configuration":
            return json.dumps(CONFIGURATION).encode()
        if path == "/search/tv":
            found = [
                number for number in range(len(FIRST) * len(SECOND) * len(THIRD)) if title(number) == params["query"]
            ]
            return json.dumps({"results": [_row(number) for number in found]}).encode()
        ident = re.fullmatch(r"/tv/(\d+)", path)
        if not ident:
            raise MissingError("tmdb", f"there is no {path}.")
        return json.dumps(_show(int(ident[1]) - 1)).encode()

    def drifted(self, field: str) -> None:
        raise AssertionError(field)

    async def download(self, url: str) -> bytes:
        await asyncio.sleep(0)
        return self._still if "/still" in url else self._poster


def _picture(width: int, height: int) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(held, "JPEG", quality=20)
    return held.getvalue()


def _row(number: int) -> Answer:
    name = title(number)
    return {"id": number + 1, "name": name, "original_name": name, "first_air_date": "2001-02-03", "popularity": 5.0}


def _show(number: int) -> Answer:
    cast = [
        {
            "id": 9000 + number * CAST + n,
            "name": f"Player {number} {n}",
            "order": n,
            "roles": [{"character": f"Part {n}"}],
        }
        for n in range(CAST)
    ]
    found = _row(number) | {
        "overview": "Much water, and what it carries. " * 10,
        "status": "Ended",
        "seasons": [{"id": number * 100 + n, "season_number": n, "name": f"Season {n}"} for n in range(1, SEASONS + 1)],
        "aggregate_credits": {"cast": cast},
        "poster_path": f"/show{number}.jpg",
    }
    for season in range(1, SEASONS + 1):
        found[f"season/{season}"] = {
            "id": number * 100 + season,
            "name": f"Season {season}",
            "season_number": season,
            "poster_path": f"/show{number}s{season}.jpg",
            "episodes": [_episode(number, season, n) for n in range(1, EPISODES + 1)],
        }
    return found


def _episode(show: int, season: int, number: int) -> Answer:
    ident = (show * SEASONS + season) * EPISODES + number
    guests = [
        {"id": 500_000 + ident * GUESTS + n, "name": f"Guest {ident} {n}", "character": f"Caller {n}", "order": n}
        for n in range(GUESTS)
    ]
    crew = [
        {"id": 100 + ident % 90, "name": f"Hand {ident % 90}", "department": "Directing", "job": "Director"},
        {"id": 300 + ident % 70, "name": f"Pen {ident % 70}", "department": "Writing", "job": "Writer"},
    ]
    return {
        "id": ident,
        "name": f"The tide of day {ident}",
        "overview": "The harbour waits for the ferry. " * 8,
        "air_date": f"20{season:02}-03-{number:02}",
        "season_number": season,
        "episode_number": number,
        "runtime": 42,
        "vote_average": 7.5,
        "vote_count": 12,
        "still_path": f"/still{ident}.jpg",
        "crew": crew,
        "guest_stars": guests,
    }


class InventedSession(Session):
    """A session that asks this endpoint instead of the network."""

    endpoint: Endpoint

    @asynccontextmanager
    async def _providers(
        self, metrics: Metrics | None = None, not_before: float | None = None, any_age: bool = False
    ) -> AsyncIterator[tuple[Any, Any]]:
        yield SimpleNamespace(degraded=set()), {"tmdb": Tmdb(self.endpoint, ["en-US"], ["US"], [])}


async def measure(home: Path, kinds: list[str]) -> dict[str, float]:
    """Scans and scrapes what is there; the figures of both. `kinds` are the pictures that are fetched."""
    config = Config(
        sources=[SourceConfig("Shows", str(home / "media"), "tv")],
        artwork=ArtworkConfig(kinds=kinds),
    )
    session = InventedSession(Paths(home / "config.toml", home, home / "cache"), config)
    session.endpoint = Endpoint()
    scanned = await session.scan()
    scraped = await session.scrape()
    figures = {
        "files": scanned.files,
        "scan_seconds": scanned.seconds,
        "done": scraped.done,
        "scrape_seconds": scraped.seconds,
        "requests": session.endpoint.asked,
        "episodes": session.library.count(parse_query("kind:episode state:scraped")),
        "peak": most_resident(),
    }
    session.close()
    return figures


if __name__ == "__main__":
    home, shows = Path(sys.argv[1]), int(sys.argv[2])
    make_tree(home / "media", shows)
    print(json.dumps(asyncio.run(measure(home, ["poster"]))))
