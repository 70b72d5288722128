"""Days as providers write them."""

from __future__ import annotations

from datetime import date


def day(value: str | None) -> str | None:
    """`YYYY-MM-DD` when it is a day of the calendar."""
    try:
        return date.fromisoformat((value or "")[:10]).isoformat()
    except ValueError:
        return None


def year(value: str | None) -> int | None:
    """The year of a day, None when that is none."""
    known = day(value)
    return int(known[:4]) if known else None
