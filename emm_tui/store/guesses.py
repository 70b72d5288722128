"""What a name said, as the library keeps it."""

from __future__ import annotations

import json
import os

from emm_tui.domain.guess import Guess
from emm_tui.domain.media import Discovered
from emm_tui.domain.query import fold

_KEPT = tuple(name for name in Guess.__slots__ if name not in ("path", "spans"))
_BLANK = Guess("")
_LISTS = ("episodes", "absolute")


def guess_text(guess: Guess) -> str:
    """The guess as JSON, without its path and the fields that are empty."""
    fields = {name: value for name in _KEPT if (value := getattr(guess, name)) != getattr(_BLANK, name)}
    return json.dumps(fields, separators=(",", ":"))


def guess_of(text: str, path: str) -> Guess:
    """The guess that `guess_text` wrote, for `path`."""
    fields = json.loads(text)
    for name in _LISTS:
        if name in fields:
            fields[name] = tuple(fields[name])
    return Guess(path, **{name: value for name, value in fields.items() if name in _KEPT})


def item_title(guess: Guess, path: str, episode: int | None = None) -> str:
    """What an item is called before anybody identified it."""
    name = os.path.splitext(os.path.basename(path))[0]
    if guess.kind != "episode":
        return guess.title or name
    return guess.episode_title or (name if episode is None else f"Episode {episode}")


def show_guess(found: Discovered) -> Guess:
    """What the names of an episode and of its show's folder say of the show; the folder's title is the first."""
    guess = found.guess.replaced(
        path=found.show_folder or "",
        season=None,
        episodes=(),
        absolute=(),
        date=None,
        episode_title=None,
        part=None,
        spans=(),
    )
    if found.show_title and fold(found.show_title) != fold(guess.title or ""):
        guess.title, guess.alternative_title = found.show_title, guess.title or guess.alternative_title
    return guess
