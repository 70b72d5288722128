"""Fetches the pictures that items lack: side by side, each decoded before it takes its place."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

import anyio
from anyio import to_thread

from emm_tui import fsio
from emm_tui.config import Config
from emm_tui.domain import events as ev
from emm_tui.domain.artwork import ArtworkCandidate, ArtworkFile, base_kind
from emm_tui.domain.errors import EmmError, ExportError, MissingError, ProviderError, StorageError
from emm_tui.exporters.artwork import art_path
from emm_tui.exporters.layout import Layout
from emm_tui.pipeline.pictures import DamagedPictureError, inspect


class Images(Protocol):
    """The way to a provider's pictures."""

    async def download(self, url: str) -> bytes:
        """The bytes of a picture. Raises the ProviderErrors."""
        ...


class ArtworkStore(Protocol):
    """What the library's writer does for pictures."""

    async def plan_artwork(self, item: int, files: Sequence[ArtworkFile]) -> object:
        """Commits what is about to be downloaded; `size` and `mtime_ns` are those of the file there now."""
        ...

    async def save_artwork(self, item: int, files: Sequence[ArtworkFile]) -> object:
        """Records pictures that lie in place; they are planned no more."""
        ...

    async def drop_artwork(self, item: int, kinds: Collection[str]) -> object:
        """Forgets pictures, planned or placed, that are not there."""
        ...

    async def save_copies(self, item: int, files: Sequence[ArtworkFile]) -> object:
        """Records all pictures that lie in the further folders of a show."""
        ...


@dataclass(slots=True)
class ArtworkDeps:
    """What fetching pictures needs; one for a whole run.

    `images` are the ways out by provider, `limiter` allows config.artwork.concurrency pictures in flight, `claimed` are
    the paths of set pictures that some film of this run takes care of.
    """

    config: Config
    emit: ev.Emit
    images: Mapping[str, Images]
    store: ArtworkStore
    limiter: anyio.CapacityLimiter
    claimed: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Order:
    """A picture to fetch: `options` best first; `old` is ours and makes way; `there` is what lies at each path now.

    `taken` are the names, in lower case, of files that are not ours to replace.
    """

    kind: str
    options: list[ArtworkCandidate]
    old: ArtworkFile | None = None
    chosen: bool = False
    there: dict[str, fsio.Stamp | None] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()


@dataclass(slots=True)
class Brought:
    """What came of pictures: the `files` that lie in place, and a text for each one `lost` to a passing trouble.

    `problems` has the last error of each picture that could not be had.
    """

    files: list[ArtworkFile] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    problems: list[EmmError] = field(default_factory=list)


def may_come_back(error: Exception) -> bool:
    """Is a picture only lost for now? One that the provider has no more, or that does not fit, is not worth a wait."""
    return isinstance(error, (ProviderError, DamagedPictureError)) and not isinstance(error, MissingError)


class Downloads:
    """The ways out for pictures: an address that several orders name is asked once, and kept no longer than needed."""

    def __init__(self, deps: ArtworkDeps, orders: Iterable[Order]) -> None:
        self._images = deps.images
        self._wanted = Counter(candidate.url for order in orders for candidate in order.options)
        self._answers: dict[str, bytes | ProviderError] = {}
        self._locks: dict[str, anyio.Lock] = {}

    async def fetch(self, candidate: ArtworkCandidate) -> tuple[bytes, int]:
        """The picture and how many bytes were fetched for it: none when another order has fetched it before."""
        url = candidate.url
        async with self._locks.setdefault(url, anyio.Lock()):
            self._wanted[url] -= 1
            known = self._answers.pop(url, None)
            answer = known if known is not None else await self._ask(candidate)
            if self._wanted[url] > 0:
                self._answers[url] = answer
        if isinstance(answer, ProviderError):
            raise answer
        return answer, 0 if known is not None else len(answer)

    async def _ask(self, candidate: ArtworkCandidate) -> bytes | ProviderError:
        try:
            return await self._images[candidate.provider].download(candidate.url)
        except ProviderError as error:
            return error


