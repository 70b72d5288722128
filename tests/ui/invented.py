"""An invented library for the screens: made-up titles, some of them hostile."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from emm_tui.domain.artwork import ArtworkCandidate, ArtworkFile
from emm_tui.domain.guess import Guess
from emm_tui.domain.match import Candidate
from emm_tui.domain.media import Item, ItemRow, Match, MediaFile, State
from emm_tui.domain.metadata import Credit, Metadata, Provenance, Rating, SetInfo
from emm_tui.net.cache import Cache
from emm_tui.net.entries import Entry
from emm_tui.pipeline.choose import Offer

HOSTILE = (
    "[REC]",
    "[/]",
    "[bold red]x",
    "[@click=app.quit]press[/]",
    "[link=https://example.invalid]there[/link]",
    "\x1b]52;c;ZXZpbA==\x07 Clipboard",
    "\x1b[31mRed\x1b[0m",
    "\x1b[2J\x1b[HCleared",
    "\x9b31mC1 Control",
    "\x1b]8;;https://example.invalid\x1b\\Link\x1b]8;;\x1b\\",
    "\x1bPq#0;2;0;0;0\x1b\\",
    "Bell\x07 and \x08back",
    "Tab\tand\nbreak\r",
    "\u202egnp.exe",
    "\u2066isolated\u2069",
    "שלום עולם",
    "السماء فوق الميناء",
    "七人の灯台守",
    "👩\u200d🚀 Family 👨\u200d👩\u200d👧",
    "e\u0301te\u0301",
    "zero\u200bwidth",
    "\udcff\udcfe not UTF-8",
    "NUL\x00inside",
    "${HOME} `id` $(id)",
    "M*A*S*K",
    "\\[escaped\\]",
    "{curly} %s %(name)s",
    "\ufeffmarked",
    "x" * 300,
)

_FIRST = ("Silent", "Amber", "Northern", "Paper", "Hollow", "Velvet", "Distant", "Copper", "Glass", "Midnight")
_SECOND = ("Harbour", "Orchard", "Signal", "Meridian", "Lantern", "Tide", "Archive", "Garden", "Engine", "Winter")
_STATES: tuple[State, ...] = (
    *("scraped", "scraped", "scraped", "new", "scraped", "ambiguous"),
    *("scraped", "scraped", "unmatched", "failed", "matched"),
)


def rows(count: int = 96, hostile: bool = True) -> list[ItemRow]:
    """Films and a few shows with their episodes, ids from 1 in the order of their titles."""
    titles = [f"{first} {second}" for first in _FIRST for second in _SECOND][:count]
    made = [_row(number, title) for number, title in enumerate(titles + list(HOSTILE if hostile else ()))]
    made.sort(key=lambda row: row.title.strip("[\x1b").casefold())
    for number, row in enumerate(made):
        row.id = number + 1
    return made


SEASONS = {"Amber Harbour": (3, 2, 4), "Northern Tide": (6,)}
_EPISODES = ("The Bell", "Salt", "[REC]", "A Door in the Sea Wall that Nobody Remembers Building", "七つの灯", "Ferry")


def shows(rows: Sequence[ItemRow]) -> list[ItemRow]:
    """The rows, and two shows among them with seasons and episodes, one of them unknown to the provider."""
    made = [replace(row, kind="show") if row.title in SEASONS else row for row in rows]
    ids = count(max(row.id for row in rows) + 1)
    for title, seasons in SEASONS.items():
        for season, episodes in enumerate(seasons, start=0 if len(seasons) > 1 else 1):
            made.append(_season(next(ids), title, season))
            made += [_episode(next(ids), title, season, number) for number in range(1, episodes + 1)]
    made.append(ItemRow(next(ids), "episode", "unmatched", "Amber.Harbour.Behind.the.Scenes", show="Amber Harbour"))
    return made


def _season(id: int, show: str, season: int) -> ItemRow:
    title = f"Season {season}" if season else "Specials"
    return ItemRow(id, "season", "scraped", title, season=season, show=show, artwork=1)


def _episode(id: int, show: str, season: int, number: int) -> ItemRow:
    return ItemRow(
        id,
        "episode",
        "unmatched" if (season, number) == (2, 4) else "scraped",
        _EPISODES[(number + season) % len(_EPISODES)],
        season=season,
        episode=number,
        show=show,
        path=f"/media/shows/{show}/Season {season}/{show} S{season:02}E{number:02}.mkv",
        rating=6.0 + number / 4,
        runtime=40 + number,
        added="2026-02-03T10:00:00Z",
        aired=None if (season, number) == (2, 4) else f"20{12 + season}-03-{number:02}",
    )


def above(rows: Iterable[ItemRow]) -> dict[int, tuple[int, int]]:
    """The parent and the show of seasons and episodes, by id."""
    rows = list(rows)
    own = {row.title: row.id for row in rows if row.kind == "show"}
    seasons = {(row.show, row.season): row.id for row in rows if row.kind == "season"}
    found = {}
    for row in rows:
        show = own.get(row.show or "", 0)
        if row.kind == "season":
            found[row.id] = (show, show)
        elif row.kind == "episode":
            found[row.id] = (seasons.get((row.show, row.season), show), show)
    return found


def _row(number: int, title: str) -> ItemRow:
    state = _STATES[number * 7 % len(_STATES)]
    known = state == "scraped"
    return ItemRow(
        id=0,
        kind="show" if number % 12 == 5 else "movie",
        state=state,
        title=title,
        year=1950 + number * 13 % 75,
        path=f"/media/films/{title} ({1950 + number * 13 % 75})/{title}.mkv",
        tmdb=910_000 + number if known else None,
        imdb=f"tt99{number:05d}" if known else None,
        rating=4 + number * 17 % 55 / 10 if known else None,
        runtime=74 + number * 29 % 97 if known else None,
        added=f"2026-0{1 + number % 9}-{1 + number % 28:02d}T10:00:00Z",
        artwork=2 ** (number % 9 + 1) - 1 if known else 0,
        missing_since="2026-05-01T00:00:00Z" if number % 31 == 17 else None,
    )


def item(row: ItemRow) -> Item:
    """Everything about a row; what is text holds the row's title, so that a hostile one is everywhere."""
    files = [MediaFile(row.path or "/media/films/x.mkv", 4_812_000_000, 0)]
    if row.state != "scraped":
        error = "tmdb: no answer after 3 tries. Run 'emm doctor'." if row.state == "failed" else None
        found = candidates(row) if row.state == "ambiguous" else []
        return Item(row, None, Metadata(title=row.title, year=row.year), files, candidates=found, error=error)
    match = Match("auto", "tmdb", 97.0, ["title equal", "year equal"])
    guess = Guess(row.path or "", resolution="1080p", source="Blu-ray", release_group=f"[{row.title}]")
    facts, came = _metadata(row), "2026-11-01T10:00:00Z"
    said = {name: Provenance(f"{row.title[:3]}db", "de-DE", came) for name in ("original_title", "tagline")}
    said |= {name: Provenance("tmdb", "en-US", came) for name in ("title", "plot", "genres", "cast")}
    said |= {name: Provenance("omdb", None, came) for name in ("year", "runtime", "ratings")}
    return Item(row, guess, facts, files, artwork=_artwork(), match=match, provenance=said)


