"""Whose word counts, as the config has it."""

from __future__ import annotations

from dataclasses import fields

from emm_tui.config import Config, MergeConfig
from emm_tui.domain.merge import Rules


def rules_of(config: Config) -> Rules:
    """The rules of the tables [merge] and [library]."""
    lists: dict[str, list[str]] = {field.name: getattr(config.merge, field.name) for field in fields(MergeConfig)}
    rating, unite = lists.pop("rating"), lists.pop("unite")
    return Rules(lists, rating, unite, config.library.languages)
