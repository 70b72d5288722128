"""Reads one of IMDb's data files piece by piece: whole and as expected, or not at all."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

Row = TypeVar("Row", bound=tuple[object, ...])
Keep = Callable[[Sequence[bytes]], Iterator[Row]]
"""Finds what is to be kept among lines."""
Rated = tuple[int, float, int]
"""The number of a title (500 of `tt0000500`), its rating out of 10, its votes."""
Placed = tuple[int, int, int, int]
"""The number of a show, a season, an episode, and the number of that episode as a title."""

_PIECE = 1 << 22
_LONGEST_LINE = 1 << 16
_LONGEST_NUMBER = 12
_MOST = 2**53


class DamagedFile(Exception):
    """The file is cut short, no gzip file, or not the table that it should be."""


class TsvReader(Generic[Row]):
    """The rows that `keep` finds among the lines of a packed table; `rows` counts those that it has.

    A context manager; `piece()` is for a thread.
    """

    def __init__(self, path: Path, header: bytes, keep: Keep[Row]) -> None:
        self.rows = 0
        self._header = header
        self._keep = keep
        self._file = gzip.open(path)
        self._rest = b""
        self._begun = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def piece(self) -> list[Row] | None:
        """What there is to keep in the next few megabytes, None at the end. DamagedFile."""
        try:
            data = self._file.read(_PIECE)
        except (EOFError, OSError, zlib.error) as error:
            raise DamagedFile(f"it cannot be unpacked: {error}") from error
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop() if data else b""
        if len(self._rest) > _LONGEST_LINE:
            raise DamagedFile("a line of it has no end")
        if not self._begun:
            self._check(lines.pop(0) if lines else b"")
        lines = [line for line in lines if line]
        self.rows += len(lines)
        if not data and not self.rows:
            raise DamagedFile("it has no rows")
        found = list(self._keep(lines))
        return found if data or found else None

    def _check(self, header: bytes) -> None:
        if header != self._header:
            raise DamagedFile("its columns are not those that it should have")
        self._begun = True


def ident(number: int) -> bytes:
    """A title's id as the files write it: `tt` and seven or more digits."""
    return b"tt%07d" % number


def ratings_of(titles: Collection[int]) -> Keep[Rated]:
    """Finds the ratings of titles among lines of `title.ratings`."""
    wanted = {ident(number): number for number in titles}

    def keep(lines: Sequence[bytes]) -> Iterator[Rated]:
        for line in lines:
            name, _, rest = line.partition(b"\t")
            if name in wanted:
                rating = _rating(rest)
                if rating:
                    yield wanted[name], *rating

    return keep


def episodes_of(shows: Collection[int]) -> Keep[Placed]:
    """Finds the episodes of shows among lines of `title.episode`; those without a number are left out."""
    wanted = {ident(number): number for number in shows}

    def keep(lines: Sequence[bytes]) -> Iterator[Placed]:
        for line in lines:
            columns = line.split(b"\t")
            if len(columns) == 4 and columns[1] in wanted:
                placed = _place(columns, wanted)
                if placed:
                    yield placed

    return keep


def _rating(columns: bytes) -> tuple[float, int] | None:
    value, _, votes = columns.partition(b"\t")
    try:
        rating = float(value), int(votes)
    except ValueError:
        return None
    return rating if 0 < rating[0] <= 10 and 0 <= rating[1] < _MOST else None


def _place(columns: Sequence[bytes], shows: Mapping[bytes, int]) -> Placed | None:
    name, show, *place = columns
    digits = [*place, name[2:]]
    if name[:2] != b"tt" or not all(one.isdigit() and len(one) <= _LONGEST_NUMBER for one in digits):
        return None
    season, episode, number = map(int, digits)
    return shows[show], season, episode, number
