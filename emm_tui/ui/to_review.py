"""The items that need a person, in their order: where one is among them, and which are decided by now."""

from __future__ import annotations

from array import array
from collections.abc import Collection


class ToReview:
    """`ids` are those that needed a person when they were read; what is decided stays until they are read again."""

    def __init__(self) -> None:
        self.ids: array[int] = array("q")
        self.decided: set[int] = set()
        self.place = 0

    @property
    def here(self) -> int | None:
        """The item that one is at, None when there is none."""
        return self.ids[self.place] if self.place < len(self.ids) else None

    @property
    def left(self) -> int:
        """How many are to decide."""
        return sum(id not in self.decided for id in self.ids)

    @property
    def next(self) -> int | None:
        """The next one to decide, None when this is the last."""
        place = self._open(1)
        return None if place is None else self.ids[place]

    def renew(self, ids: array[int], pending: Collection[int]) -> None:
        """Takes what needs a person now; one stays where one is, and a match that was undone is to decide again."""
        here = self.here
        self.decided.intersection_update(pending, ids)
        self.ids = ids
        self.place = ids.index(here) if here is not None and here in ids else max(min(self.place, len(ids) - 1), 0)

    def again(self, ids: Collection[int], pending: Collection[int]) -> bool:
        """Whether matches were undone that are to decide again, where they were: `ids` need a person now."""
        undone = self.decided.intersection(ids) - set(pending)
        self.decided -= undone
        return bool(undone)

    def go(self, id: int) -> bool:
        """Goes to an item; False when one is there, or it is none of them."""
        if id == self.here or id not in self.ids:
            return False
        self.place = self.ids.index(id)
        return True

    def step(self, step: int) -> bool:
        """Goes to the next one to decide, or with -1 to the one before; False when there is none."""
        place = self._open(step)
        if place is None:
            return False
        self.place = place
        return True

    def _open(self, step: int) -> int | None:
        place = self.place + step
        while 0 <= place < len(self.ids) and self.ids[place] in self.decided:
            place += step
        return place if 0 <= place < len(self.ids) else None
