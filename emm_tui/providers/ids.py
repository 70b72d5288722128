"""What the ids of titles look like; one that does not is never sent nor kept."""

from __future__ import annotations

import re
from collections.abc import Mapping

IMDB_ID = re.compile(r"tt\d{7,10}", re.ASCII)
NUMBER = re.compile(r"[1-9]\d{0,9}", re.ASCII)


def known(ids: Mapping[str, str | int | None]) -> dict[str, str]:
    """The ids that have the shape of one: of imdb as `tt0123456`, of all else a number; provider -> id."""
    texts = {provider: str(ident) for provider, ident in ids.items() if ident}
    return {provider: ident for provider, ident in texts.items() if shape(provider).fullmatch(ident)}


def shape(provider: str) -> re.Pattern[str]:
    """What an id of a provider must look like."""
    return IMDB_ID if provider == "imdb" else NUMBER
