"""The cache: what it holds of each provider, how often that was enough, and its care."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from time import monotonic

from textual import work
from textual.widget import Widget

from emm_tui.config_file.text import mask
from emm_tui.domain.display import display
from emm_tui.net.cache import Order, expire
from emm_tui.ui.activity import Changes
from emm_tui.ui.cache_view import ENTRIES, PROVIDERS, CacheView, ProviderRow, percent, read_cache
from emm_tui.ui.desk import Desk
from emm_tui.ui.keys import bindings
from emm_tui.ui.mode_screen import ModeScreen
from emm_tui.ui.say import say
from emm_tui.ui.widgets.list_table import ListTable
from emm_tui.ui.widgets.one_line import Part
from emm_tui.ui.words import plural, size

EVERY = 5.0  # seconds between two readings while a job runs: a large cache is counted through each time
ORDERS: dict[Order, Order] = {"oldest": "largest", "largest": "oldest"}
OFF = "The cache is off: every scrape asks for everything.\n\n, then cache.backend turns it on"
EMPTY = "The cache is empty.\n\nWhat a scrape asks is kept here; S on the library's screen scrapes"


class CacheScreen(ModeScreen):
    """Figures of all runs, this machine's and, with Redis, others'; `p` prunes, `d` and `D` clear."""

    HEADING = "Cache"
    CSS_PATH = "cache.tcss"
    AUTO_FOCUS = "#providers"
    BINDINGS = bindings("cache")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.providers: ListTable[ProviderRow] = ListTable(PROVIDERS, id="providers")
        self.entries = ListTable(ENTRIES, id="entries")
        self.order: Order = "largest"
        self._read_at = 0.0

    def body(self) -> Iterable[Widget]:
        """The providers above the entries that stand out."""
        yield self.providers
        yield self.entries

    def renew(self, changes: Changes) -> None:
        """Reads the figures again when a job has ended, and now and then while one runs."""
        running = self.desk.activity.progress is not None
        if changes.ended or (running and monotonic() - self._read_at > EVERY):
            self._read()

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        self._read_at = monotonic()
        view = await asyncio.to_thread(read_cache, self.desk.session.cache, self.order)
        self._show_view(view)

    def _show_view(self, view: CacheView) -> None:
        total, config = view.total, self.desk.session.config.cache
        asked = total["hits"] + total["misses"]
        self.head(
            Part("offline" if config.offline else config.backend, 2, "$text-accent"),
            Part(f"{size(total['bytes'])} of {config.size_limit}" if config.backend != "off" else "", 3),
            Part(plural(total["entries"], "answer"), 4),
            Part("" if view.last is None else f"last run {percent(view.last)} hits", 0),
            Part(f"all runs {percent(total['hit_rate'])}" if asked else "", 1),
            Part(display(view.trouble), 0, "$text-error"),
            Part(display(self._where()), 5),
        )
        self.providers.list(view.providers)
        self.entries.sorted_by = ("age", False) if self.order == "oldest" else ("size", True)
        self.entries.list(view.held)
        self.providers.styles.max_height = len(view.providers) + 1
        self.empty("" if total["entries"] or asked or view.trouble else OFF if config.backend == "off" else EMPTY)

    def _where(self) -> str:
        """Where the answers are kept."""
        config = self.desk.session.config.cache
        kept = {"disk": config.directory or str(self.desk.session.paths.cache), "redis": str(mask(config.redis_url))}
        return kept.get(config.backend, "")

    def action_order(self) -> None:
        """The oldest or the largest entries first."""
        self.order = ORDERS[self.order]
        self._read()

    def action_read(self) -> None:
        """Counts again."""
        self._read()

    def action_prune(self) -> None:
        """Throws away what is too old to be used."""
        self._evict(None, expired_only=True)

    @work(exclusive=True, group="dialog")
    async def action_clear(self) -> None:
        """Throws away the answers of the provider under the cursor, after a question."""
        row = self.providers.at_cursor
        if row is None:
            return
        provider = None if row.name == "all" else row.name
        whose = "all answers" if provider is None else f"the answers of {provider}"
        if await self._sure(f"Throw {whose} away?", row):
            self._evict(provider, expired_only=False)

    async def _sure(self, question: str, row: ProviderRow) -> bool:
        from emm_tui.ui.dialogs.confirm import ConfirmDialog

        what = f"{plural(row.stats['entries'], 'answer')}, {size(row.stats['bytes'])}: the next scrape asks again."
        return await self.app.push_screen_wait(ConfirmDialog(question, what)) is True

    @work(exclusive=True, group="expire")
    async def action_expire(self) -> None:
        """Has one answer, a provider's or all asked for again; they are kept until then."""
        row, entry = self.providers.at_cursor, self.entries.at_cursor if self.entries.has_focus else None
        if row is None and entry is None:
            return
        provider = None if row is None or row.name == "all" else row.name

        def work() -> int:
            with self.desk.session.cache() as cache:
                return expire(cache, provider, entry.key if entry else None)

        expired = await asyncio.to_thread(work)
        say(self, f"{plural(expired, 'answer')} will be asked for again.")
        self._read()

    @work(group="evict")
    async def _evict(self, provider: str | None, *, expired_only: bool) -> None:
        def evict() -> int:
            with self.desk.session.cache() as cache:
                return cache.evict(provider, expired_only)

        gone = await asyncio.to_thread(evict)
        say(self, f"{plural(gone, 'answer')} thrown away.")
        self._read()
