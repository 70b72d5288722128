"""What a scrape will ask for, counted before it starts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from emm_tui.config import Config
from emm_tui.domain.artwork import KINDS
from emm_tui.pipeline.reports import Estimate, Part
from emm_tui.store.layout import ARTWORK_BITS

if TYPE_CHECKING:
    from emm_tui.store.library import Library


def estimate(
    library: Library, items: Sequence[int], only: Collection[Part], config: Config, providers: int = 1
) -> Estimate:
    """Requests and pictures of these films and shows: a search for what nobody has decided, then all about each.

    Each of so many `providers` is asked about a title; a show as a whole, and season by season. Of the pictures, those
    of the config that it does not have.
    """
    requests = pictures = 0
    for like in library.alike(items):
        if "metadata" in only:
            requests += like.count * (like.undecided + providers) + like.below
        if "artwork" in only:
            wanted = [kind for kind in config.artwork.kinds if kind in KINDS[like.kind]]
            pictures += like.count * sum(not like.artwork & ARTWORK_BITS[kind] for kind in wanted)
    return Estimate(len(items), requests, pictures)
