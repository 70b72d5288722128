"""Takes a change by hand back: in the library at once, beside the media by what scrapes and exports do anyway."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Mapping, Sequence

from emm_tui import fsio
from emm_tui.config import Config
from emm_tui.domain.errors import ExportError, NotFoundError
from emm_tui.domain.events import ItemFailed
from emm_tui.exporters import nfo, nfo_read
from emm_tui.exporters.layout import layout
from emm_tui.paths import Paths
from emm_tui.pipeline import made_way
from emm_tui.pipeline.reports import UndoReport
from emm_tui.pipeline.show_files import in_folder
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer

EXPORTED = ("title", "plot", "year", "user_rating")
"""The parts that an NFO tells."""
_IN_PARTS = 500


def plan(library: Library, job: int | None) -> UndoReport:
    """What undoing a job changes, the last change by hand without one. NotFoundError when there is nothing to undo."""
    job = library.last_change() if job is None else job
    if job is None:
        raise NotFoundError("Nothing was changed by hand that could be undone.", "'emm jobs' lists what has run.")
    return UndoReport(job, library.job(job).verb, changes=library.undoing(job))


async def take_back(
    writer: Writer, library: Library, report: UndoReport, config: Config, paths: Paths
) -> tuple[list[int], list[str]]:
    """Carries the plan out; returns the titles to scrape for their files, and the queries to export for theirs.

    ExportError when a picture cannot be put back: then nothing is.
    """
    beside = library.beside(report.job)
    possible = {(one.item, one.part) for one in report.possible}
    pictures = {
        (item, kind): await asyncio.to_thread(made_way.put_back, library.item(item), kind, was, config, paths.backups)
        for (item, kind), was in library.pictures_before(report.job).items()
        if (item, f"artwork:{kind}") in possible
    }
    report.files += [was.file.path for _, was in pictures.values() if was.file]
    await writer.undo(report.job, pictures)
    report.applied = True
    matches = [one.item for one in report.possible if one.part == "match"]
    for item in matches:
        report.failures += await asyncio.to_thread(_put_back, item, beside.get(item, {}))
    decided = [target.id for target in library.targets(matches) if target.ids]
    told = [one.item for one in report.possible if one.part in EXPORTED]
    return decided, list(_queries(library.titles(told)))


def nfos_of(library: Library, item: int, folder: str | None = None) -> dict[str, bytes | None]:
    """The NFO files of a film, or of a show and its episodes: path -> contents, None where there is none.

    With `folder` only those in one of a show's folders.
    """
    found = library.item(item)
    titles = [found]
    if found.row.kind == "show":
        titles = [*(in_folder(found, one) for one in found.folders), *library.show_parts(item)[1]]
    below = os.path.join(folder, "") if folder else ""
    kept: dict[str, bytes | None] = {}
    for title in titles:
        for path in layout(title).nfos if title.row.path else ():
            if not path.startswith(below):
                continue
            try:
                kept[path] = fsio.read_small(path, nfo_read.LIMIT)
            except ExportError:
                continue
    return kept


def _put_back(item: int, files: Mapping[str, bytes | None]) -> list[ItemFailed]:
    """Gives files of ours the contents that they had; what somebody else wrote since is left alone."""
    failures = []
    for path, data in files.items():
        try:
            stamp = fsio.stamp(path)
            lying = fsio.read_small(path, nfo_read.LIMIT)
            if lying is None or lying == data or not nfo.is_ours(lying):
                continue
            if data is None:
                fsio.remove(path)
            else:
                fsio.write_whole(path, data, expected=stamp)
        except ExportError as error:
            failures.append(ItemFailed(item, path, "undo", str(error)))
    return failures


def _queries(titles: Sequence[int]) -> Iterator[str]:
    """Those of the titles that have an NFO, some hundreds a query."""
    for start in range(0, len(titles), _IN_PARTS):
        yield f"^missing:nfo id:{','.join(map(str, titles[start : start + _IN_PARTS]))}"