async def fetch_all(item: int, place: Layout, orders: list[Order], downloads: Downloads, deps: ArtworkDeps) -> Brought:
    """Carries out an item's orders side by side, after they were committed as its plan."""
    plans = await to_thread.run_sync(_plans, orders, place, deps.config.export.profiles)
    await deps.store.plan_artwork(item, plans)
    fetching = _Fetching(place, downloads, deps)
    await together(partial(fetching.place, order) for order in orders)
    return fetching.brought


async def together(works: Iterable[Callable[[], Coroutine[Any, Any, None]]]) -> None:
    """Does them side by side; the first error that one of them raises ends the others."""
    try:
        async with anyio.create_task_group() as group:
            for work in works:
                group.start_soon(work)
    except BaseExceptionGroup as errors:
        raise next((e for e in errors.exceptions if isinstance(e, EmmError)), errors.exceptions[0]) from errors


def _plans(orders: list[Order], place: Layout, profiles: Collection[str]) -> list[ArtworkFile]:
    plans = [_planned(order, place, profiles) for order in orders]
    return [plan for plan in plans if plan]


def _planned(order: Order, place: Layout, profiles: Collection[str]) -> ArtworkFile | None:
    """The intent that is committed before the download, and in the order what lies there now."""
    best = order.options[0]
    try:
        paths = {ending: art_path(place, order.kind, ending, profiles, order.taken) for ending in ("jpg", "png")}
    except ExportError:
        return None
    order.there = {path: fsio.stamp(path) for path in paths.values()}
    old = order.old
    return ArtworkFile(
        order.kind,
        old.path if old else paths["png" if best.url.lower().endswith(".png") else "jpg"],
        best.url,
        best.width or None,
        best.height or None,
        best.language,
        best.provider,
        size=old.size if old else None,
        mtime_ns=old.mtime_ns if old else None,
        pending=True,
        chosen=order.chosen,
    )


class _Fetching:
    """The downloads of one item."""

    def __init__(self, place: Layout, downloads: Downloads, deps: ArtworkDeps) -> None:
        self.brought = Brought()
        self._place = place
        self._downloads = downloads
        self._deps = deps

    async def place(self, order: Order) -> None:
        """Puts the first option that is sound in its place."""
        problems: list[EmmError] = []
        for candidate in order.options:
            try:
                file, size = await self._try(order, candidate)
            except StorageError:
                raise
            except (ProviderError, ExportError) as error:
                problems.append(error)
                continue
            self.brought.files.append(file)
            self._deps.emit(ev.ImageEnded(order.kind, "downloaded" if size else "kept", size))
            return
        self._deps.emit(ev.ImageEnded(order.kind, "failed", 0))
        self._deps.emit(ev.Warned(f"{self._place.folder}: no {order.kind}. {problems[-1]}"))
        self.brought.problems.append(problems[-1])
        passing = [problem for problem in problems if may_come_back(problem)]
        if passing:
            name = f"{self._place.stem}-{order.kind}" if self._place.stem else order.kind
            self.brought.lost.append(f"{name}: {passing[0]}")

    async def _try(self, order: Order, candidate: ArtworkCandidate) -> tuple[ArtworkFile, int]:
        async with self._deps.limiter:
            data, size = await self._downloads.fetch(candidate)
            file = await to_thread.run_sync(
                _put, order, candidate, data, self._place, self._deps.config.export.profiles
            )
            return file, size


def _put(
    order: Order, candidate: ArtworkCandidate, data: bytes, place: Layout, profiles: Collection[str]
) -> ArtworkFile:
    """Decodes a picture, writes it, and takes ours of another ending away."""
    picture = inspect(data, base_kind(order.kind))
    path = art_path(place, order.kind, picture.extension, profiles, order.taken)
    before = order.there.get(path)
    written = fsio.write_whole(path, data, expected=before, new=before is None)
    if order.old and os.path.normpath(order.old.path) != os.path.normpath(path):
        fsio.remove(order.old.path)
    return ArtworkFile(
        order.kind,
        path,
        candidate.url,
        picture.width,
        picture.height,
        candidate.language,
        candidate.provider,
        hashlib.sha256(data).hexdigest(),
        written.size,
        written.mtime_ns,
        chosen=order.chosen,
    )
