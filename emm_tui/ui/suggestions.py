"""Who the items of the review may be: asked for once each, kept as long as the screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from emm_tui.domain.errors import EmmError
from emm_tui.domain.match import Candidate
from emm_tui.domain.media import Item

if TYPE_CHECKING:
    from emm_tui.session import Session
    from emm_tui.ui.reader import Reader


@dataclass(slots=True, frozen=True)
class Suggestion:
    """An item and who it may be, best first; `words` were searched for in place of its name."""

    item: Item
    candidates: list[Candidate] = field(default_factory=list)
    words: str = ""


class Suggestions:
    """Asks for candidates, one item at a time as far as a person sees it."""

    def __init__(self, reader: Reader, session: Session) -> None:
        self._reader = reader
        self._session = session
        self._known: dict[int, Suggestion] = {}

    def known(self, id: int | None) -> Suggestion | None:
        """What has been found already."""
        return self._known.get(id) if id is not None else None

    async def item(self, id: int) -> Suggestion:
        """The item with the candidates of its last scrape. EmmError when it is gone."""
        item = await self._reader.item(id)
        if item is None:
            raise EmmError(f"Item {id} is gone.")
        return Suggestion(item, item.candidates)

    async def get(self, id: int) -> Suggestion:
        """The item with its candidates, asked for when there are none of its last scrape. EmmError."""
        if id not in self._known:
            item = (await self.item(id)).item
            self._known[id] = Suggestion(item, await self._session.candidates(id))
        return self._known[id]

    async def search(self, item: Item, words: str) -> Suggestion:
        """The item with what other words find. EmmError."""
        id = item.row.id
        self._known[id] = Suggestion(item, await self._session.candidates(id, words), words)
        return self._known[id]
