"""The other providers of a title: asked side by side, as soon as the ids that they know are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import anyio

from emm_tui.domain.errors import MissingError, ProviderError
from emm_tui.domain.fetched import Fetched
from emm_tui.domain.media import Target
from emm_tui.providers import Provider, TitleKind

NOT_YET = "is asked after all other items"
"""Why a late provider lacks until it is asked."""


class Others:
    """What the providers beside the one that a title was found at have on it; none of them can stop the title.

    `troubles` are those that could not be asked, by name.
    """

    def __init__(self, target: Target, providers: Mapping[str, Provider]) -> None:
        self.kind: TitleKind = "movie" if target.kind == "movie" else "show"
        self.answers: dict[str, Fetched] = {}
        self.troubles: dict[str, ProviderError] = {}
        self._seasons = target.seasons
        self._providers = providers
        self._asked: dict[str, dict[str, str]] = {}

    async def ask(self, ids: Mapping[str, str], but: Iterable[str] = ()) -> None:
        """Asks all that know the title by these ids, and those that know it by the ids which that brings."""
        known, spared = dict(ids), set(but)
        while True:
            wanted = [one for one in self._wanted(known) if one.name not in spared]
            if not wanted:
                return
            async with anyio.create_task_group() as group:
                for provider in wanted:
                    self._asked[provider.name] = dict(known)
                    group.start_soon(self._ask, provider, dict(known))
            for answer in self.answers.values():
                known = {**answer.metadata.ids, **known}

    def late(self, ids: Mapping[str, str]) -> list[Provider]:
        """Those that are too slow to wait for, and know the title."""
        return [one for one in self._providers.values() if one.late and one.knows(self.kind, ids)]

    def forget(self, ids: Mapping[str, str]) -> None:
        """Drops what was asked by ids that turned out to be others."""
        for name, used in list(self._asked.items()):
            if any(used[key] != ids[key] for key in used.keys() & ids.keys()):
                del self._asked[name]
                self.answers.pop(name, None)
                self.troubles.pop(name, None)

    # -- inside
    def _wanted(self, ids: Mapping[str, str]) -> list[Provider]:
        new = (one for one in self._providers.values() if one.name not in self._asked and not one.late)
        return [one for one in new if one.knows(self.kind, ids)]

    async def _ask(self, provider: Provider, ids: Mapping[str, str]) -> None:
        try:
            answer = await provider.fetch(self.kind, ids, self._seasons)
        except MissingError:
            return
        except ProviderError as error:
            self.troubles[provider.name] = error
            return
        if answer:
            self.answers[provider.name] = answer
