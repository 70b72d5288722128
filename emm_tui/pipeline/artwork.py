"""Pictures beside the media: chosen, downloaded in parallel, decoded, then put in place; what is right is kept."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from anyio import to_thread

from emm_tui import fsio
from emm_tui.config import Config
from emm_tui.domain import events as ev
from emm_tui.domain.artwork import KINDS, ArtworkCandidate, ArtworkFile, base_kind, chain, ranked, standing
from emm_tui.domain.errors import ExportError
from emm_tui.domain.media import Target
from emm_tui.domain.metadata import Metadata
from emm_tui.exporters.artwork import art_path
from emm_tui.exporters.layout import Layout, layout
from emm_tui.pipeline.actor_thumbs import fetch_actor_thumbs
from emm_tui.pipeline.artwork_download import ArtworkDeps, ArtworkStore, Brought, Downloads, Order, fetch_all, together
from emm_tui.pipeline.artwork_survey import Lying, address, listing, offered, remove_ours, survey
from emm_tui.pipeline.set_artwork import fetch_set_artwork

TRIES = 3
"""So many pictures are tried for a kind when the better ones turn out to be missing or damaged."""


@dataclass(slots=True)
class Wanted:
    """The pictures that one item should have: where they lie, of which kinds, what is offered and what recorded.

    `lying` are those that are there, `orders` those to fetch, `no_pictures` the names of what only pretends to be one;
    `files` by kind what lies in place in the end.
    `retitled`: the pictures that we recorded are those of another title, which the item was held for before.
    """

    item: int
    place: Layout
    kinds: Sequence[str]
    candidates: Sequence[ArtworkCandidate]
    recorded: Mapping[str, ArtworkFile]
    lying: dict[str, Lying] = field(default_factory=dict)
    orders: list[Order] = field(default_factory=list)
    no_pictures: list[str] = field(default_factory=list)
    retitled: bool = False
    files: dict[str, ArtworkFile] = field(default_factory=dict)

    @property
    def known(self) -> list[str]:
        """The kinds to look for: of another title's pictures also those that are wanted no more."""
        return list(dict.fromkeys([*self.kinds, *(self.recorded if self.retitled else ())]))

    @property
    def to_do(self) -> bool:
        """Is there anything to fetch, to take away or to record?"""
        if self.orders or self.retitled or self.recorded.keys() & set(self.kinds) - self.lying.keys():
            return True
        return any(lying.file != self.recorded.get(kind) for kind, lying in self.lying.items())


async def fetch_artwork(
    target: Target, metadata: Metadata, candidates: Sequence[ArtworkCandidate], deps: ArtworkDeps
) -> Brought:
    """Brings the pictures of an item in order, records them in the library, and returns what came of it.

    A picture that cannot be had is a warning. Raises StorageError when the disk is full, ExportError when the item's
    folder cannot be read or, though a picture is wanted there, written (ReadOnlyError): nothing is fetched then.
    """
    kinds = kinds_of(target.kind, deps.config, target.locked)
    wanted = Wanted(target.id, layout(target), kinds, candidates, target.artwork)
    brought = await fetch_together([wanted], metadata.original_language, deps)
    if metadata.set:
        brought.lost += await fetch_set_artwork(metadata.set, deps)
    await fetch_actor_thumbs(wanted.place.folder, metadata, deps)
    return brought


async def fetch_together(all_wanted: Sequence[Wanted], original: str | None, deps: ArtworkDeps) -> Brought:
    """Brings the pictures of items that belong together in order; `original` is their language (ISO 639-1).

    Raises StorageError when the disk is full, ExportError when the first item's folder cannot be read or written; what
    lies in another such folder is left alone with a warning, and its pictures are lost for now.
    """
    languages = deps.config.library.artwork_languages or deps.config.library.languages
    order = chain(languages, original)
    problems = await to_thread.run_sync(_survey, all_wanted, order, deps.config.export.profiles)
    for folder, problem in problems.items():
        deps.emit(ev.Warned(f"{folder}: no pictures. {problem}"))
    for path in (os.path.join(one.place.folder, name) for one in all_wanted for name in one.no_pictures):
        deps.emit(ev.Warned(f"{path} is no picture. It was left alone; take it away."))
    downloads = Downloads(deps, (one for wanted in all_wanted for one in wanted.orders))
    brought = Brought(lost=[str(problem) for problem in problems.values()])

    async def bring(wanted: Wanted) -> None:
        found = await _bring(wanted, downloads, deps)
        brought.files.extend(found.files)
        brought.lost.extend(found.lost)

    here = [one for one in all_wanted if one.place.folder not in problems]
    for one in here:
        if not one.to_do:
            await bring(one)
    await together(partial(bring, one) for one in here if one.to_do)
    return brought


def kinds_of(kind: str, config: Config, locked: Collection[str] = ()) -> list[str]:
    """The kinds of pictures that the config wants for a kind of item, and a numbered one for each further fanart.

    Those that a person has `locked` are left alone.
    """
    kinds = [name for name in config.artwork.kinds if name in KINDS[kind]]
    extra = config.artwork.extra_fanart if "fanart" in kinds and kind in ("movie", "show") else 0
    every = kinds + [f"fanart{n}" for n in range(1, extra + 1)]
    return [name for name in every if name not in locked]


