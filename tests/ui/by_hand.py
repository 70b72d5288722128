"""What a person does to a fake session by hand, and takes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from emm_tui.domain import events as ev
from emm_tui.domain.edits import Changed, Undone, parse_edits
from emm_tui.domain.errors import NotFoundError
from emm_tui.domain.media import Item
from emm_tui.domain.metadata import Provenance
from emm_tui.domain.why import Say, Why
from emm_tui.pipeline.reports import EditReport, Estimate, HandReport, NfoPreview, ScrapeOptions, UndoReport

if TYPE_CHECKING:
    from tests.ui.fake import FakeLibrary

NFO = b"<movie>\n  <title>Before</title>\n  <plot>[bold]Same\x1b[2J</plot>\n</movie>\n"


class ByHand:
    """Edits, locks and marks of rows in memory; `undone` are the jobs that were taken back."""

    library: FakeLibrary
    emit: Callable[[ev.Event], None]

    def _done(self) -> list[tuple[str, list[Undone], Callable[[], None]]]:
        found: list[tuple[str, list[Undone], Callable[[], None]]] = self.__dict__.setdefault("by_hand", [])
        return found

    async def edit(self, items: Sequence[int], edits: Mapping[str, str], *, apply: bool = False) -> EditReport:
        """Titles and years are the rows' own; other fields change nothing here."""
        wanted = parse_edits(edits)
        before = {id: self.library.by_id[id] for id in items}
        changes = [
            Changed(id, field, getattr(row, field, None), new)
            for id, row in before.items()
            for field, new in wanted.items()
            if getattr(row, field, None) != new
        ]
        if apply and changes:
            for one in changes:
                row: Any = self.library.by_id[one.item]
                self.library.by_id[one.item] = replace(row, **{one.field: one.new})
            self._keep("edit", changes, lambda: self.library.by_id.update(before))
        return EditReport(len(items), apply, 1, changes)

    async def mark(self, items: Sequence[int], marked: bool = True, *, apply: bool = False) -> HandReport:
        """Marks rows."""
        before = {id: self.library.by_id[id] for id in items}
        changes = [Changed(id, "marked", row.marked, marked) for id, row in before.items() if row.marked != marked]
        if apply and changes:
            self.library.by_id.update({id: replace(row, marked=marked) for id, row in before.items()})
            self._keep("mark", changes, lambda: self.library.by_id.update(before))
        return HandReport(len(items), apply, 1, changes)

    async def lock(
        self, items: Sequence[int], fields: Sequence[str], locked: bool = True, *, apply: bool = False
    ) -> HandReport:
        """Locks fields of rows."""
        changes = []
        for id in items:
            known = self.library.locked.setdefault(id, set())
            changes += [Changed(id, field, not locked, locked) for field in fields if (field in known) != locked]
            self.library.locked[id] = known | set(fields) if locked else known - set(fields)
        self._keep("lock", changes, lambda: None)
        return HandReport(len(items), apply, 1, changes)

    async def undo(self, job: int | None = None, *, apply: bool = False) -> UndoReport:
        """The last change."""
        if not self._done():
            raise NotFoundError("Nothing was changed by hand that could be undone.")
        verb, changes, back = self._done()[-1]
        if apply:
            self._done().pop()
            back()
            self.emit(ev.ItemsChanged(tuple(one.item for one in changes)))
        return UndoReport(1, verb, apply, changes)

    async def estimate(self, items: Sequence[int], options: ScrapeOptions) -> Estimate:
        """Two requests an item, four pictures."""
        return Estimate(len(items), 2 * len(items), 4 * len(items) * ("artwork" in options.only))

    def why(self, item: Item, field: str) -> Why:
        """Two providers said something else, and the first one won."""
        said = [Say("tmdb", item.row.title, "en", True), Say("omdb", "[/] Another", None, False)]
        return Why(field, item.row.title, Provenance("tmdb", "en", "2026-05-04T10:00:00"), False, "tmdb is first", said)

    async def nfos(self, item: int) -> list[NfoPreview]:
        """One that a title changes."""
        title = self.library.by_id[item].title.encode("utf-8", "replace")
        return [NfoPreview(f"/media/films/{item}.nfo", NFO, NFO.replace(b"Before", title))]

    def _keep(self, verb: str, changes: Sequence[Changed], back: Callable[[], None]) -> None:
        titles = self.library.by_id
        undone = [Undone(one.item, titles[one.item].title, one.field, one.new, one.old) for one in changes]
        self._done().append((verb, undone, back))
        self.emit(ev.ItemsChanged(tuple(one.item for one in changes)))
