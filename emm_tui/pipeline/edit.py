"""Changes by hand: what they come to is known before they are kept."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from emm_tui.domain.edits import Changed, Renumbered, Value, check_kind, check_locks
from emm_tui.domain.errors import NotFoundError, UsageError
from emm_tui.domain.fetched import Number
from emm_tui.domain.media import Item
from emm_tui.pipeline.identify import identify
from emm_tui.pipeline.orders import AIRED, find_order, take_order
from emm_tui.pipeline.reports import EditReport, HandReport, OrderChange
from emm_tui.providers import FetchedShow, Provider
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer

ORDER = "order"


def plan_fields(library: Library, items: Sequence[int], edits: Mapping[str, Value]) -> EditReport:
    """What the edits of plain fields change. UsageError when an item has no such field."""
    report = EditReport(items=len(items))
    for id in items:
        item = library.item(id)
        for field, new in edits.items():
            check_kind(id, item.row.kind, field)
            old = _now(item, field)
            if field != ORDER and old != new:
                report.changes.append(Changed(id, field, old, new))
    return report


async def plan_order(library: Library, show: int, wanted: str, providers: Mapping[str, Provider]) -> OrderChange:
    """What becomes of a show's files in another order: the show from the cache where it is, a request for the order."""
    [target] = library.targets([show])
    if not target.ids:
        raise UsageError(f"Nobody knows yet which show item {show} is.", "Run 'emm scrape' first.")
    fetched = (await identify(target, providers)).fetched
    if not isinstance(fetched, FetchedShow):
        raise NotFoundError(f"Nobody can be asked about the show of item {show}.", "See 'emm doctor'.")
    kept = find_order(fetched, wanted)
    await take_order(fetched, kept, providers)
    name = fetched.order.name if fetched.order else AIRED
    episodes, doubles = library.renumbered(show, fetched)
    warnings = [*_of_doubles(doubles), *_of_unknown(episodes)]
    return OrderChange(show, target.title, target.order or AIRED, kept or AIRED, name, episodes, warnings)


def _of_doubles(doubles: Mapping[Number, Sequence[str]]) -> Iterator[str]:
    for (season, episode), paths in doubles.items():
        names = ", ".join(dict.fromkeys(os.path.basename(path) for path in paths))
        yield f"{len(paths)} episodes become S{season:02}E{episode:02}: {names}"


def _of_unknown(episodes: Sequence[Renumbered]) -> Iterator[str]:
    lost = sum(one.new is None for one in episodes)
    if lost:
        yield f"{lost} of the files have a number that the order does not know; they wait for review"


async def keep(writer: Writer, report: EditReport) -> None:
    """Carries the plan out."""
    orders = {change.item: "" if change.new == AIRED else change.new for change in report.orders}
    report.job = await writer.edit(report.changes, orders)
    report.applied = True


def plan_locks(library: Library, items: Sequence[int], fields: Sequence[str], locked: bool) -> HandReport:
    """Which locks of the items change. UsageError for a field that cannot be locked."""
    check_locks(fields)
    known = library.locks(items)
    changes = [
        Changed(item, field, not locked, locked)
        for item in items
        for field in fields
        if (field in known.get(item, ())) != locked
    ]
    return HandReport(len(items), changes=changes)


def plan_marks(library: Library, items: Sequence[int], marked: bool) -> HandReport:
    """Which marks of the items change."""
    rows = library.rows(items)
    return HandReport(
        len(items), changes=[Changed(r.id, "marked", not marked, marked) for r in rows if r.marked != marked]
    )


def _now(item: Item, field: str) -> Value:
    """The value that a field has; titles and years are those of the list."""
    if field in ("title", "year"):
        value: Value = getattr(item.row, field)
        return value
    return None if field == ORDER else getattr(item.metadata, field)
