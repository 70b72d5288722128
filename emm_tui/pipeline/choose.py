"""Pictures by hand: what is on offer for an item, and a person's choice among it, which scrapes leave alone."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from anyio import to_thread

from emm_tui import fsio
from emm_tui.config import Config
from emm_tui.domain.artwork import KINDS, ArtworkCandidate, ArtworkFile, base_kind, fitting, ranked
from emm_tui.domain.errors import NotFoundError
from emm_tui.domain.media import Item
from emm_tui.exporters.layout import layout
from emm_tui.pipeline.artwork import Wanted, kinds_of
from emm_tui.pipeline.artwork_download import ArtworkDeps, Downloads, Order, fetch_all
from emm_tui.pipeline.artwork_survey import Lying, address, listing, survey
from emm_tui.pipeline.made_way import away, was
from emm_tui.store.pictures import Was


@dataclass(slots=True)
class Offer:
    """One kind of picture of an item: the `file` that lies there, and the candidates for it, best first.

    `current` is the place of the candidate that lies there, None when it is none of them; `locked` kinds are left
    alone by scrapes, though nothing may lie there.
    """

    kind: str
    file: ArtworkFile | None
    candidates: list[ArtworkCandidate]
    current: int | None = None
    locked: bool = False


def offers(item: Item, config: Config) -> list[Offer]:
    """The kinds of pictures that an item may have: those that are wanted, on offer or there."""
    wanted = kinds_of(item.row.kind, config) if item.row.kind in KINDS else []
    kinds = dict.fromkeys([*KINDS.get(item.row.kind, ()), *wanted, *item.artwork])
    every = [_offer(item, kind, config) for kind in kinds]
    return [offer for offer in every if offer.candidates or offer.file or offer.kind in wanted]


def _offer(item: Item, kind: str, config: Config) -> Offer:
    languages = config.library.artwork_languages or config.library.languages
    base, original = base_kind(kind), item.metadata.original_language
    best = ranked(item.artwork_candidates, base, languages, original)
    others = [one for one in fitting(item.artwork_candidates, base) if one.kind == base]
    file = _there(item, kind)
    found = list({address(one.url): one for one in (*best, *others)}.values())
    now = address(file.url) if file and file.url else ""
    current = next((place for place, one in enumerate(found) if address(one.url) == now), None)
    return Offer(kind, file, found, current, kind in item.locked)


def _there(item: Item, kind: str) -> ArtworkFile | None:
    """The picture that lies beside the item: one that we know all of, else one that a scan has seen."""
    known = item.artwork.get(kind)
    if known and not known.pending:
        return known
    seen = next((f for f in item.files if f.role == "artwork" and f.artwork_kind == kind), None)
    return ArtworkFile(kind, seen.path, size=seen.size, mtime_ns=seen.mtime_ns) if seen else None


async def choose(item: Item, kind: str, url: str, deps: ArtworkDeps, backups: Path) -> tuple[ArtworkFile, Was]:
    """Puts a picture that is on offer in place of the one that lies there; returns it, and how it was before.

    What makes way is copied to `backups` first. NotFoundError when it is not on offer, the
    ProviderErrors and ExportErrors when it cannot be had or put there: what was there stays.
    """
    candidate = _candidate(item, kind, url, deps.config)
    wanted = Wanted(item.row.id, layout(item), [kind], [candidate], item.artwork)
    lying, before = await to_thread.run_sync(_prepare, wanted, candidate, deps.config, backups, kind in item.locked)
    if lying and _is(lying, url):
        return replace(lying.file, chosen=True), before
    brought = await fetch_all(item.row.id, wanted.place, wanted.orders, Downloads(deps, wanted.orders), deps)
    if brought.files:
        return brought.files[0], before
    if lying:
        await deps.store.save_artwork(item.row.id, [lying.file])
    else:
        await deps.store.drop_artwork(item.row.id, [kind])
    raise brought.problems[0]


def _candidate(item: Item, kind: str, url: str, config: Config) -> ArtworkCandidate:
    offered = (one for offer in offers(item, config) if offer.kind == kind for one in offer.candidates)
    for one in offered:
        if one.url == url:
            return one
    raise NotFoundError(f"That picture is not on offer as {kind} of item {item.row.id}.", "See 'emm artwork ITEM'.")


def _is(lying: Lying, url: str) -> bool:
    return bool(lying.ours and lying.file.url and address(lying.file.url) == address(url))


def _prepare(
    wanted: Wanted, candidate: ArtworkCandidate, config: Config, backups: Path, locked: bool
) -> tuple[Lying | None, Was]:
    """Looks at what lies there, copies it when it has to go, and orders the picture in its place."""
    [kind], profiles = wanted.kinds, config.export.profiles
    names = listing(wanted.place.folder)
    lying = survey(wanted.place, names, [kind], profiles, wanted.recorded).lying.get(kind)
    fsio.check_writable(wanted.place.folder)
    before = was(lying, locked, None if lying and _is(lying, candidate.url) else backups)
    order = Order(kind, [candidate], lying.file if lying else None, chosen=True)
    order.taken = frozenset(names.keys() - ({os.path.basename(lying.file.path).lower()} if lying else set()))
    wanted.orders = [order]
    return lying, before


async def current(item: Item, kind: str, config: Config) -> Lying:
    """The picture of a kind as it lies there now. NotFoundError when there is none."""

    def look() -> Lying | None:
        place = layout(item)
        names = listing(place.folder)
        return survey(place, names, [kind], config.export.profiles, item.artwork).lying.get(kind)

    lying = await to_thread.run_sync(look)
    if lying is None:
        raise NotFoundError(f"Item {item.row.id} has no {kind}.", "See 'emm artwork ITEM'.")
    return lying


async def with_a_copy(lying: Lying, locked: bool, backups: Path) -> Was:
    """How a picture is that a scrape may replace from now on, or may have replaced when this is taken back."""
    return await to_thread.run_sync(was, lying, locked, backups)


async def take_away(lying: Lying, locked: bool, backups: Path) -> Was:
    """Removes a picture after copying it to `backups`; returns how it was."""

    def remove() -> Was:
        before = was(lying, locked, backups)
        away(lying)
        return before

    return await to_thread.run_sync(remove)
