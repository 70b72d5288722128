"""Which show and season an episode hangs under, found or added."""

from __future__ import annotations

import os
import sqlite3

from emm_tui.domain.guess import Guess
from emm_tui.domain.media import Discovered
from emm_tui.store.additions import Additions
from emm_tui.store.guesses import guess_of, guess_text, show_guess
from emm_tui.store.layout import episode_key, season_key, sort_key


class Shows:
    """The shows and seasons that a batch of episodes meets, each looked up once."""

    def __init__(self, connection: sqlite3.Connection, additions: Additions) -> None:
        self._connection = connection
        self._additions = additions
        self._shows: dict[tuple[str | None, ...], tuple[int, str]] = {}
        self._seasons: dict[tuple[int, int], int] = {}

    def show(self, found: Discovered) -> tuple[int, str]:
        """Id and sort key of the show of an episode."""
        guess = found.guess
        folder = found.show_folder
        key = (folder,) if folder else (None, found.source, guess.title, str(guess.year), guess.country)
        known = self._shows.get(key)
        if known is None:
            known = self._by_folder(folder, found) if folder else self._by_title(found)
            known = self._shows[key] = known or self._new(found)
        return known

    def season(self, show: int, key: str, number: int | None, source: str) -> int:
        """Id of the season with that number; an episode without one hangs under the show itself."""
        if number is None:
            return show
        known = self._seasons.get((show, number))
        if known is None:
            row = self._connection.execute(
                "SELECT id FROM items WHERE parent = ? AND season = ? AND kind = 'season'", (show, number)
            ).fetchone()
            known = self._seasons[show, number] = (
                row[0] if row else add_season(self._additions, show, key, number, source)
            )
        return known

    def _by_folder(self, folder: str, found: Discovered) -> tuple[int, str] | None:
        row = self._connection.execute(
            "SELECT p.show, sort_key, decided_by, guess FROM show_places p JOIN items i ON i.id = p.show"
            " WHERE p.path = ?",
            (os.fsencode(folder),),
        ).fetchone()
        if row is None:
            return None
        if not row[2]:
            self._complete(row[0], row[3], found, folder)
        return row[0], row[1]

    def _complete(self, show: int, text: str | None, found: Discovered, folder: str) -> None:
        """Another episode's name may say the year or the ids that the first one left out."""
        old = guess_of(text, folder) if text else Guess(folder)
        new = show_guess(found)
        for field in ("year", "tmdb", "imdb", "tvdb", "country"):
            if getattr(old, field) is None:
                setattr(old, field, getattr(new, field))
        if guess_text(old) != text:
            known, path = guess_text(old), os.fsencode(folder)
            run = self._connection.execute
            run("UPDATE show_places SET guess = ? WHERE path = ?", (known, path))
            main = run("UPDATE items SET year = coalesce(year, ?) WHERE id = ? AND path = ?", (old.year, show, path))
            if main.rowcount:
                run("UPDATE details SET guess = ? WHERE item = ?", (known, show))

    def _by_title(self, found: Discovered) -> tuple[int, str] | None:
        fitting = self._fitting(found)
        return fitting[0] if len(fitting) == 1 else None

    def _fitting(self, found: Discovered) -> list[tuple[int, str]]:
        """The shows of the source that a loose episode may belong to by its title."""
        guess = found.guess
        rows = self._connection.execute(
            "SELECT p.show, sort_key, guess FROM show_places p JOIN items i ON i.id = p.show"
            " WHERE p.scan_key = ? AND p.source = ? ORDER BY p.show",
            (sort_key(guess.title or ""), found.source),
        ).fetchall()
        return list(dict.fromkeys((row[0], row[1]) for row in rows if _fits(guess, guess_of(row[2] or "{}", ""))))

    def _new(self, found: Discovered) -> tuple[int, str]:
        folder, guess = found.show_folder, show_guess(found)
        title = guess.title or os.path.basename(folder or found.path)
        key = sort_key(title)
        show = self._additions.add(
            "show",
            title,
            key,
            found.source,
            guess=guess,
            path=folder,
            year=guess.year,
            scan_key=sort_key(found.guess.title or title),
        )
        if not folder and (rivals := self._fitting(found)):
            self._additions.doubt(show, [rival for rival, _ in rivals])
        return show, key


def _fits(one: Guess, other: Guess) -> bool:
    return all(
        getattr(one, field) in (None, value) or value is None
        for field in ("year", "country")
        for value in (getattr(other, field),)
    )


def add_season(additions: Additions, show: int, key: str, number: int, source: str) -> int:
    """Queues the season of a show whose sort key is `key`, and returns its id."""
    title = f"Season {number}" if number else "Specials"
    return additions.add("season", title, season_key(key, number), source, season=number, parent=show, show=show)


def follow_show(connection: sqlite3.Connection, show: int) -> None:
    """Puts the seasons and episodes of a show where its own sort key is."""
    key = connection.execute("SELECT sort_key FROM items WHERE id = ?", (show,)).fetchone()[0]
    rows = connection.execute("SELECT id, kind, season, episode FROM items WHERE show = ?", (show,)).fetchall()
    keys = [
        (season_key(key, season) if kind == "season" else episode_key(key, season, episode), child)
        for child, kind, season, episode in rows
    ]
    connection.executemany("UPDATE items SET sort_key = ? WHERE id = ?", keys)
