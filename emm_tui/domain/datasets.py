"""IMDb's own data files: which there are, and what is kept of them."""

from __future__ import annotations

from dataclasses import dataclass

RATINGS, EPISODES = "title.ratings", "title.episode"

HEADERS = {
    RATINGS: b"tconst\taverageRating\tnumVotes",
    EPISODES: b"tconst\tparentTconst\tseasonNumber\tepisodeNumber",
}
"""The first line of each file."""


@dataclass(slots=True, frozen=True)
class Dataset:
    """A data file as it was last read: `asked` and `changed` are ISO 8601 in UTC, `size` bytes, `kept` rows of ours."""

    name: str
    asked: str
    changed: str
    size: int
    rows: int
    kept: int
