"""Which items a scrape takes: a query, narrowed to what can be scraped and to the scope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from emm_tui.domain.query import parse_query

if TYPE_CHECKING:
    from emm_tui.pipeline.reports import ScrapeOptions
    from emm_tui.store.library import Library

KINDS = ("movie",)
SCOPES = {
    "default": "state:new,matched,failed",
    "new": "state:new,matched",
    "failed": "state:failed",
    "missing": "state:scraped missing:poster,fanart,plot,nfo",
    "marked": "marked:yes",
    "all": "",
}


def in_scope(library: Library, query: str, options: ScrapeOptions) -> list[int]:
    """The ids of a query's items that the options' scope takes, in the query's order. Raises QueryError."""
    wanted = parse_query(query) & parse_query("kind:" + ",".join(KINDS)) & parse_query(SCOPES[options.scope])
    return list(library.ids(wanted, options.limit))


def scrapable(library: Library, items: Sequence[int]) -> list[int]:
    """Those of the given items that can be scraped."""
    return [row.id for row in library.rows(items) if row.kind in KINDS]
