"""What the cache screen shows: figures of each provider, their hit rates by day, and the entries that stand out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import time
from urllib.parse import urlsplit

from emm_tui.domain.display import display
from emm_tui.net.cache import Cache, Held, Order, ProviderStats, read_stats
from emm_tui.net.tally import Tally, hit_rate
from emm_tui.ui.widgets.columns import Column
from emm_tui.ui.words import size

DAYS = 30
LISTED = 200
_BLOCKS = "▁▂▃▄▅▆▇█"


@dataclass(slots=True, frozen=True)
class ProviderRow:
    """One provider's figures; `rates` are the hit rates 0..1 of the last days, None for a day without a look."""

    name: str
    stats: ProviderStats
    rates: tuple[float | None, ...]


@dataclass(slots=True, frozen=True)
class CacheView:
    """The cache as it is now: providers with a last row for all of them; `trouble` says why it cannot be reached.

    `last` is the hit rate 0..1 of the last run, None when there was none.
    """

    providers: tuple[ProviderRow, ...]
    held: tuple[Held, ...]
    last: float | None = None
    trouble: str = ""

    @property
    def total(self) -> ProviderStats:
        """The figures of all providers."""
        return self.providers[-1].stats


def read_cache(open_cache: Callable[[], AbstractContextManager[Cache]], order: Order) -> CacheView:
    """Reads all that the screen shows; takes as long as the cache is large, so never on the event loop."""
    with open_cache() as cache:
        stats, tally, held = read_stats(cache), cache.tally(), cache.held(order, LISTED)
        rows = [ProviderRow(name, one, _rates(tally, name)) for name, one in stats.items()]
        total = ProviderRow("all", _sum(stats.values()), _rates(tally))
        last = hit_rate(tally.last) if tally.last else None
        return CacheView((*rows, total), tuple(held), last, cache.trouble)


def _sum(rows: Collection[ProviderStats]) -> ProviderStats:
    hits, misses = sum(row["hits"] for row in rows), sum(row["misses"] for row in rows)
    return {
        "entries": sum(row["entries"] for row in rows),
        "bytes": sum(row["bytes"] for row in rows),
        "hits": hits,
        "misses": misses,
        "hit_rate": hits / (hits + misses) if hits + misses else 0.0,
    }


def _rates(tally: Tally, provider: str | None = None) -> tuple[float | None, ...]:
    """The hit rates of the last days, today's last; of all providers when none is named."""
    today = datetime.now(UTC).date()
    days = ((today - timedelta(days=back)).isoformat() for back in range(DAYS - 1, -1, -1))
    return tuple(_rate(tally, day, provider) for day in days)


def _rate(tally: Tally, day: str, provider: str | None) -> float | None:
    counts = [pair for name, pair in tally.days.get(day, {}).items() if provider in (None, name)]
    asked = sum(sum(pair) for pair in counts)
    return sum(hits for hits, _ in counts) / asked if asked else None


def bars(rates: Collection[float | None]) -> str:
    """A block for each day, as high as its rate; a dot where nothing was asked."""
    return "".join("·" if rate is None else _BLOCKS[min(int(rate * len(_BLOCKS)), len(_BLOCKS) - 1)] for rate in rates)


def age(stored: float) -> str:
    """How long ago that was, in its largest unit: `3 d`, `5 h`, `12 min`, `40 s`."""
    seconds = max(time() - stored, 0)
    for length, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"


def address(key: str) -> str:
    """What was asked, without the host that is the same for all of a provider's answers."""
    parts = urlsplit(key)
    return display(parts.path + (f"?{parts.query}" if parts.query else ""))


def percent(share: float) -> str:
    """`0.7` as `70 %`."""
    return f"{share:.0%}".replace("%", " %")


def _rate_of(row: ProviderRow) -> str:
    return percent(row.stats["hit_rate"]) if row.stats["hits"] + row.stats["misses"] else ""


PROVIDERS: tuple[Column[ProviderRow], ...] = (
    Column("provider", "provider", 10, lambda row: row.name),
    Column("entries", "answers", 9, lambda row: f"{row.stats['entries']:,}", right=True),
    Column("size", "size", 8, lambda row: size(row.stats["bytes"]), right=True, rank=1),
    Column("hits", "hits", 9, lambda row: f"{row.stats['hits']:,}", right=True, rank=2),
    Column("misses", "misses", 9, lambda row: f"{row.stats['misses']:,}", right=True, rank=3),
    Column("rate", "hit rate", 8, _rate_of, right=True),
    Column("days", f"{DAYS} days", DAYS, lambda row: bars(row.rates), rank=4),
)

ENTRIES: tuple[Column[Held], ...] = (
    Column("age", "age", 7, lambda one: age(one.stored), right=True),
    Column("size", "size", 8, lambda one: size(one.bytes), right=True),
    Column("provider", "provider", 10, lambda one: display(one.provider), rank=1),
    Column("address", "asked for", 20, lambda one: address(one.key), flexible=True),
)
