"""A scrape of many: which items, how sure it must be, what of them; it says what that means before it starts."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast, get_args

from textual import work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from emm_tui.config import ARTWORK_KINDS
from emm_tui.domain.display import display
from emm_tui.domain.errors import EmmError
from emm_tui.pipeline.reports import ALL_PARTS, Estimate, Part, Scope, ScrapeOptions
from emm_tui.ui.dialogs.dialog import Dialog
from emm_tui.ui.keys import bindings
from emm_tui.ui.widgets.choice import Choice
from emm_tui.ui.widgets.media_columns import title
from emm_tui.ui.words import plural

if TYPE_CHECKING:
    from emm_tui.session import Session

SELECTION, FILTER = "selection", "this filter"
SCOPES: Mapping[str, Scope] = {"new": "new", "missing": "missing", "marked": "marked", "failed": "failed", "all": "all"}
Mode = Literal["auto", "ask", "skip"]
MODES: tuple[str, ...] = get_args(Mode)
PARTS = ("metadata", "artwork", "nfo")
SHOWN = 4  # items that are named
RESTS = 0.15  # seconds without a change before it is counted anew
NONE: Mapping[str, str] = {
    FILTER: "The filter finds neither film nor show: esc, then / changes it.",
    "new": "Nothing is new: esc, then R scans the sources for what is.",
    "missing": "Nothing that was scraped lacks anything.",
    "marked": "Nothing is marked: esc, then m marks what is selected.",
    "failed": "Nothing has failed.",
    "all": "The library is empty: esc, then R scans the sources.",
}
"""What is said of a scope without items."""
OTHERS = "On Which, ← and → take other items."


@dataclass(slots=True, frozen=True)
class Bulk:
    """What to scrape: these `items`, else those of the query that the options' scope takes."""

    query: str
    items: Sequence[int] | None
    options: ScrapeOptions


class BulkDialog(Dialog[Bulk]):
    """Asks for scope, mode and parts; `items` are the selection, `query` the filter that is shown."""

    BINDINGS = bindings("bulk")
    DEFAULT_CSS = """
    BulkDialog {
        & #box { width: 76; }
        & #preview { margin-top: 1; min-height: 6; }
        &.-low #preview { margin: 0; min-height: 1; }
        & Choice.-gone { display: none; }
    }
    """

    def __init__(self, session: Session, items: Sequence[int], query: str) -> None:
        super().__init__("Scrape many")
        self._session = session
        self._items = items
        self._query = query
        scopes = [*([SELECTION] if items else []), *([FILTER] if query else []), *SCOPES]
        mode = session.config.scrape.mode
        self._scope = Choice("Which", scopes, scopes[:1])
        self._mode = Choice("Mode", MODES, [mode])
        self._parts = Choice("What", PARTS, PARTS, several=True)
        self._kinds = Choice("Pictures", ARTWORK_KINDS, session.config.artwork.kinds, several=True)
        self._preview = Static("", id="preview", markup=False)
        self._plans: dict[str, Sequence[int]] = {}

    def body(self) -> Iterable[Widget]:
        """The choices, and what they come to."""
        yield self._scope
        yield self._mode
        yield self._parts
        yield self._kinds
        yield self._preview

    def on_mount(self) -> None:
        """Counts."""
        self._scope.focus()
        self._count()

    def on_choice_changed(self) -> None:
        """Counts anew."""
        self._kinds.set_class("artwork" not in self._parts.chosen, "-gone")
        self._count()

    @property
    def chosen(self) -> Bulk:
        """What the choices say."""
        [scope], [mode] = self._scope.chosen, self._mode.chosen
        only = frozenset(cast("tuple[Part, ...]", self._parts.chosen))
        kinds = self._kinds.chosen
        usual = set(kinds) == set(self._session.config.artwork.kinds)
        options = ScrapeOptions(
            SCOPES.get(scope, "all"), cast(Mode, mode), only or ALL_PARTS, kinds=None if usual else kinds
        )
        return Bulk(self._query if scope == FILTER else "", self._items if scope == SELECTION else None, options)

    @work(exclusive=True)
    async def _count(self) -> None:
        """Says how many items and requests the choice means."""
        [scope], bulk = self._scope.chosen, self.chosen
        try:
            if scope not in self._plans:
                self._preview.update(Content.styled("counting …", "dim"))
            await asyncio.sleep(RESTS)
            planned = await self._planned(scope, bulk)
            if not planned:
                self._preview.update(_none(scope))
                return
            estimate = await self._session.estimate(planned, bulk.options)
            rows = await asyncio.to_thread(self._session.library.rows, planned[:SHOWN])
        except EmmError as error:
            self._preview.update(Content.styled(display(str(error)), "$text-error"))
            return
        names = [f"  {title(row)}" for row in rows]
        more = [f"  and {len(planned) - SHOWN:,} more"] if len(planned) > SHOWN else []
        self._preview.update(Content("\n").join([_told(estimate), *map(Content, names + more)]))

    async def _planned(self, scope: str, bulk: Bulk) -> Sequence[int]:
        """The items of a scope; which they are does not hang on the other choices."""
        if scope not in self._plans:
            options = replace(bulk.options, dry_run=True)
            report = await self._session.scrape(bulk.query, items=bulk.items, options=options)
            self._plans[scope] = report.planned
        return self._plans[scope]

    def action_start(self) -> None:
        """Answers, unless nothing is to be done."""
        if self._plans.get(self._scope.chosen[0], True):
            self.dismiss(self.chosen)


def _none(scope: str) -> Content:
    return Content.assemble("Nothing to scrape. ", (NONE.get(scope, ""), ""), (f"\n{OTHERS}", "dim"))


def _told(estimate: Estimate) -> Content:
    asked = [plural(estimate.requests, "request")] if estimate.requests else []
    asked += [plural(estimate.pictures, "picture")] if estimate.pictures else []
    rest = f": at most {' and '.join(asked)}, fewer where the cache knows the answer" if asked else ""
    return Content.assemble((plural(estimate.items, "item"), "bold"), rest)
