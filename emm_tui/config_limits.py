"""What values of the configuration may be; a key's annotation names its limits."""

from __future__ import annotations

from typing import NamedTuple


class AtLeast(NamedTuple):
    """The least a number may be."""

    value: int


class Above(NamedTuple):
    """What a number must be above."""

    value: int


class LongestDays(NamedTuple):
    """The longest that a time as `24h` may be, in days."""

    value: int


class OneOf(NamedTuple):
    """What each entry of a list may be."""

    values: tuple[str, ...]


class Shape(NamedTuple):
    """What a text looks like: the whole of it matches `pattern`, `text` says so to a person; empty is allowed."""

    pattern: str
    text: str


class Location:
    """A file or folder: `~` is the home, and a relative one counts from the config file's folder."""


TIME_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
TTL = Shape(r"[0-9]{1,9}(\.[0-9]{1,6})?\s*[smhdw]", "a time as 90s, 30m, 24h or 7d")
TTL_LIMIT = LongestDays(180)
SIZE = Shape(r"\d+(\.\d+)?\s*([KMGT]?B)?", "a size as 500 MB or 2 GB")
URL = Shape(r"https?://\S+", "an address that begins with https:// or http://")
LANGUAGE = Shape(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language as en-US or de")
COUNTRY = Shape(r"[A-Za-z]{2}", "a country as US or DE")
NAME = Shape(r".*\S.*", "a name")
