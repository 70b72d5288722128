"""Pictures beside the media: chosen, downloaded in parallel, decoded, then put in place; what is right is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from anyio import to_thread

from emm_tui.config import Config
from emm_tui.domain import events as ev
from emm_tui.domain.artwork import RULES, ArtworkCandidate, ArtworkFile, base_kind, chain, ranked, standing
from emm_tui.domain.media import Target
from emm_tui.domain.metadata import Metadata
from emm_tui.exporters.layout import layout
from emm_tui.pipeline.artwork_download import ArtworkDeps, ArtworkStore, Order, fetch_all
from emm_tui.pipeline.artwork_survey import Lying, survey
from emm_tui.pipeline.set_artwork import fetch_set_artwork

TRIES = 3
"""So many pictures are tried for a kind when the better ones turn out to be missing or damaged."""


async def fetch_artwork(
    target: Target, metadata: Metadata, candidates: Sequence[ArtworkCandidate], deps: ArtworkDeps
) -> list[ArtworkFile]:
    """Brings the pictures of an item in order, records them in the library, and returns all that lie in place.

    A picture that cannot be had is a warning, never the item's failure. Raises StorageError when the disk is full or
    read-only, ExportError when the item's folder cannot be read.
    """
    place = layout(target)
    profiles = deps.config.export.profiles
    kinds = _kinds(deps.config)
    lying = await to_thread.run_sync(survey, place, kinds, profiles, target.artwork)
    languages = deps.config.library.artwork_languages or deps.config.library.languages
    order = chain(languages, metadata.original_language)
    orders = [_order(kind, lying.get(kind), target, candidates, order) for kind in kinds]
    orders = [one for one in orders if one.options]
    placed = await fetch_all(target.id, place, orders, deps) if orders else []
    for kind in lying.keys() - {file.kind for file in placed} - {o.kind for o in orders}:
        deps.emit(ev.ImageEnded(kind, "kept", 0))
    files = {kind: found.file for kind, found in lying.items()} | {file.kind: file for file in placed}
    await _record(target, kinds, files, orders, deps.store)
    if metadata.set:
        await fetch_set_artwork(metadata.set, deps)
    return list(files.values())


def _kinds(config: Config) -> list[str]:
    """The kinds of the config, and a numbered one for each further fanart."""
    kinds = [kind for kind in config.artwork.kinds if kind in RULES]
    return kinds + [f"fanart{n}" for n in range(1, config.artwork.extra_fanart + 1)] if "fanart" in kinds else kinds


def _order(
    kind: str, lying: Lying | None, target: Target, candidates: Sequence[ArtworkCandidate], order: Sequence[str]
) -> Order:
    """What to try for a kind, best first: nothing when there is a picture that is right, or not ours to replace."""
    record = target.artwork.get(kind)
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


async def _record(
    target: Target, kinds: Sequence[str], files: Mapping[str, ArtworkFile], orders: list[Order], store: ArtworkStore
) -> None:
    """Tells the library what changed; nothing when nothing did."""
    touched = {order.kind for order in orders}
    changed = [file for kind, file in files.items() if kind in touched or file != target.artwork.get(kind)]
    if changed:
        await store.save_artwork(target.id, changed)
    gone = [kind for kind in kinds if kind not in files and (kind in touched or kind in target.artwork)]
    if gone:
        await store.drop_artwork(target.id, gone)
