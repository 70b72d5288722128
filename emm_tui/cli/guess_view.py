"""What JSON says of one name: on its own, so that `emm parse` starts without the nouns of the library."""

from __future__ import annotations

from typing import Any

from emm_tui.domain.guess import Guess


def guess(one: Guess) -> dict[str, Any]:
    """One answer of `parse`."""
    return {
        "path": one.path,
        "kind": one.kind,
        "title": one.title,
        "year": one.year,
        "season": one.season,
        "episodes": one.episodes,
        "absolute": one.absolute,
        "date": one.date,
        "episode_title": one.episode_title,
        "edition": one.edition,
        "part": one.part,
        "ids": {"tmdb": one.tmdb, "imdb": one.imdb, "tvdb": one.tvdb},
        "resolution": one.resolution,
        "source": one.source,
        "release_group": one.release_group,
        "confidence": one.confidence,
    }
