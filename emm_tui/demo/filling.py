"""Fills the library of a demo: a real scan and scrape, or ready-made rows."""

from __future__ import annotations

import time
from collections.abc import Mapping

from emm_tui.demo.options import Options, Summary
from emm_tui.demo.rows import rows
from emm_tui.session import Session


async def fill(session: Session, options: Options) -> Summary:
    """Fills the session's library and says what is in it now; a prefilled one is filled only once."""
    begin = time.monotonic()
    summary = Summary(options.keep)
    if not options.prefill:
        await session.scan()
        run = await session.scrape()
        images, tmdb = run.metrics.images, run.metrics.provider("tmdb")
        summary.failed, summary.images, summary.bytes = run.failed, images.downloaded, images.bytes
        summary.requests = tmdb.requests
    elif not session.library.status().counts:
        await _prefill(session, options)
    _count(summary, session.library.status().counts)
    summary.seconds = time.monotonic() - begin
    return summary


async def _prefill(session: Session, options: Options) -> None:
    from emm_tui.store.writer import Writer

    async with Writer(session.database, "demo") as writer:
        await writer.prefill(rows(options.movies, options.shows, options.seed))


def _count(summary: Summary, counts: Mapping[str, Mapping[str, int]]) -> None:
    films, shows, episodes = (counts.get(kind, {}) for kind in ("movie", "show", "episode"))
    summary.movies, summary.scraped = sum(films.values()), films.get("scraped", 0)
    summary.shows, summary.scraped_shows = sum(shows.values()), shows.get("scraped", 0)
    summary.episodes, summary.scraped_episodes = sum(episodes.values()), episodes.get("scraped", 0)
    summary.review = sum(states.get(state, 0) for states in counts.values() for state in ("ambiguous", "unmatched"))
