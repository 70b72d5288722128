"""Which rows are shown and in which order: the filter, the sort, and what came of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from emm_tui.domain.query import Query, Sort, Term, Value, fold, parse_query

WORD = 3  # letters from which on a word finds episodes; a shorter one would find all those of a show
_TITLES = Term("kind", tuple(Value("=", kind) for kind in ("movie", "show", "episode")))


class View:
    """The filter as `text`; `hits` items it has, `total` without it, `new` ones that are not taken in yet."""

    def __init__(self) -> None:
        self.text = ""
        self.hits = 0
        self.total = 0
        self.new = 0
        self.complete = False
        self._filter = Query()
        self._chosen: Sort | None = None
        self._hits: set[int] = set()
        self._opened: dict[bool, set[int]] = {False: set(), True: set()}

    @property
    def opened(self) -> set[int]:
        """The shows and seasons that a person has opened; another filter starts with none."""
        return self._opened[bool(self.text)]

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
    def spelled(self) -> str:
        """Filter and chosen order as one query."""
        chosen, written = self._chosen, "sort:" in self.text
        sort = "" if chosen is None or written else f"sort:{chosen.field}{'-' * chosen.descending}"
        return f"{self.text} {sort}".strip()

    @property
    def order(self) -> str:
        """The order as the status line says it."""
        field, descending = self.sort
        return f"{field} {'▼' if descending else '▲'}"

    def filter(self, text: str) -> bool:
        """Takes another filter; True when it is cleared. QueryError when it cannot be read: the old one stays."""
        self._filter = parse_query(text)
        self.text = text.strip()
        self._opened[True].clear()
        return not self.text

    def sort_by(self, sort: Sort) -> None:
        """Chooses an order."""
        self._chosen = sort

    def shown(self, rows: Iterable[int], hits: int, complete: bool = True) -> None:
        """Notes what the table got; not `complete` while only the head is there."""
        self.new = 0
        self.hits = hits
        self.complete = complete
        if self.text:
            self._hits = set(rows)
        else:
            self.total = hits

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


def with_episodes(query: Query) -> Query:
    """The query with episodes found by words as well, not by films' and shows' titles alone."""
    return Query(tuple((_TITLES, *group) if _has_words(group) else group for group in query.groups), query.sort)


def _has_words(group: tuple[Term, ...]) -> bool:
    words = [term for term in group if term.field == "title" and not term.negated]
    long = all(len(fold(str(value.low))) >= WORD for term in words for value in term.values)
    return bool(words) and long and not Query((group,)).deep
