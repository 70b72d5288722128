"""Which films and shows a scrape takes: those that a query means, narrowed to the scope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from emm_tui.domain.query import parse_query

if TYPE_CHECKING:
    from emm_tui.pipeline.reports import ScrapeOptions
    from emm_tui.store.library import Library

SCOPES = {
    "default": "state:new,matched,failed",
    "new": "state:new,matched",
    "failed": "state:failed",
    "missing": "state:scraped missing:poster,fanart,plot,nfo,provider",
    "marked": "marked:yes",
    "all": "",
}
EPISODES = {**SCOPES, "missing": SCOPES["new"], "all": "state:new"}
"""What an episode is, whose file is there, for its show to be taken as well."""


def in_scope(library: Library, query: str, options: ScrapeOptions) -> list[int]:
    """The films and shows of a query that the options' scope takes, in the query's order. Raises QueryError.

    A season or an episode that the query means stands for its show.
    """
    wanted, scope = parse_query(query), SCOPES[options.scope]
    found = library.titles(library.ids(wanted & parse_query(scope)))
    grown = _grown(library, options.scope).difference(found)
    if not grown:  # of a million films that are done none is looked at
        return found[: options.limit]
    taken = grown.union(found)
    return [id for id in library.titles(library.ids(wanted)) if id in taken][: options.limit]


def _grown(library: Library, scope: str) -> set[int]:
    """The shows with an episode that the scope takes: scraped ones, others wait for a person; or marked ones."""
    pending = parse_query(f"kind:episode ^missing:file {EPISODES[scope]}")
    shows = library.titles(library.ids(pending))
    return {row.id for row in library.rows(shows) if row.state == "scraped" or scope == "marked"}


def scrapable(library: Library, items: Sequence[int]) -> list[int]:
    """The films and shows that the given items are or belong to."""
    return library.titles(items)
