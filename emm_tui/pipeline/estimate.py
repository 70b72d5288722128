"""What a scrape will ask for, counted before it starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from emm_tui.config import Config
from emm_tui.domain.artwork import KINDS
from emm_tui.domain.media import ItemRow
from emm_tui.pipeline.reports import Estimate, ScrapeOptions
from emm_tui.store.layout import ARTWORK_BITS

if TYPE_CHECKING:
    from emm_tui.store.library import Library

_IN_PARTS = 500


def estimate(
    library: Library, items: Sequence[int], options: ScrapeOptions, config: Config, providers: int = 1
) -> Estimate:
    """Requests and pictures of these films and shows: a search for what nobody has decided, then all about each.

    Each of so many `providers` is asked about a title; a show as a whole, and season by season. Of the pictures, those
    of the config that it does not have.
    """
    requests = pictures = 0
    for row in _rows(library, items):
        if "metadata" in options.only:
            requests += (row.tmdb is None) + providers
            requests += len(library.children(row.id)) if row.kind == "show" else 0
        if "artwork" in options.only:
            wanted = [kind for kind in config.artwork.kinds if kind in KINDS[row.kind]]
            pictures += sum(not row.artwork & ARTWORK_BITS[kind] for kind in wanted)
    return Estimate(len(items), requests, pictures)


def _rows(library: Library, items: Sequence[int]) -> Iterator[ItemRow]:
    for start in range(0, len(items), _IN_PARTS):
        yield from library.rows(items[start : start + _IN_PARTS])
