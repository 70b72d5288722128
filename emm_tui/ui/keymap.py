"""What is wrong with a keymap: ids and keys that there are not, and keys that would mean two things in one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import combinations

from textual.keys import Keys, _character_to_key

from emm_tui.ui.keys import KEYS, modes

DIALOGS = ("columns", "views", "fields", "bulk", "source")
MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
TOGETHER: tuple[tuple[str, ...], ...] = (
    *(("app", "table", "screen", mode) for mode in modes() if mode != "library"),
    ("app", "table", "library"),
    ("app", "table", "item"),
    ("app", "detail", "library"),
    ("app", "board", "screen", "metrics"),
    ("app", "grid", "screen", "artwork"),
    ("app", "picture", "screen", "artwork"),
    ("app", "cards", "screen", "review"),
    ("app", "filter"),
    ("app", "ask"),
    *(("dialog", "choice", dialog) for dialog in DIALOGS),
)
"""The scopes whose keys work at the same time."""
NAMES = {key.value for key in Keys} | {_character_to_key(chr(code)) for code in range(33, 127)}


def problems(keymap: Mapping[str, str]) -> list[str]:
    """One text for each thing that is wrong, with what there is instead."""
    return [*_unknown(keymap), *_no_keys(keymap), *_clashes(keymap)]


def _unknown(keymap: Iterable[str]) -> Iterator[str]:
    known = [f"{scope}.{key.name}" for scope in KEYS for key in KEYS[scope]]
    for id in keymap:
        if id not in known:
            yield f"ui.keymap: there is no {id}; {_nearest(id, known, 'the palette shows the ids of all keys.')}"


def _no_keys(keymap: Mapping[str, str]) -> Iterator[str]:
    for id, keys in keymap.items():
        for key in _split(keys):
            *modifiers, base = key.split("+") if len(key) > 1 else [key]
            if base not in NAMES or not set(modifiers) <= set(MODIFIERS):
                yield f"ui.keymap: {id}: there is no key {key}; {_nearest(key, NAMES, 'as f9, ctrl+x or S.')}"


def _clashes(keymap: Mapping[str, str]) -> Iterator[str]:
    """Pairs that a person's mapping makes; where two share a key by themselves, the inner one is meant to win."""
    found: dict[str, None] = {}
    for scopes in TOGETHER:
        ids = {
            f"{scope}.{key.name}": set(_split(keymap.get(f"{scope}.{key.name}", key.keys)))
            for scope in dict.fromkeys(scopes)
            for key in KEYS.get(scope, ())
        }
        for one, other in combinations(ids, 2):
            if one in keymap or other in keymap:
                for key in sorted(ids[one] & ids[other]):
                    found[f"ui.keymap: {key} is on both {one} and {other}; give one of them another."] = None
    yield from found


def _split(keys: str) -> list[str]:
    """The keys of a list, as Textual names them."""
    parts = [part.strip() for part in keys.split(",")]
    return [_character_to_key(part) if len(part) == 1 else part for part in parts if part]


def _nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    known = sorted(known)
    close = [one for one in known if one == name.lower()] or get_close_matches(name, known, 1, 0.5)
    return f"did you mean {close[0]}?" if close else otherwise
