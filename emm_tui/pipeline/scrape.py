"""The stages of a scrape: each takes a film or a show a step further and leaves what it found in the library."""

from __future__ import annotations

from anyio import to_thread

from emm_tui.domain import events as ev
from emm_tui.domain.errors import (
    EmmError,
    StorageError,
)
from emm_tui.pipeline.adopt import read_beside
from emm_tui.pipeline.flow import Failed
from emm_tui.pipeline.gather import fetch_choice, gather, identify_beside
from emm_tui.pipeline.presence import is_there
from emm_tui.pipeline.ways import WAYS
from emm_tui.pipeline.work import Deps, Work


async def leave_absent(deps: Deps, work: Work) -> Work | None:
    """Leaves an item alone whose files are not there: nothing is written where a share should be."""
    source = work.target.source
    if source in deps.away:
        deps.left_alone.add(source)
    elif await to_thread.run_sync(is_there, work.target):
        return work
    await _skip(deps, work)
    return None


async def identify_item(deps: Deps, work: Work) -> Work | None:
    """Decides which title the item is; one that nobody can decide is left for review."""
    target = work.target
    with deps.metrics.time("identify"):
        await read_beside(deps, target)
        found = await identify_beside(deps, work)
    work.verdict, work.fetched = found.verdict, found.fetched
    work.others.troubles |= found.lost
    if found.verdict.choice:
        return work
    if deps.options.mode == "skip":
        await _skip(deps, work)
        return None
    await deps.writer.save_verdict(work.id, found.verdict, job=deps.job)
    _ended(deps, work, found.verdict.state)
    return None


async def skip_unknown(deps: Deps, work: Work) -> Work | None:
    """Lets an item pass whose facts are known; pictures and files of others have to wait."""
    if work.target.state == "scraped":
        return work
    await _skip(deps, work)
    return None


async def _skip(deps: Deps, work: Work) -> None:
    """Leaves the item as it was."""
    await deps.writer.finish(work.id, "skipped", job=deps.job)
    _ended(deps, work, "skipped")


async def fetch_metadata(deps: Deps, work: Work) -> Work:
    """Fetches everything that the provider has on the title, unless identification already did."""
    choice = work.verdict.choice if work.verdict else None
    if work.fetched is None and choice:
        work.fetched = await fetch_choice(deps, work, choice)
    return work


async def gather_facts(deps: Deps, work: Work) -> Work:
    """Adds what the other providers have on it, and decides what the files of a show count in."""
    await gather(deps, work)
    if work.fetched:
        await WAYS[work.target.kind].settle(deps, work.target, work.fetched)
    return work


async def store_metadata(deps: Deps, work: Work) -> Work:
    """Saves the verdict, the facts and the pictures on offer in one transaction."""
    if work.fetched:
        verdict = None if work.decided else work.verdict
        with deps.metrics.time("store.save"):
            work.changed = await WAYS[work.target.kind].save(deps, work, verdict, work.fetched)
        work.fetched = None
    return work


async def place_artwork(deps: Deps, work: Work) -> Work:
    """Downloads the pictures that are missing or better, and records what lies beside the media."""
    work.lost = await WAYS[work.target.kind].place(deps, work)
    return work


async def export_files(deps: Deps, work: Work) -> Work:
    """Writes the NFO files from what the library now says."""
    with deps.metrics.time("export.nfo"):
        await WAYS[work.target.kind].export(deps, work)
    work.read = None
    work.nfo = True
    return work


async def finish(deps: Deps, work: Work) -> None:
    """Marks the item as scraped and as done in its job; one that lost pictures on the way has failed, to come again."""
    if work.lost:
        count = f"{len(work.lost)} pictures" if len(work.lost) > 1 else "a picture"
        raise EmmError(f"{count} could not be had: {work.lost[0]}", "Scrape it again later.")
    await deps.writer.finish(work.id, "scraped", job=deps.job, nfo=work.nfo)
    _ended(deps, work, "done")


async def fail(deps: Deps, problem: Failed[Work]) -> None:
    """Records why an item could not be carried on; what the library knew of it stays."""
    work, error = problem.item, problem.error
    deps.note(error)
    for trouble in work.others.troubles.values():
        deps.note(trouble)
    text = str(error) if isinstance(error, EmmError) else f"A bug: {type(error).__name__}: {error}"
    if isinstance(error, StorageError):
        deps.storage_error = text
    stage = "artwork" if work.lost else problem.stage
    await deps.writer.finish(work.id, "failed", error=text, stage=stage, job=deps.job, nfo=work.nfo)
    deps.emit(ev.ItemFailed(work.id, work.target.path, stage, text))
    _ended(deps, work, "failed")


def _ended(deps: Deps, work: Work, outcome: str) -> None:
    deps.emit(ev.ItemEnded(work.id, outcome))
    deps.emit(ev.ItemsChanged(tuple(dict.fromkeys((work.id, *work.changed)))))
