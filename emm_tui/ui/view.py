"""Which rows are shown and in which order: the filter, the sort, and what came of them."""

from __future__ import annotations

from array import array

from emm_tui.domain.query import Query, Sort, parse_query


class View:
    """The filter as `text`, `total` rows without it, `new` rows that are not taken in yet."""

    def __init__(self) -> None:
        self.text = ""
        self.total = 0
        self.new = 0
        self.complete = False
        self._filter = Query()
        self._chosen: Sort | None = None
        self._hits: set[int] = set()

    @property
    def query(self) -> Query:
        """The filter in the chosen order; a `sort:` in the filter wins."""
        return self._filter & Query(sort=(self._chosen,)) if self._chosen else self._filter

    @property
    def sort(self) -> tuple[str, bool]:
        """The first key of the order: field, descending."""
        first = self.query.sort[0] if self.query.sort else Sort("title")
        return first.field, first.descending

    @property
    def order(self) -> str:
        """The order as the status line says it."""
        field, descending = self.sort
        return f"{field} {'▼' if descending else '▲'}"

    def filter(self, text: str) -> bool:
        """Takes another filter; True when it is cleared. QueryError when it cannot be read: the old one stays."""
        self._filter = parse_query(text)
        self.text = text.strip()
        return not self.text

    def sort_by(self, sort: Sort) -> None:
        """Chooses an order."""
        self._chosen = sort

    def shown(self, ids: array[int], total: int, complete: bool = True) -> None:
        """Notes what the table got; not `complete` while only the head is there."""
        self.new = 0
        self.complete = complete
        if self.text:
            self._hits = set(ids)
        else:
            self.total = total

    def hit(self, ids: array[int], start: int, step: int) -> int | None:
        """Where the next row is that the last filter had, going around; in a filtered view every row is one."""
        count = len(ids)
        for distance in range(1, count + 1):
            place = (start + step * distance) % count
            if self.text or ids[place] in self._hits:
                return place
            if not self._hits:
                return None
        return None
