"""The verbs by which a person decides: matches, edits, locks, pictures, and what takes them back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from emm_tui.domain.errors import UsageError
from emm_tui.session.place import beside
from emm_tui.session.runs import Runs

if TYPE_CHECKING:
    from emm_tui.domain.artwork import ArtworkFile
    from emm_tui.domain.match import Candidate
    from emm_tui.domain.media import Item, Target
    from emm_tui.domain.why import Why
    from emm_tui.pipeline.choose import Offer
    from emm_tui.pipeline.previews import Pictures
    from emm_tui.pipeline.reports import (
        EditReport,
        HandReport,
        NfoPreview,
        RunReport,
        UndoReport,
    )


class Session(Runs):
    """A library with its config; reading is at hand, every long verb opens what it needs and closes it again."""

    async def nfos(self, item: int) -> list[NfoPreview]:
        """The NFO files of a film or a show as they lie there, and as an export would write them."""
        from emm_tui.pipeline.export import preview

        return await asyncio.to_thread(preview, self.library.item(item), self.config)

    @beside
    async def match(self, item: int, provider: str, ident: str, *, folder: str | None = None) -> RunReport:
        """Decides by hand which title a film or a show is, then scrapes it.

        With `folder`, one of several that the show lies in, only what lies there: it becomes a show of its own.
        UsageError for what cannot be decided that way, MissingError for an id that the provider does not know.
        """
        from emm_tui.pipeline.decide import check_id, clear_pictures
        from emm_tui.pipeline.undo import nfos_of

        target = self._target(item)
        async with self._providers() as (_, providers):
            await check_id(target, provider, ident, providers)
        if folder and target.ids.get(provider) == ident:
            folder = None
        beside = await asyncio.to_thread(nfos_of, self.library, item, folder)
        joins = set(self.library.same_shows(provider, ident)) - {item}
        async with self._writer("match") as writer:
            if target.kind == "show" and (folder or joins) and target.ids.get(provider) != ident:
                await asyncio.to_thread(clear_pictures, self.library, item, folder)
            if folder:
                item = await writer.split_show(item, folder)
            await writer.set_match(item, provider, ident, beside)
        return await self.scrape(items=[item])

    async def edit(self, items: Sequence[int], edits: Mapping[str, str], *, apply: bool = False) -> EditReport:
        """What new values of fields change; with `apply` they are kept and locked. UsageError for what cannot be."""
        from emm_tui.domain.edits import parse_edits
        from emm_tui.pipeline.edit import ORDER, keep, plan_fields, plan_order

        wanted = parse_edits(edits)
        report = await asyncio.to_thread(plan_fields, self.library, items, wanted)
        if ORDER in wanted:
            async with self._providers() as (_, providers):
                report.orders = [await plan_order(self.library, show, str(wanted[ORDER]), providers) for show in items]
        if apply:
            async with self._writer("edit") as writer:
                await keep(writer, report)
            self._changed(items)
        return report

    async def lock(
        self, items: Sequence[int], fields: Sequence[str], locked: bool = True, *, apply: bool = False
    ) -> HandReport:
        """What locking fields against scrapes changes, or unlocking them. UsageError for a field that is none."""
        from emm_tui.pipeline.edit import plan_locks

        report = await asyncio.to_thread(plan_locks, self.library, items, fields, locked)
        if apply and report.changes:
            async with self._writer("lock") as writer:
                report.job, report.applied = await writer.lock(items, fields, locked), True
            self._changed(items)
        return report

    async def mark(self, items: Sequence[int], marked: bool = True, *, apply: bool = False) -> HandReport:
        """What marking items changes, or taking their marks away."""
        from emm_tui.pipeline.edit import plan_marks

        report = await asyncio.to_thread(plan_marks, self.library, items, marked)
        if apply and report.changes:
            async with self._writer("mark") as writer:
                report.job, report.applied = await writer.mark([one.item for one in report.changes], marked), True
            self._changed(items)
        return report

    async def undo(self, job: int | None = None, *, apply: bool = False) -> UndoReport:
        """What taking a change by hand back comes to, the last one's without a job; with `apply` it is taken back.

        Files follow: by a scrape where the title is another one, by an export where a field is. NotFoundError when
        there is nothing to take back.
        """
        from emm_tui.pipeline.undo import plan, take_back

        report = await asyncio.to_thread(plan, self.library, job)
        if apply and report.possible:
            async with self._writer("undo") as writer:
                again, written = await take_back(writer, self.library, report, self.config, self.paths)
            self._changed({one.item for one in report.possible})
            if again:
                report.failures += (await self.scrape(items=again)).failures
            for query in written:
                exported = await self.export(query)
                report.files += exported.written
                report.failures += exported.failures
        return report

    async def candidates(self, item: int, words: str = "") -> list[Candidate]:
        """The titles that an item may be, best first: those of its last scrape, else asked for now.

        With `words`, a title with or without its year, those that a search for it finds.
        """
        from emm_tui.pipeline.identify import search, search_for

        found = self.library.item(item)
        if (found.candidates and not words) or found.row.kind not in ("movie", "show"):
            return found.candidates
        target = self.library.targets([item])[0]
        async with self._providers() as (_, providers):
            return await (search_for(words, target, providers) if words else search(target, providers))

    def why(self, item: Item, field: str) -> Why:
        """Why a field of an item is what it is. UsageError for what is no field."""
        from emm_tui.domain.edits import check_field
        from emm_tui.domain.why import why
        from emm_tui.pipeline.rules import rules_of

        check_field(field)
        return why(field, item, self.library.said(item.row.id), rules_of(self.config))

    async def artwork(self, item: int) -> list[Offer]:
        """The pictures that lie beside an item and those on offer, by kind. NotFoundError for no item."""
        from anyio import to_thread

        from emm_tui.pipeline.choose import offers

        return await to_thread.run_sync(lambda: offers(self.library.item(item), self.config))

    async def choose_artwork(self, item: int, kind: str, url: str) -> ArtworkFile:
        """Puts a picture that is on offer beside the item; no scrape replaces it. NotFoundError when it is not."""
        from anyio import CapacityLimiter

        from emm_tui.pipeline.artwork_download import ArtworkDeps
        from emm_tui.pipeline.choose import choose

        async with self._writer("artwork") as writer, self._providers() as (_, providers):
            found = self.library.item(item)
            deps = ArtworkDeps(self.config, self.emit, providers, writer, CapacityLimiter(1))
            file, was = await choose(found, kind, url, deps, self.paths.backups)
            await writer.choose_picture(item, file, was)
        self._changed([item])
        return file

    async def keep_artwork(self, item: int, kind: str, *, keep: bool = True) -> ArtworkFile:
        """Keeps the picture that lies there from scrapes, or leaves it to them again. NotFoundError without one."""
        from emm_tui.pipeline.choose import current, with_a_copy

        async with self._writer("artwork") as writer:
            found = self.library.item(item)
            lying = await current(found, kind, self.config)
            file = replace(lying.file, chosen=keep)
            await writer.keep_picture(item, file, await with_a_copy(lying, kind in found.locked, self.paths.backups))
        self._changed([item])
        return file

    async def remove_artwork(self, item: int, kind: str) -> None:
        """Takes the picture of a kind away, for good: no scrape brings another. NotFoundError without one."""
        from emm_tui.pipeline.choose import current, take_away

        async with self._writer("artwork") as writer:
            found = self.library.item(item)
            lying = await current(found, kind, self.config)
            was = await take_away(lying, kind in found.locked, self.paths.backups)
            await writer.remove_picture(item, lying.file, was)
        self._changed([item])

    @asynccontextmanager
    async def pictures(self) -> AsyncIterator[Pictures]:
        """Small pictures of what is on offer, to look at before one is taken."""
        from emm_tui.pipeline.previews import Pictures

        async with self._providers() as (_, providers):
            yield Pictures(providers, self.paths.cache / "previews")

    def _target(self, item: int) -> Target:
        """A film or a show that a person decides on. NotFoundError, UsageError for a part of one."""
        kind = self.library.item(item).row.kind
        if kind not in ("movie", "show"):
            raise UsageError(f"Item {item} is a {kind}.", "Films and shows can be matched by hand.")
        return self.library.targets([item])[0]
