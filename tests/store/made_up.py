"""Films, episodes and facts of our own invention."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import count

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.guess import Guess
from emm_tui.domain.match import Candidate, Verdict
from emm_tui.domain.media import Discovered, MediaFile
from emm_tui.domain.metadata import Credit, Metadata, Rating, SetInfo

HOSTILE = (
    "[REC]",
    "[/]",
    "[bold red]x",
    "M*A*S*H",
    "100% {x} %s",
    "'; DROP TABLE items; --",
    '"quoted" AND NOT "this"',
    "\x1b]52;c;UEFZTE9BRA==\x07clipboard",
    "\u202egnp.exe",
    "\u05d0\u05d1\u05d2 \u05d3",
    "null\x00byte",
    os.fsdecode(b"bad\xe9name"),
    "映画 千と千",
    "x" * 3000,
)

_times = count(1_700_000_000_000_000_000, 1_000_000_007)


def film(title: str, year: int | None = 2001, *, at: int | None = None, folder: str | None = None) -> Discovered:
    """A film in its own folder below /media/Movies; `at` is the time of its file in nanoseconds."""
    name = f"{title} ({year})" if year else title
    path = f"{folder or '/media/Movies'}/{name}/{name}.mkv"
    video = MediaFile(path, 1_000_000, next(_times) if at is None else at)
    return Discovered("Movies", path, Guess(path, "movie", title, year=year, confidence=0.95), (video,), True)


def episode(
    show: str, season: int | None, *numbers: int, folder: str | None = None, at: int | None = None
) -> Discovered:
    """A file with episodes of a show, below the show's folder /media/TV/<show>."""
    top = folder or f"/media/TV/{show}"
    label = "".join(f"E{number:02}" for number in numbers)
    path = f"{top}/Season {season}/{show}.S{season}{label}.mkv"
    video = MediaFile(path, 500_000, next(_times))
    guess = Guess(path, "episode", show, season=season, episodes=numbers)
    return Discovered("TV", path, guess, (video,), show_folder=top)


def renamed(found: Discovered, path: str, title: str | None = None, source: str | None = None) -> Discovered:
    """The same file under another path."""
    videos = tuple(replace(file, path=path) for file in found.files if file.role == "video")
    guess = found.guess.replaced(path=path, title=title or found.guess.title)
    return replace(found, path=path, files=videos, guess=guess, source=source or found.source)


def candidate(id: int = 77, title: str = "Harbour Lights", year: int = 2001) -> Candidate:
    """What a provider offers."""
    return Candidate("tmdb", str(id), title, year, score=97.5, reasons=["title equal"], titles=(title, "Hafenlichter"))


def matched(id: int = 77, title: str = "Harbour Lights", by: str = "auto") -> Verdict:
    """A verdict for that id."""
    choice = candidate(id, title)
    return Verdict("matched", choice, [choice], ["title equal", "year 2001 = 2001"], by)


def metadata(**changes: object) -> Metadata:
    """Everything that can be known of a film."""
    facts = Metadata(
        title="Harbour Lights",
        original_title="Hafenlichter",
        year=2001,
        premiered="2001-05-04",
        runtime=96,
        plot="A keeper leaves the light on.",
        tagline="Home is a signal.",
        certification="PG",
        genres=["Drama", "Mystery"],
        countries=["Norway"],
        studios=["North Pier Pictures"],
        tags=["lighthouse"],
        ratings={"tmdb": Rating(7.4, 812)},
        ids={"tmdb": "77", "imdb": "tt9900077"},
        set=SetInfo("Harbour Collection", 9, "Two films.", "https://i.example/p.jpg", "https://i.example/f.jpg"),
        credits=[
            Credit("Mara Lind", "actor", "The keeper", 0, "https://i.example/lind.jpg", 501),
            Credit("Ivo Tarn", "actor", "The boy", 1, None, 502),
            Credit("Sefa Okafor", "director", tmdb=503),
            Credit("Ada Moreau", "writer", tmdb=504),
        ],
        trailer="abc123",
        languages={"title": "en-US", "plot": "de-DE"},
        alternative_titles=["Lumières du port"],
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def pictures(*kinds: str) -> list[ArtworkCandidate]:
    """One picture on offer of each kind."""
    return [ArtworkCandidate(kind, "tmdb", f"https://i.example/{kind}.jpg", width=1000) for kind in kinds]