def candidates(row: ItemRow) -> list[Candidate]:
    """Who a row may be."""
    found = [
        Candidate("tmdb", "910901", row.title, row.year, score=71.0, reasons=["title equal", "year differs by 1"]),
        Candidate("tmdb", "910902", f"{row.title} 2", 1988, f"Die {row.title}", score=64.0, reasons=["title close"]),
    ]
    return [replace(one, poster=f"https://pictures.invalid/{row.id}/{one.id}.jpg") for one in found]


def offers(row: ItemRow) -> list[Offer]:
    """Pictures of a row: posters of several languages and sizes, some fanarts, a logo, and a kind with nothing."""
    posters = [
        ArtworkCandidate(
            "poster",
            ("tmdb", "fanarttv", "[tvdb]")[n % 3],
            f"https://pictures.invalid/{'broken' if n == 5 else row.id}/{n}.jpg",
            width=(2000, 1000, 500)[n % 3],
            height=(3000, 1500, 750)[n % 3],
            language=("en", None, "de", "ja")[n % 4],
            votes=40 - n,
        )
        for n in range(14)
    ]
    fanarts = [
        ArtworkCandidate("fanart", "tmdb", f"https://pictures.invalid/{row.id}/f{n}.jpg", None, 1920, 1080, None, n)
        for n in range(4)
    ]
    logo = ArtworkCandidate("clearlogo", "tmdb", f"https://pictures.invalid/{row.id}/l.png", None, 800, 310, "en", 3)
    there = ArtworkFile("poster", "/media/films/x-poster.jpg", posters[0].url, 2000, 3000, "en", "tmdb")
    foreign = ArtworkFile("fanart", "/media/films/back\x1b[31mdrop.jpg")
    return [
        Offer("poster", there, posters, 0),
        Offer("fanart", foreign, fanarts),
        Offer("clearlogo", None, [logo]),
        Offer("banner", None, [], locked=True),
        Offer("discart", None, []),
    ]


