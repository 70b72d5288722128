"""Pictures beside the media: chosen, downloaded in parallel, decoded, then put in place; what is right is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from anyio import to_thread

from emm_tui.config import Config
from emm_tui.domain import events as ev
from emm_tui.domain.artwork import KINDS, ArtworkCandidate, ArtworkFile, base_kind, chain, ranked, standing
from emm_tui.domain.errors import ExportError
from emm_tui.domain.media import Target
from emm_tui.domain.metadata import Metadata
from emm_tui.exporters.layout import Layout, layout
from emm_tui.pipeline.artwork_download import ArtworkDeps, ArtworkStore, Downloads, Order, fetch_all, together
from emm_tui.pipeline.artwork_survey import Lying, listing, survey
from emm_tui.pipeline.set_artwork import fetch_set_artwork

TRIES = 3
"""So many pictures are tried for a kind when the better ones turn out to be missing or damaged."""


@dataclass(slots=True)
class Wanted:
    """The pictures that one item should have: where they lie, of which kinds, what is offered and what recorded.

    `lying` are those that are there, `orders` those to fetch.
    """

    item: int
    place: Layout
    kinds: Sequence[str]
    candidates: Sequence[ArtworkCandidate]
    recorded: Mapping[str, ArtworkFile]
    lying: dict[str, Lying] = field(default_factory=dict)
    orders: list[Order] = field(default_factory=list)


async def fetch_artwork(
    target: Target, metadata: Metadata, candidates: Sequence[ArtworkCandidate], deps: ArtworkDeps
) -> list[ArtworkFile]:
    """Brings the pictures of an item in order, records them in the library, and returns all that lie in place.

    A picture that cannot be had is a warning, never the item's failure. Raises StorageError when the disk is full or
    read-only, ExportError when the item's folder cannot be read.
    """
    wanted = Wanted(target.id, layout(target), kinds_of(target.kind, deps.config), candidates, target.artwork)
    files = await fetch_together([wanted], metadata.original_language, deps)
    if metadata.set:
        await fetch_set_artwork(metadata.set, deps)
    return files


async def fetch_together(all_wanted: Sequence[Wanted], original: str | None, deps: ArtworkDeps) -> list[ArtworkFile]:
    """Brings the pictures of items that belong together in order; `original` is their language (ISO 639-1).

    Raises StorageError when the disk is full or read-only, ExportError when the first item's folder cannot be read;
    what lies in another such folder is left alone with a warning.
    """
    languages = deps.config.library.artwork_languages or deps.config.library.languages
    order = chain(languages, original)
    problems = await to_thread.run_sync(_survey, all_wanted, order, deps.config.export.profiles)
    for folder, problem in problems.items():
        deps.emit(ev.Warned(f"{folder}: no pictures. {problem}"))
    downloads = Downloads(deps, (one for wanted in all_wanted for one in wanted.orders))
    files: list[ArtworkFile] = []

    async def bring(wanted: Wanted) -> None:
        files.extend(await _bring(wanted, downloads, deps))

    await together(partial(bring, one) for one in all_wanted if one.place.folder not in problems)
    return files


def kinds_of(kind: str, config: Config) -> list[str]:
    """The kinds of pictures that the config wants for a kind of item, and a numbered one for each further fanart."""
    kinds = [name for name in config.artwork.kinds if name in KINDS[kind]]
    extra = config.artwork.extra_fanart if "fanart" in kinds and kind in ("movie", "show") else 0
    return kinds + [f"fanart{n}" for n in range(1, extra + 1)]


def _survey(all_wanted: Sequence[Wanted], order: Sequence[str], profiles: Collection[str]) -> dict[str, ExportError]:
    """Looks at what lies there and decides what to fetch; each folder is read once. Folder -> why it cannot be read."""
    listings: dict[str, dict[str, str]] = {}
    problems: dict[str, ExportError] = {}
    for wanted in all_wanted:
        folder = wanted.place.folder
        if folder in problems:
            continue
        try:
            if folder not in listings:
                listings[folder] = listing(folder)
            _look(wanted, listings[folder], order, profiles)
        except ExportError as error:
            if folder == all_wanted[0].place.folder:
                raise
            problems[folder] = error
    return problems


def _look(wanted: Wanted, names: Mapping[str, str], order: Sequence[str], profiles: Collection[str]) -> None:
    wanted.lying = survey(wanted.place, names, wanted.kinds, profiles, wanted.recorded)
    orders = [_order(kind, wanted, order) for kind in wanted.kinds]
    wanted.orders = [one for one in orders if one.options]


async def _bring(wanted: Wanted, downloads: Downloads, deps: ArtworkDeps) -> list[ArtworkFile]:
    orders, lying = wanted.orders, wanted.lying
    placed = await fetch_all(wanted.item, wanted.place, orders, downloads, deps) if orders else []
    for kind in lying.keys() - {file.kind for file in placed} - {order.kind for order in orders}:
        deps.emit(ev.ImageEnded(kind, "kept", 0))
    files = {kind: found.file for kind, found in lying.items()} | {file.kind: file for file in placed}
    await _record(wanted, files, deps.store)
    return list(files.values())


def _order(kind: str, wanted: Wanted, order: Sequence[str]) -> Order:
    """What to try for a kind, best first: nothing when there is a picture that is right, or not ours to replace."""
    lying, record, candidates = wanted.lying.get(kind), wanted.recorded.get(kind), wanted.candidates
    if lying is None and record and record.chosen:
        again = [c for c in candidates if c.url == record.url][:1]
        if again:
            return Order(kind, again, chosen=True)
    base = base_kind(kind)
    found = ranked(candidates, base, order, None)
    found = found[:TRIES] if base == kind else found[int(kind[len(base) :]) :][:1]
    if lying is None:
        return Order(kind, found)
    if not found or not lying.ours or lying.file.chosen or found[0].url == lying.file.url:
        return Order(kind, [])
    if lying.file.url is not None:
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
    ours = next((c for c in candidates if c.url == file.url), None)
    source, width = (ours.kind, ours.width) if ours else (kind, file.width or 0)
    now = standing(kind, source, width, file.language, order)
    return [c for c in found if now is None or (standing(kind, c.kind, c.width, c.language, order) or now) < now]


async def _record(wanted: Wanted, files: Mapping[str, ArtworkFile], store: ArtworkStore) -> None:
    """Tells the library what changed; nothing when nothing did."""
    touched = {order.kind for order in wanted.orders}
    changed = [file for kind, file in files.items() if kind in touched or file != wanted.recorded.get(kind)]
    if changed:
        await store.save_artwork(wanted.item, changed)
    gone = [kind for kind in wanted.kinds if kind not in files and (kind in touched or kind in wanted.recorded)]
    if gone:
        await store.drop_artwork(wanted.item, gone)
