"""The sentence: identify → scrape → store → artwork → export, for every item of a run; slow providers come last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from emm_tui.domain import events as ev
from emm_tui.domain.media import Source
from emm_tui.pipeline import late, scrape
from emm_tui.pipeline.flow import Stage, flow
from emm_tui.pipeline.others import Others
from emm_tui.pipeline.presence import away
from emm_tui.pipeline.unite import Twins, hold_twin, unite_twins
from emm_tui.pipeline.work import Deps, Work

READ_AHEAD = 64
"""So many items are read from the library at once."""


def stages(deps: Deps, twins: Twins) -> list[Stage[Work]]:
    """The stages that the run's options ask for, in order."""

    async def hold(deps: Deps, work: Work) -> Work | None:
        return await hold_twin(deps, twins, work)

    only = deps.options.only
    facts, pictures, nfo = "metadata" in only, "artwork" in only, "nfo" in only and deps.config.export.nfo
    plan = [
        ("identify", scrape.leave_absent, True),
        ("identify", scrape.identify_item, facts),
        ("identify", hold, facts),
        ("identify", scrape.skip_unknown, not facts),
        ("scrape", scrape.fetch_metadata, facts),
        ("scrape", scrape.gather_facts, facts),
        ("store", scrape.store_metadata, facts),
        ("artwork", scrape.place_artwork, pictures),
        ("export", scrape.export_files, nfo),
        ("store", scrape.finish, True),
    ]
    return [Stage(name, partial(work, deps)) for name, work, wanted in plan if wanted]


def late_stages(deps: Deps) -> list[Stage[Work]]:
    """What is done with items that are through, for providers that are too slow to wait for."""
    only = deps.options.only
    plan = [
        ("scrape", late.ask, True),
        ("artwork", scrape.place_artwork, "artwork" in only),
        ("export", scrape.export_files, "nfo" in only and deps.config.export.nfo),
        ("store", late.finish, True),
    ]
    return [Stage(name, partial(work, deps)) for name, work, wanted in plan if wanted]


async def run(ids: Sequence[int], deps: Deps, sources: Sequence[Source]) -> None:
    """Carries the items through; what comes of each is in the library and in the events.

    Shows that turn out to be one follow when all others are through, and slow providers when everything is.
    """
    deps.away = await away(sources, deps.library) if ids else {}
    for problem in deps.away.values():
        deps.emit(ev.Warned(problem))
    twins = Twins()
    await _carry(ids, deps, twins)
    await _carry(await unite_twins(deps, twins), deps, twins)
    await _add(deps)


async def _carry(ids: Sequence[int], deps: Deps, twins: Twins) -> None:
    await flow(
        _works(ids, deps),
        stages(deps, twins),
        concurrency=deps.config.scrape.concurrency,
        entered=lambda work, stage: deps.emit(ev.StageEntered(work.id, stage)),
        failed=partial(scrape.fail, deps),
        ready=deps.hold.passed,
    )


async def _add(deps: Deps) -> None:
    """Lets the late providers add to what is through."""
    if deps.later:
        await flow(
            _works(list(dict.fromkeys(deps.later)), deps),
            late_stages(deps),
            concurrency=deps.config.scrape.concurrency,
            entered=lambda _work, _stage: None,
            failed=partial(late.fail, deps),
            ready=deps.hold.passed,
        )


def _works(ids: Sequence[int], deps: Deps) -> Iterator[Work]:
    for start in range(0, len(ids), READ_AHEAD):
        for target in deps.library.targets(ids[start : start + READ_AHEAD]):
            yield Work(target, Others(target, deps.providers))
