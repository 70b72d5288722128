"""The tags of an NFO that are ours, as one table for each kind of title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from emm_tui.domain.media import Item
from emm_tui.domain.metadata import Metadata
from emm_tui.exporters import nfo_tags as tags
from emm_tui.exporters.nfo_tags import Elements, count, each, line, names, number, paragraphs


@dataclass(slots=True, frozen=True)
class Tag:
    """One of our tags: the metadata `field` it shows, how it is made, and what of older ones is kept beside it.

    `keep` takes the new and the old elements; without it the old ones go as soon as there are new ones.
    """

    name: str
    field: str
    make: Callable[[Item], Elements]
    keep: Callable[[Elements, Elements], Elements] | None = None


def _tag(
    name: str,
    field: str,
    make: Callable[[Metadata], Elements],
    keep: Callable[[Elements, Elements], Elements] | None = None,
) -> Tag:
    """A tag that shows something of the item's metadata alone."""
    return Tag(name, field, lambda item: make(item.metadata), keep)


_TITLE = _tag("title", "title", lambda m: line("title", m.title))
_ORIGINAL = _tag("originaltitle", "original_title", lambda m: line("originaltitle", m.original_title))
_SORT = _tag("sorttitle", "sort_title", lambda m: line("sorttitle", m.sort_title))
_RATINGS = _tag("ratings", "ratings", tags.ratings, tags.keep_other_ratings)
_USER_RATING = _tag("userrating", "user_rating", lambda m: number("userrating", m.user_rating))
_OUTLINE = _tag("outline", "outline", lambda m: paragraphs("outline", m.outline))
_PLOT = _tag("plot", "plot", lambda m: paragraphs("plot", m.plot))
_TAGLINE = _tag("tagline", "tagline", lambda m: line("tagline", m.tagline))
_RUNTIME = _tag("runtime", "runtime", lambda m: number("runtime", m.runtime))
_CERTIFICATION = _tag("mpaa", "certification", lambda m: line("mpaa", m.certification))
_IDS = _tag("uniqueid", "ids", tags.unique_ids, tags.keep_other_ids)
_GENRES = _tag("genre", "genres", lambda m: each("genre", m.genres))
_COUNTRIES = _tag("country", "countries", lambda m: each("country", m.countries))
_WRITERS = _tag("credits", "writers", lambda m: each("credits", names(m, "writer")))
_DIRECTORS = _tag("director", "directors", lambda m: each("director", names(m, "director")))
_PREMIERED = _tag("premiered", "premiered", lambda m: line("premiered", m.premiered))
_YEAR = _tag("year", "year", lambda m: number("year", m.year))
_STUDIOS = _tag("studio", "studios", lambda m: each("studio", m.studios))
_TRAILER = _tag("trailer", "trailer", tags.trailer)
_TAGS = _tag("tag", "tags", lambda m: each("tag", m.tags), tags.keep_other_tags)
_ACTORS = _tag("actor", "cast", tags.actors)

MOVIE = (
    _TITLE,
    _ORIGINAL,
    _SORT,
    _RATINGS,
    _USER_RATING,
    _OUTLINE,
    _PLOT,
    _TAGLINE,
    _RUNTIME,
    _CERTIFICATION,
    _IDS,
    _GENRES,
    _COUNTRIES,
    _tag("set", "set", tags.movie_set),
    _WRITERS,
    _DIRECTORS,
    _PREMIERED,
    _YEAR,
    _STUDIOS,
    _TRAILER,
    _TAGS,
    _ACTORS,
)

SHOW = (
    _TITLE,
    _ORIGINAL,
    _SORT,
    _RATINGS,
    _USER_RATING,
    _OUTLINE,
    _PLOT,
    _TAGLINE,
    _RUNTIME,
    _CERTIFICATION,
    _IDS,
    _tag("episodeguide", "ids", tags.episode_guide),
    _GENRES,
    _COUNTRIES,
    _WRITERS,
    _DIRECTORS,
    _PREMIERED,
    _YEAR,
    _tag("status", "status", lambda m: line("status", m.status)),
    _STUDIOS,
    _TRAILER,
    _TAGS,
    Tag("namedseason", "seasons", lambda i: tags.named_seasons(i.seasons), tags.keep_other_seasons),
    _ACTORS,
)

SEASON = (
    _TITLE,
    _PLOT,
    _IDS,
    _PREMIERED,
    _YEAR,
    Tag("seasonnumber", "season", lambda i: count("seasonnumber", i.row.season)),
)

EPISODE = (
    _TITLE,
    _ORIGINAL,
    Tag("showtitle", "show", lambda i: line("showtitle", i.show.title if i.show else None)),
    _RATINGS,
    _USER_RATING,
    Tag("season", "season", lambda i: count("season", i.row.season)),
    Tag("episode", "episode", lambda i: count("episode", i.row.episode)),
    _tag("displayseason", "airs", lambda m: count("displayseason", m.airs_before_season)),
    _tag("displayepisode", "airs", tags.display_episode),
    _tag("displayafterseason", "airs", lambda m: count("displayafterseason", m.airs_after_season)),
    _OUTLINE,
    _PLOT,
    _RUNTIME,
    _CERTIFICATION,
    _IDS,
    _GENRES,
    _WRITERS,
    _DIRECTORS,
    _tag("aired", "premiered", lambda m: line("aired", m.premiered)),
    _YEAR,
    _STUDIOS,
    _TAGS,
    _ACTORS,
)

TABLES: dict[str, tuple[str, Sequence[Tag]]] = {
    "movie": ("movie", MOVIE),
    "show": ("tvshow", SHOW),
    "season": ("season", SEASON),
    "episode": ("episodedetails", EPISODE),
}
"""Kind of item -> the root's name and our tags, in the order in which a new file has them."""
