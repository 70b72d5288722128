"""Which kinds of pictures one scrape fetches: those of the config, or those that a person names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from emm_tui.config import Config


def with_kinds(config: Config, kinds: Sequence[str] | None) -> Config:
    """The config for a scrape of these kinds alone, which are no portraits; itself without any."""
    if kinds is None:
        return config
    return replace(config, artwork=replace(config.artwork, kinds=list(kinds), actor_thumbs=False))