def _survey(all_wanted: Sequence[Wanted], order: Sequence[str], profiles: Collection[str]) -> dict[str, ExportError]:
    """Looks at what lies there and decides what to fetch; each folder is read once. Folder -> why it cannot be used."""
    retitled = _retitled(all_wanted)
    listings: dict[str, dict[str, str]] = {}
    problems: dict[str, ExportError] = {}
    for wanted in all_wanted:
        folder, wanted.retitled = wanted.place.folder, retitled
        if folder in problems:
            continue
        try:
            if folder not in listings:
                listings[folder] = listing(folder)
            _look(wanted, listings[folder], order, profiles)
            if wanted.orders:
                fsio.check_writable(folder)
        except ExportError as error:
            if folder == all_wanted[0].place.folder:
                raise
            problems[folder] = error
    return problems


def _look(wanted: Wanted, names: Mapping[str, str], order: Sequence[str], profiles: Collection[str]) -> None:
    found = survey(wanted.place, names, wanted.known, profiles, wanted.recorded)
    wanted.lying, wanted.no_pictures = found.lying, found.no_pictures
    for one in (_order(kind, wanted, order) for kind in wanted.kinds):
        one.taken = _taken(one, names, found.no_pictures)
        if one.options and not (one.taken and _crowded(one, wanted.place, profiles)):
            wanted.orders.append(one)


def _taken(order: Order, names: Mapping[str, str], no_pictures: Collection[str]) -> frozenset[str]:
    """The names that the picture must not have: one that makes way for it is the only file that it may replace."""
    if order.old is None:
        return frozenset(name.lower() for name in no_pictures)
    return frozenset(names.keys() - {os.path.basename(order.old.path).lower()})


def _crowded(order: Order, place: Layout, profiles: Collection[str]) -> bool:
    """Has something that is no picture the only name that ours could have?"""
    try:
        for ending in ("jpg", "png"):
            art_path(place, order.kind, ending, profiles, order.taken)
    except ExportError:
        return True
    return False


def _retitled(all_wanted: Sequence[Wanted]) -> bool:
    """Did an item become another title? Then none of the pictures that we recorded is on offer any more."""
    recorded = {address(file.url) for wanted in all_wanted for file in wanted.recorded.values() if file.url}
    return bool(recorded) and recorded.isdisjoint(address(c.url) for wanted in all_wanted for c in wanted.candidates)


async def _bring(wanted: Wanted, downloads: Downloads, deps: ArtworkDeps) -> Brought:
    """Fetches and records; another title's pictures go, before their successors come or when none came."""
    orders, lying = wanted.orders, wanted.lying
    await _clear(wanted, {order.kind for order in orders})
    brought = await fetch_all(wanted.item, wanted.place, orders, downloads, deps) if orders else Brought()
    await _clear(wanted, {file.kind for file in brought.files})
    for kind in lying.keys() - {order.kind for order in orders}:
        deps.emit(ev.ImageEnded(kind, "kept", 0))
    files = {kind: found.file for kind, found in lying.items()} | {file.kind: file for file in brought.files}
    await _record(wanted, files, deps.store)
    wanted.files = files
    return Brought(list(files.values()), brought.lost)


async def _clear(wanted: Wanted, spared: Collection[str]) -> None:
    """Takes away our pictures of the title that the item was held for before; a person's choice stays."""
    if not wanted.retitled:
        return
    for kind, lying in list(wanted.lying.items()):
        if lying.ours and kind not in spared and not wanted.recorded[kind].chosen:
            await to_thread.run_sync(remove_ours, lying.file)
            del wanted.lying[kind]


def _order(kind: str, wanted: Wanted, order: Sequence[str]) -> Order:
    """What to try for a kind, best first: nothing when there is a picture that is right, or not ours to replace."""
    lying, record, candidates = wanted.lying.get(kind), wanted.recorded.get(kind), wanted.candidates
    if record and record.chosen and (lying is None or (record.pending and not lying.file.chosen)):
        again = [c for c in candidates if c.url == record.url][:1]
        if again:
            return Order(kind, again, lying.file if lying else None, chosen=True)
    base = base_kind(kind)
    found = ranked(candidates, base, order, None)
    found = found[:TRIES] if base == kind else found[int(kind[len(base) :]) :][:1]
    if lying is None:
        return Order(kind, found)
    if not found or not lying.ours or lying.file.chosen or offered(lying.file.url, found[:1]):
        return Order(kind, [])
    if offered(lying.file.url, candidates):
        found = _better(base, found, lying.file, candidates, order)
    return Order(kind, found, lying.file)


def _better(
    kind: str,
    found: Sequence[ArtworkCandidate],
    file: ArtworkFile,
    candidates: Sequence[ArtworkCandidate],
    order: Sequence[str],
) -> list[ArtworkCandidate]:
    """Those that stand above our picture by size or language; votes alone change too often to replace one."""
    ours = offered(file.url, candidates)
    source, width = (ours.kind, ours.width) if ours else (kind, file.width or 0)
    now = standing(kind, source, width, file.language, order)
    return [c for c in found if now is None or (standing(kind, c.kind, c.width, c.language, order) or now) < now]


async def _record(wanted: Wanted, files: Mapping[str, ArtworkFile], store: ArtworkStore) -> None:
    """Tells the library what changed; nothing when nothing did."""
    touched = {order.kind for order in wanted.orders}
    changed = [file for kind, file in files.items() if kind in touched or file != wanted.recorded.get(kind)]
    if changed:
        await store.save_artwork(wanted.item, changed)
    gone = [kind for kind in wanted.known if kind not in files and (kind in touched or kind in wanted.recorded)]
    if gone:
        await store.drop_artwork(wanted.item, gone)
