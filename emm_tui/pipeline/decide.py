"""Checks what a person decides by hand: whether there is a title of that id at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from emm_tui.domain.errors import UsageError
from emm_tui.domain.ids import is_id
from emm_tui.domain.media import Target
from emm_tui.pipeline.identify import identify
from emm_tui.providers import Provider, TitleKind

_SHAPES = {"imdb": "It is tt and seven or more digits."}


async def check_id(target: Target, provider: str, ident: str, providers: Mapping[str, Provider]) -> None:
    """Asks for the title of an id. UsageError when nobody can be asked so, MissingError when nobody has it."""
    if not is_id(provider, ident):
        raise UsageError(f"{ident!a} is not an id of {provider}.", _SHAPES.get(provider, "It is a number."))
    kind: TitleKind = "movie" if target.kind == "movie" else "show"
    able = [name for name in ("tmdb", "imdb", "tvdb") if any(p.knows(kind, {name: ident}) for p in providers.values())]
    if provider not in able:
        hint = f"Give one of {', '.join(f'--{name}' for name in able)}." if able else "Set providers.tmdb.token."
        raise UsageError(f"A {kind} cannot be found by an id of {provider}.", hint)
    await identify(replace(target, ids={provider: ident}, by="you"), providers)
