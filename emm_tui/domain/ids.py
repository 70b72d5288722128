"""The providers by name, and the ids that they give titles, as text."""

from __future__ import annotations

import re

PROVIDERS = ("tmdb", "omdb", "fanarttv", "tvdb", "imdb")
"""All that can be asked, by the names of their tables in the config."""

_NUMBER = re.compile(r"\d{1,10}", re.ASCII)
_SHAPES = {"imdb": re.compile(r"tt\d{7,10}", re.ASCII)}


def is_id(provider: str, ident: str) -> bool:
    """Whether a text has the shape of an id: `tt` and digits at imdb, digits alone at the others."""
    return bool(_SHAPES.get(provider, _NUMBER).fullmatch(ident))
