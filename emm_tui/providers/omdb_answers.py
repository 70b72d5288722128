"""What OMDb answers, and what is in its texts: every value is one, and "N/A" means nothing."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct, field

from emm_tui.domain.metadata import Rating
from emm_tui.providers.answers import Answer, names, text

_NOT_THERE = re.compile(r"not found|^Error getting data|^Incorrect IMDb ID", re.IGNORECASE)
_LIMIT = "limit reached"
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_DAY = re.compile(r"(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4})", re.ASCII)
_YEARS = re.compile(r"(\d{4})(?:\s*[\u2013\u2014-]\s*(\d{4})?)?", re.ASCII)
_HOURS = re.compile(r"(\d{1,3})\s*h", re.ASCII)
_MINUTES = re.compile(r"(\d{1,4})\s*m", re.ASCII)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_FIGURE = re.compile(r"(\d{1,10}(?:\.\d{1,4})?)(?:/\d{1,3}|%)?", re.ASCII)
_SOURCES = {"imdb": "Internet Movie Database", "metacritic": "Metacritic", "rottentomatoes": "Rotten Tomatoes"}
_SCALES = {"imdb": 10, "metacritic": 100, "rottentomatoes": 100}


class SourceRating(Struct, frozen=True, rename={"source": "Source", "value": "Value"}):
    """A rating as its source writes it: `7.1/10`, `55/100`, `57%`."""

    source: str | None = None
    value: str | None = None


class Title(Answer, frozen=True, rename="pascal"):
    """A film or a show, or why there is none."""

    title: str | None = None
    year: str | None = None
    rated: str | None = None
    released: str | None = None
    runtime: str | None = None
    genre: str | None = None
    director: str | None = None
    writer: str | None = None
    actors: str | None = None
    plot: str | None = None
    country: str | None = None
    poster: str | None = None
    ratings: list[SourceRating] = field(default_factory=list)
    metascore: str | None = None
    imdb_rating: str | None = field(default=None, name="imdbRating")
    imdb_votes: str | None = field(default=None, name="imdbVotes")
    imdb_id: str | None = field(default=None, name="imdbID")
    type: str | None = None
    response: str | None = None
    error: str | None = None

    @property
    def there(self) -> bool:
        """Whether OMDb has it."""
        return self.response != "False" and given(self.title) is not None

    @property
    def flaw(self) -> str:
        """It is neither a title nor a plain no."""
        if self.there or (self.response == "False" and _NOT_THERE.search(self.error or "")):
            return ""
        return f"it says: {text(self.error)}" if text(self.error) else "the answer is no title."


def is_used_up(body: bytes) -> bool:
    """Whether a refusal says that the key has no more requests today."""
    return _LIMIT in body.decode("utf-8", "replace").lower()


def given(value: str | None) -> str | None:
    """A text, None for "N/A" and for nothing."""
    found = text(value)
    return None if found and found.upper() == "N/A" else found


def listed(value: str | None) -> list[str]:
    """The names in `Ada Fenn, Bo Rusk (story), Cy Dunn`, each once and without what stands in brackets."""
    return names([given(part) for part in _IN_BRACKETS.sub("", value or "").split(",")])


def years(value: str | None) -> tuple[int | None, int | None]:
    """The first and the last year of `2013`, `2011–2019` or `2017–`; None where there is none."""
    found = _YEARS.search(value or "")
    return (int(found[1]), int(found[2]) if found[2] else None) if found else (None, None)


def day(value: str | None) -> str | None:
    """`14 Jun 2013` as `2013-06-14`; None when it is no day."""
    found = _DAY.fullmatch((given(value) or "").strip())
    try:
        return date(int(found[3]), _MONTHS[found[2].lower()], int(found[1])).isoformat() if found else None
    except (KeyError, ValueError):
        return None


def minutes(value: str | None) -> int | None:
    """`143 min` or `1 h 38 min` in minutes."""
    plain = (given(value) or "").replace(",", "")
    hours, rest = _HOURS.search(plain), _MINUTES.search(plain)
    return (int(hours[1]) * 60 if hours else 0) + (int(rest[1]) if rest else 0) or None


def ratings(answer: Title) -> dict[str, Rating]:
    """The ratings of IMDb, Metacritic and Rotten Tomatoes, each on its own scale."""
    rows = {row.source: row.value for row in answer.ratings}
    votes = _figure(answer.imdb_votes)
    found = {name: rows.get(source) for name, source in _SOURCES.items()}
    found["imdb"] = given(answer.imdb_rating) or found["imdb"]
    found["metacritic"] = found["metacritic"] or given(answer.metascore)
    counted = {name: (_figure(value), _SCALES[name]) for name, value in found.items()}
    return {
        name: Rating(value, int(votes) if votes and name == "imdb" else None, scale)
        for name, (value, scale) in counted.items()
        if value is not None and value <= scale and (value or name == "rottentomatoes")
    }


def _figure(value: str | None) -> float | None:
    found = _FIGURE.fullmatch((given(value) or "").replace(",", ""))
    return float(found[1]) if found else None
