"""What a phrase of a release name says, and how sure it is that it belongs to no title."""

from __future__ import annotations

from typing import NamedTuple

STRONG, MEDIUM, WEAK = 3, 2, 1


class Term(NamedTuple):
    """What a phrase says: `field` of a release name, its canonical `value`, and how sure it is."""

    field: str
    value: str
    strength: int
