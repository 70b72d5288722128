"""Asks a provider once, to see whether it takes the key."""

from __future__ import annotations

from typing import Literal

from emm_tui.domain.errors import EmmError, KeyRefusedError, MissingError
from emm_tui.providers.provider import Provider, TitleKind

KeyState = Literal["ok", "refused", "unreachable"]
KINDS: tuple[TitleKind, ...] = ("movie", "show")
IDS = {"tmdb": "2", "imdb": "tt0000001", "tvdb": "70327"}
"""Low numbers: whether they name anything does not matter, the answer does."""


async def ask(provider: Provider) -> tuple[KeyState, str]:
    """How a provider answers one question, and what it said when that was no answer."""
    try:
        kind = next((kind for kind in KINDS if provider.knows(kind, IDS)), None)
        if kind is None:
            await provider.search("movie", "harbour", None)
        else:
            await provider.fetch(kind, IDS)
    except MissingError:
        return "ok", ""
    except KeyRefusedError as error:
        return "refused", str(error)
    except EmmError as error:
        return "unreachable", str(error)
    return "ok", ""
