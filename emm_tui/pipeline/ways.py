"""How a film and how a show goes through the stages: the one place that tells kinds apart."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from anyio import to_thread

from emm_tui.domain.fetched import Fetched, FetchedShow
from emm_tui.domain.ids import is_id
from emm_tui.domain.match import Verdict
from emm_tui.domain.media import Item, Target
from emm_tui.pipeline.artwork import fetch_artwork
from emm_tui.pipeline.artwork_show import fetch_show_artwork
from emm_tui.pipeline.datasets import rate_episodes
from emm_tui.pipeline.export import export_item, export_show
from emm_tui.pipeline.orders import take_order
from emm_tui.pipeline.show_files import read_show
from emm_tui.pipeline.work import Deps, Work


@dataclass(slots=True, frozen=True)
class Way:
    """The stages of one kind of title.

    `settle` decides what the files of a title count in. `save` returns the items that it changed; `place` and `export`
    work from what the library says by then, which is read once for both. `place` tells of the pictures that were lost
    to a passing trouble.
    """

    settle: Callable[[Deps, Target, Any], Awaitable[None]]
    save: Callable[[Deps, Work, Verdict | None, Any], Awaitable[Sequence[int]]]
    place: Callable[[Deps, Work], Awaitable[list[str]]]
    export: Callable[[Deps, Work], Awaitable[object]]


# -- films
async def _settle_film(_deps: Deps, _target: Target, _fetched: Fetched) -> None:
    return None


async def _save_film(deps: Deps, work: Work, verdict: Verdict | None, fetched: Fetched) -> Sequence[int]:
    words, lacking = fetched.said, work.lacking
    await deps.writer.save_metadata(work.id, verdict, fetched.metadata, fetched.artwork, words, lacking)
    return [work.id]


async def _place_film(deps: Deps, work: Work) -> list[str]:
    item = work.read = deps.library.item(work.id)
    return (await fetch_artwork(work.target, item.metadata, item.artwork_candidates, deps.artwork)).lost


async def _export_film(deps: Deps, work: Work) -> None:
    await export_item(work.read or deps.library.item(work.id), deps)


# -- shows
async def _settle_show(deps: Deps, target: Target, fetched: FetchedShow) -> None:
    await take_order(fetched, target.order, deps.providers)
    ident = fetched.metadata.ids.get("imdb", "")
    if is_id("imdb", ident):
        rate_episodes(fetched, deps.library.imdb_episodes(ident), deps.config.merge.rating)


async def _save_show(deps: Deps, work: Work, verdict: Verdict | None, fetched: FetchedShow) -> Sequence[int]:
    return await deps.writer.save_show(work.id, verdict, fetched, work.lacking)


async def _place_show(deps: Deps, work: Work) -> list[str]:
    show, seasons, files = work.read = await to_thread.run_sync(_read_show, deps, work.id)
    return (await fetch_show_artwork(show, seasons, files, deps.artwork)).lost


async def _export_show(deps: Deps, work: Work) -> None:
    show, seasons, files = work.read or await to_thread.run_sync(_read_show, deps, work.id)
    await export_show(show, seasons, files, deps)


def _read_show(deps: Deps, item: int) -> tuple[Item, list[Item], dict[str, list[Item]]]:
    return read_show(deps.library, deps.library.item(item))


WAYS = {
    "movie": Way(settle=_settle_film, save=_save_film, place=_place_film, export=_export_film),
    "show": Way(settle=_settle_show, save=_save_show, place=_place_show, export=_export_show),
}
"""The kinds that are scraped; seasons and episodes come with their show."""
