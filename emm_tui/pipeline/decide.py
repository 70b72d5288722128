"""What a decision by hand needs: is there a title of that id at all, and whose pictures have to go?"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from emm_tui.domain.errors import UsageError
from emm_tui.domain.ids import is_id
from emm_tui.domain.media import Target
from emm_tui.pipeline.artwork_survey import remove_ours
from emm_tui.pipeline.identify import identify
from emm_tui.providers import Provider, TitleKind

if TYPE_CHECKING:
    from emm_tui.store.library import Library

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


def clear_pictures(library: Library, show: int, folder: str | None = None) -> None:
    """Takes our pictures of a show's seasons and episodes away, with `folder` those below it: it is another show.

    What a person chose or put there stays. The show's own make way when those of the other one come.
    """
    below = os.path.join(folder, "") if folder else ""
    seasons, episodes = library.show_parts(show)
    for item in (*seasons, *episodes):
        for file in (*item.artwork.values(), *item.copies):
            if file.url and file.path.startswith(below) and not file.chosen:
                remove_ours(file)
