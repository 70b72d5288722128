"""Opens the providers that the config allows: one file of this folder for each of its tables."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

from emm_tui.config import Config, ProvidersConfig
from emm_tui.providers.imdb import Imdb, Ratings, unrated
from emm_tui.providers.provider import Provider

if TYPE_CHECKING:
    from emm_tui.net.client import Client

_FOLDER = "emm_tui.providers"


def open_providers(client: Client, config: Config, ratings: Ratings = unrated) -> dict[str, Provider]:
    """The providers that can be asked, by name, in the order of the config. Raises ConfigError.

    `ratings` are those that the library has out of IMDb's data files.
    """
    more: dict[str, dict[str, object]] = {Imdb.name: {"ratings": ratings}}
    opened = (_open(field.name, client, config, more.get(field.name, {})) for field in fields(ProvidersConfig))
    return {provider.name: provider for provider in opened if provider}


def load() -> None:
    """Imports all providers: work for a thread, before they are opened where nothing may wait."""
    for field in fields(ProvidersConfig):
        importlib.import_module(f"{_FOLDER}.{field.name}")


def _open(name: str, client: Client, config: Config, more: Mapping[str, object]) -> Provider | None:
    if not getattr(config.providers, name).enabled:
        return None
    provider: Provider | None = importlib.import_module(f"{_FOLDER}.{name}").open_provider(client, config, **more)
    return provider
