"""What a name said, as the library keeps it."""

from __future__ import annotations

import json
import os

from emm_tui.domain.guess import Guess

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


def show_guess(guess: Guess, folder: str) -> Guess:
    """What the name of an episode says of its show."""
    return guess.replaced(
        path=folder, season=None, episodes=(), absolute=(), date=None, episode_title=None, part=None, spans=()
    )
