"""A scrape of many: which items, how sure it must be, what of them; it says what that means before it starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from textual import work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

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
MODES = ("auto", "ask", "skip")
PARTS = ("metadata", "artwork", "nfo")
SHOWN = 4  # items that are named


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
        self._preview = Static("", id="preview", markup=False)

    def body(self) -> Iterable[Widget]:
        """The three choices, and what they come to."""
        yield self._scope
        yield self._mode
        yield self._parts
        yield self._preview

    def on_mount(self) -> None:
        """Counts."""
        self._scope.focus()
        self._count()

    def on_choice_changed(self) -> None:
        """Counts anew."""
        self._count()

    @property
    def chosen(self) -> Bulk:
        """What the choices say."""
        [scope], [mode] = self._scope.chosen, self._mode.chosen
        only = frozenset(cast("tuple[Part, ...]", self._parts.chosen))
        options = ScrapeOptions(SCOPES.get(scope, "all"), cast("object", mode), only or ALL_PARTS)  # type: ignore[arg-type]
        return Bulk(self._query if scope == FILTER else "", self._items if scope == SELECTION else None, options)

    @work(exclusive=True)
    async def _count(self) -> None:
        """Says how many items and requests the choice means."""
        self._preview.update(Content.styled("counting …", "dim"))
        bulk = self.chosen
        try:
            options = replace(bulk.options, dry_run=True)
            planned = (await self._session.scrape(bulk.query, items=bulk.items, options=options)).planned
            estimate = await self._session.estimate(planned, bulk.options)
            rows = self._session.library.rows(planned[:SHOWN])
        except EmmError as error:
            self._preview.update(Content.styled(display(str(error)), "$text-error"))
            return
        names = [f"  {title(row)}" for row in rows]
        more = [f"  and {len(planned) - SHOWN:,} more"] if len(planned) > SHOWN else []
        self._preview.update(Content("\n").join([_told(estimate), *map(Content, names + more)]))

    def action_start(self) -> None:
        """Answers."""
        self.dismiss(self.chosen)


def _told(estimate: Estimate) -> Content:
    if not estimate.items:
        return Content.styled("Nothing to scrape.", "dim")
    asked = [plural(estimate.requests, "request")] if estimate.requests else []
    asked += [plural(estimate.pictures, "picture")] if estimate.pictures else []
    rest = f": at most {' and '.join(asked)}, fewer where the cache knows the answer" if asked else ""
    return Content.assemble((plural(estimate.items, "item"), "bold"), rest)
