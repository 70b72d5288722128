"""Brings IMDb's data files here, keeps what they say of the library, and rates its items anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from anyio import to_thread

from emm_tui.domain.datasets import EPISODES, HEADERS, RATINGS, Dataset
from emm_tui.domain.errors import ProviderError
from emm_tui.domain.fetched import FetchedShow, Number
from emm_tui.domain.metadata import Rating
from emm_tui.pipeline.reports import DatasetsReport
from emm_tui.pipeline.tsv import DamagedFile, Keep, Row, TsvReader, episodes_of, ratings_of
from emm_tui.providers.provider import FileEndpoint
from emm_tui.store import datasets as store
from emm_tui.store.library import Library
from emm_tui.store.writer import Writer

FOLDER = "datasets"
"""Where the files lie, below the cache's folder."""

_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(slots=True)
class Updating:
    """What an update works with; `order` are the sources of ratings, the default one first."""

    files: FileEndpoint
    folder: Path
    library: Library
    writer: Writer
    order: Sequence[str]
    force: bool = False


async def update(deps: Updating, *, episodes: bool = False) -> DatasetsReport:
    """Fetches the files, each at most once a day (UTC) unless forced, and keeps the rows of the library's titles.

    `episodes` brings the list of all shows' episodes as well, which then stays up to date. ProviderError for a file
    that is not what it should be; then all is as it was.
    """
    report = DatasetsReport()
    known = {one.name: one for one in deps.library.datasets()}
    if episodes or EPISODES in known:
        keep = episodes_of(deps.library.imdb_shows())
        found, dataset = await _bring(deps, EPISODES, known.get(EPISODES), keep, report)
        await deps.writer.submit(store.keep_episodes, found, dataset)
    keep_rated = ratings_of(deps.library.imdb_titles())
    rated, dataset = await _bring(deps, RATINGS, known.get(RATINGS), keep_rated, report)
    await deps.writer.submit(store.keep_ratings, rated, dataset)
    report.rated = await deps.writer.submit(store.refresh_ratings, list(deps.order))
    return report


def rate_episodes(fetched: FetchedShow, ratings: Mapping[Number, Rating], order: Sequence[str]) -> None:
    """Gives the episodes of a show their ratings at IMDb, by their numbers, where nobody has told one."""
    for one in (episode for season in fetched.seasons.values() for episode in season.episodes):
        rating, told = ratings.get((one.season, one.episode)), one.metadata.ratings
        if rating and "imdb" not in told:
            told["imdb"] = rating
            ranks = {source: rank for rank, source in enumerate(order)}
            one.metadata.ratings = dict(sorted(told.items(), key=lambda pair: ranks.get(pair[0], len(ranks))))
            if next(iter(one.metadata.ratings)) == "imdb":
                one.metadata.providers["ratings"] = "imdb"


async def _bring(
    deps: Updating, name: str, known: Dataset | None, keep: Keep[Row], report: DatasetsReport
) -> tuple[list[Row], Dataset]:
    """What there is to keep of a file, which is fetched when its day has come, and the file as it is now."""
    path = deps.folder / f"{name}.tsv.gz"
    now = _now()
    asked = known.asked if known else ""
    if deps.force or asked[:10] != now[:10] or not path.exists():
        if await deps.files.file(path.name, path, operation="imdb.datasets"):
            report.new.append(name)
        asked = now
    try:
        found, rows = await _read(path, HEADERS[name], keep)
        status = path.stat()
    except (DamagedFile, OSError) as error:
        _forget(path)
        raise ProviderError(
            "imdb", f"{path.name} cannot be used: {error}.", "Run 'emm datasets update' again; all is as it was."
        ) from error
    changed = datetime.fromtimestamp(status.st_mtime, UTC).strftime(_TIME)
    dataset = Dataset(name, asked, changed, status.st_size, rows, len(found))
    report.files.append(dataset)
    return found, dataset


def _now() -> str:
    return datetime.now(UTC).strftime(_TIME)


async def _read(path: Path, header: bytes, keep: Keep[Row]) -> tuple[list[Row], int]:
    """The rows to keep, and how many there are in all."""
    found: list[Row] = []
    with TsvReader(path, header, keep) as reader:
        while (piece := await to_thread.run_sync(reader.piece)) is not None:
            found += piece
        return found, reader.rows


def _forget(path: Path) -> None:
    """Takes away a file that cannot be used, so that the next update brings it whole."""
    for name in (path, path.with_name(path.name + ".etag")):
        with suppress(OSError):
            name.unlink()
