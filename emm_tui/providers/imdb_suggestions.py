"""IMDb's suggestions: what its search box says while one types, open to everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from msgspec import Struct, field

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.display import clean
from emm_tui.domain.ids import is_id
from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import Credit, Metadata
from emm_tui.providers import imdb_pictures
from emm_tui.providers.addresses import Pictures
from emm_tui.providers.answers import Answer, Count, names, text
from emm_tui.providers.provider import TitleKind

LANGUAGE = "en"

_LONGEST_QUERY = 100
_FAME = 200_000
"""A rank divides it into a popularity: the 10,000th title counts like one that a hundred people have voted for."""

_FILMS = frozenset({"movie", "feature", "short", "tvmovie", "tvshort", "tvspecial", "video"})
_SHOWS = frozenset({"tvseries", "tvminiseries"})
_YEARS = re.compile(r"(\d{4})(?:\s*[\u2013-]\s*(\d{4})?)?", re.ASCII)
_LETTERS = re.compile(r"[^a-z]")


class Image(Struct, frozen=True, rename={"url": "imageUrl"}):
    """A poster, sizes in pixels."""

    url: str | None = None
    width: Count | None = None
    height: Count | None = None


_ROW = {"title": "l", "label": "q", "kind": "qid", "stars": "s", "year": "y", "years": "yr", "image": "i"}


class Row(Struct, frozen=True, rename=_ROW):
    """A title, or a person: `kind` as `tvSeries`, `label` the same in words, `rank` 1 for the best known of all."""

    id: str | None = None
    title: str | None = None
    label: str | None = None
    kind: str | None = None
    rank: Count | None = None
    stars: str | None = None
    year: Count | None = None
    years: str | None = None
    image: Image = Image()


class Suggestions(Answer, frozen=True, rename={"rows": "d"}):
    """What is like the query, the best first."""

    rows: list[Row] | None = field(default=None)

    @property
    def flaw(self) -> str:
        """There is no list."""
        return "the answer is no list of titles." if self.rows is None else ""

    def titles(self, kind: TitleKind) -> Iterator[Row]:
        """The rows with an id and a name that may be films, or shows."""
        for row in self.rows or ():
            named = is_id("imdb", row.id or "") and text(row.title)
            if named and is_of_kind(kind, row.kind or row.label):
                yield row


def question(title: str, year: int | None) -> str | None:
    """The path of a query, None when nothing is left to ask for."""
    words = clean(title).replace("\n", " ")[:_LONGEST_QUERY].strip()
    query = f"{words} {year}" if year else words
    return f"/titles/x/{quote(query, safe='', errors='replace')}.json" if words else None


def is_of_kind(wanted: TitleKind, kind: str | None) -> bool:
    """Whether IMDb's kind is one of ours; one that it does not tell may be."""
    if not kind:
        return True
    return _LETTERS.sub("", kind.lower()) in (_FILMS if wanted == "movie" else _SHOWS)


def candidate(row: Row, pictures: Pictures) -> Candidate:
    """A row as a candidate; how known it is comes of its rank alone."""
    title = text(row.title) or ""
    poster = pictures.address(row.image.url)
    return Candidate(
        "imdb",
        row.id or "",
        title,
        year=row.year,
        popularity=_FAME / row.rank if row.rank else 0.0,
        titles=(title,),
        poster=imdb_pictures.preview(poster) or poster,
        last_year=_last_year(row.years),
    )


def metadata(row: Row) -> Metadata:
    """What a row says: title, year, and the two or three who are best known in it."""
    title = text(row.title)
    stars = names(list((row.stars or "").split(",")))
    return Metadata(
        title=title,
        year=row.year,
        ids={"imdb": row.id or ""},
        credits=[Credit(name, "actor", order=order) for order, name in enumerate(stars)],
        languages={"title": LANGUAGE} if title else {},
    )


def artwork(image: Image, pictures: Pictures) -> list[ArtworkCandidate]:
    """A poster, when there is one."""
    address = pictures.address(image.url)
    url = imdb_pictures.original(address)
    if not url:
        return []
    preview = imdb_pictures.preview(address)
    size = image.width or 0, image.height or 0
    return [ArtworkCandidate("poster", "imdb", url, preview, *size, language=LANGUAGE)]


def _last_year(years: str | None) -> int | None:
    found = _YEARS.search(years or "")
    return int(found[2]) if found and found[2] else None
