"""Folders of one show become one show: never by their title, only once identification found the same id for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from anyio import to_thread

from emm_tui.domain import events as ev
from emm_tui.pipeline.work import Deps, Work

Id = tuple[str, str]
"""A provider and its id of a show."""


@dataclass(slots=True)
class Twins:
    """The shows of a run by what they turned out to be: `first` goes on, others of that id wait until it is through."""

    first: dict[Id, int] = field(default_factory=dict)
    waiting: dict[Id, set[int]] = field(default_factory=lambda: defaultdict(set))


async def hold_twin(deps: Deps, twins: Twins, work: Work) -> Work | None:
    """Lets a show wait that is the same as another one: as one of this run, or one that the library knows."""
    choice = work.verdict.choice if work.verdict else None
    if work.target.kind != "show" or choice is None:
        return work
    ident = choice.provider, choice.id
    known = await to_thread.run_sync(deps.library.same_shows, *ident)
    if twins.first.setdefault(ident, work.id) == work.id and {*known} <= {work.id}:
        return work
    twins.waiting[ident].add(work.id)
    return None


async def unite_twins(deps: Deps, twins: Twins) -> list[int]:
    """Makes one show of all that are the same, after the others of the run are through; they are still to scrape."""
    united = []
    for ident, waiting in twins.waiting.items():
        shows = {*waiting, twins.first[ident], *deps.library.same_shows(*ident)}
        kept = await deps.writer.unite_shows(sorted(shows), deps.job)
        if kept is None:
            continue
        twins.first[ident] = kept
        united.append(kept)
        for gone in sorted(waiting)[1:]:
            deps.emit(ev.ItemEnded(gone, "done"))
        deps.emit(ev.ItemsChanged(tuple(sorted(shows))))
    twins.waiting.clear()
    return united