def _artwork() -> dict[str, ArtworkFile]:
    kinds = ("poster", "fanart", "clearlogo", "landscape")
    return {kind: ArtworkFile(kind, f"/media/films/{kind}.jpg", None, 2000, 3000, "en", "tmdb") for kind in kinds}


def _metadata(row: ItemRow) -> Metadata:
    cast = [
        ("Mara Lindqvist", "Ilse"),
        ("Tomas Okafor", "The Keeper"),
        ("Yuna Perez-Hale", f"Voice of {row.title}"),
        ("Bram Solheim", None),
    ]
    return Metadata(
        title=row.title,
        original_title=f"Das {row.title}",
        year=row.year,
        premiered=f"{row.year}-09-14",
        runtime=row.runtime,
        plot=f"A keeper who has not spoken for nine years finds a letter addressed to {row.title}. "
        "The ferry is late, the lamp will not burn, and somebody has been counting the steps.",
        tagline="Nobody leaves by the sea.",
        certification="PG-13",
        genres=["Drama", "Mystery"],
        studios=["Lantern Row Pictures"],
        countries=["Norway"],
        ratings={"tmdb": Rating(row.rating or 5.0, 2345), "imdb": Rating(7.1, 18_204)},
        ids={"tmdb": str(row.tmdb), "imdb": row.imdb or ""},
        set=SetInfo("The Keeper Collection") if row.id % 3 == 0 else None,
        credits=[Credit("Ines Moreau-Tan", "director"), Credit("Ole Brandt", "writer")]
        + [Credit(name, "actor", role, order) for order, (name, role) in enumerate(cast)],
    )


def responses(cache: Cache) -> None:
    """Fills a cache with answers of some days, one of them hostile."""
    now = time.time()
    for n in range(40):
        provider, hours = ("tmdb", "omdb", "fanarttv")[n % 3], n * 7 + 0.5
        key = f"https://api.example/3/movie/{900 + n}?language=de-DE&query=%5BREC%5D\x1b]52;c;eA==\x07[/][bold red]"
        body = b"x" * (n * n * 91 + 400)
        cache.set_many({key: Entry(provider, 200, body, now - hours * 3600, now + 9e5)})
    today = datetime.now(UTC).date()
    for back in range(0, 24, 2):
        day = (today - timedelta(days=back)).isoformat()
        cache.count(day, {"tmdb": (400 - back * 11, back * 9), "omdb": (back * 3, 40), "fanarttv": (90, 30)})
