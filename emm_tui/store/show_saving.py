"""What a scrape found out of a show becomes part of the show, its seasons and its episodes, in one change."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.display import clean
from emm_tui.domain.fetched import FetchedEpisode, FetchedSeason, FetchedShow, Number, Said
from emm_tui.domain.match import Verdict
from emm_tui.domain.metadata import Metadata
from emm_tui.store import facts
from emm_tui.store.artwork import save_candidates
from emm_tui.store.episode_files import EpisodeFile, episode_files, number_episodes, seasons_of
from emm_tui.store.episodes import Numbering
from emm_tui.store.guesses import item_title
from emm_tui.store.layout import storable
from emm_tui.store.saving import save_metadata
from emm_tui.store.words import drop_words, save_words

if TYPE_CHECKING:
    from sqlite_utils import Database

_KNOWN = "UPDATE items SET decided_by = ?, state = CASE state WHEN 'scraped' THEN state ELSE 'matched' END WHERE id = ?"
AIRS = ("airs_before_season", "airs_before_episode", "airs_after_season")
_UNKNOWN = "UPDATE items SET decided_by = '', state = 'unmatched' WHERE id = ?"
_WHY = (
    "INSERT INTO details (item, match_provider, match_reasons) VALUES (?, ?, ?)"
    " ON CONFLICT (item) DO UPDATE SET match_provider = excluded.match_provider, match_score = NULL,"
    " match_reasons = excluded.match_reasons, error = NULL, error_stage = NULL"
)


@dataclass(slots=True)
class _Parts:
    """What became clear of a show's seasons and episodes, by item."""

    facts: dict[int, Metadata] = field(default_factory=dict)
    artwork: dict[int, Sequence[ArtworkCandidate]] = field(default_factory=dict)
    said: dict[int, Said] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)

    def know(self, item: int, one: FetchedSeason | FetchedEpisode, reason: str) -> None:
        """The item is that season or episode."""
        facts = one.metadata
        if isinstance(one, FetchedEpisode):
            told = {name: value for name in AIRS if (value := getattr(one, name)) is not None}
            facts = replace(facts, **told) if told else facts
        self.facts[item], self.artwork[item], self.reasons[item] = facts, one.artwork, reason
        self.said[item] = one.said if len(one.said) > 1 else ()


def save_show(
    db: Database, show: int, verdict: Verdict | None, fetched: FetchedShow, lacking: Mapping[str, str] | None = None
) -> list[int]:
    """Records all that providers have on a show, and which of its episodes each file is; returns what it changed.

    An episode that the provider does not know is unmatched and says so; one that was scraped under the same number
    before keeps what is known of it.
    """
    connection = db.conn
    save_metadata(db, show, verdict, fetched.metadata, fetched.artwork, fetched.said, lacking)
    numbering = Numbering(fetched)
    files = episode_files(connection, show, numbering.aired)
    parts = _Parts()
    _map_episodes(connection, show, numbering, files, parts)
    _map_seasons(connection, show, fetched, parts)
    _forget(files, parts)
    _save(connection, show, fetched, parts)
    _save_known(connection, show, fetched)
    return [show, *parts.facts, *(item for item in parts.unknown if item not in parts.facts)]


# -- which is which
def _map_episodes(
    connection: sqlite3.Connection, show: int, numbering: Numbering, files: Iterable[EpisodeFile], parts: _Parts
) -> None:
    moved: list[tuple[EpisodeFile, Number]] = []
    same: dict[Number, list[EpisodeFile]] = defaultdict(list)
    for file in files:
        found, reason = numbering.find(file.lying)
        if found is None:
            parts.unknown[file.id] = reason
            continue
        parts.know(file.id, found, reason)
        same[found.season, found.episode].append(file)
        if (file.season, file.episode) != (found.season, found.episode):
            moved.append((file, (found.season, found.episode)))
    if moved:
        number_episodes(connection, show, moved)
    _tell_doubles(same, parts)


def _tell_doubles(same: Mapping[Number, Sequence[EpisodeFile]], parts: _Parts) -> None:
    """Each of several files of one episode says where the others are."""
    for files in same.values():
        here = [file for file in files if not file.missing]
        for file in here if len(here) > 1 else ():
            others = ", ".join(clean(other.path) for other in here if other is not file)
            parts.reasons[file.id] += f"; also in {others}"


def _map_seasons(connection: sqlite3.Connection, show: int, fetched: FetchedShow, parts: _Parts) -> None:
    provider = fetched.numbered_by or fetched.candidate.provider
    for number, item in seasons_of(connection, show).items():
        season = fetched.seasons.get(number)
        if season:
            parts.know(item, season, f"season {number} by its number")
        else:
            parts.unknown[item] = f"season {number} is not known at {provider}"


def _forget(files: Iterable[EpisodeFile], parts: _Parts) -> None:
    """A file that turns out to be nothing known goes by its own name again, unless it was known under it before."""
    for file in files:
        if file.id not in parts.unknown:
            continue
        if file.state == "scraped":
            del parts.unknown[file.id]
        else:
            parts.facts[file.id] = Metadata(title=item_title(file.guess, file.guess.path, file.lying.episode))


# -- saving
def _save(connection: sqlite3.Connection, show: int, fetched: FetchedShow, parts: _Parts) -> None:
    provider = fetched.numbered_by or fetched.candidate.provider
    decided = connection.execute("SELECT decided_by FROM items WHERE id = ?", (show,)).fetchone()[0]
    connection.executemany(_KNOWN, [(decided, item) for item in parts.reasons])
    connection.executemany(_UNKNOWN, [(item,) for item in parts.unknown])
    facts.save_facts(connection, parts.facts, provider)
    _explain(connection, parts.reasons, provider)
    _explain(connection, parts.unknown, None)
    unnamed = [(item,) for item in parts.unknown]
    connection.executemany("DELETE FROM provenance WHERE item = ?", unnamed)
    drop_words(connection, parts.unknown)
    save_words(connection, parts.said)
    _save_artwork(connection, parts, {provider, *(name for name, _ in fetched.said)})


def _explain(connection: sqlite3.Connection, reasons: Mapping[int, str], provider: str | None) -> None:
    connection.executemany(_WHY, [(item, provider, json.dumps([reason])) for item, reason in reasons.items()])


def _save_artwork(connection: sqlite3.Connection, parts: _Parts, providers: Collection[str]) -> None:
    """Pictures that were on offer for what an item is no more are dropped; `providers` are those who spoke now."""
    connection.executemany(
        "DELETE FROM artwork_candidates WHERE item = ? AND provider = ?",
        [(item, provider) for item in parts.facts for provider in providers],
    )
    for item, pictures in parts.artwork.items():
        save_candidates(connection, item, pictures)


def _save_known(connection: sqlite3.Connection, show: int, fetched: FetchedShow) -> None:
    """Keeps the list of all episodes that exist, so that the library can tell which ones are missing."""
    connection.execute("DELETE FROM known_episodes WHERE show = ?", (show,))
    connection.executemany(
        "INSERT OR REPLACE INTO known_episodes VALUES (?, ?, ?, ?, ?, ?)",
        [
            (show, one.season, one.episode, title and storable(title), one.metadata.premiered, one.absolute)
            for season in fetched.seasons.values()
            for one in season.episodes
            for title in (one.metadata.title,)
        ],
    )
