"""How figures and states are written on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from emm_tui.domain.media import ItemRow


class Sign(NamedTuple):
    """A state as glyph, letter and the name of its style, so that it is never colour alone."""

    glyph: str
    letter: str
    style: str

    def __str__(self) -> str:
        return f"{self.glyph} {self.letter}"


SIGNS: dict[str, Sign] = {
    "new": Sign("○", "N", "new"),
    "matched": Sign("◐", "M", "matched"),
    "scraped": Sign("●", "S", "scraped"),
    "ambiguous": Sign("◇", "A", "ambiguous"),
    "unmatched": Sign("△", "U", "unmatched"),
    "failed": Sign("×", "F", "failed"),
    "gone": Sign("⌀", "G", "gone"),
}
COLOURS = {
    "new": "$foreground",
    "matched": "$text-accent",
    "scraped": "$text-success",
    "ambiguous": "$text-warning",
    "unmatched": "$text-warning",
    "failed": "$text-error",
    "gone": "dim",
}


def sign(row: ItemRow) -> Sign:
    """The sign of a row's state; an item whose files are gone has its own."""
    return SIGNS["gone" if row.missing_since else row.state]


def runtime(minutes: int | None) -> str:
    """`107` as `1h 47m`."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    return f"{hours}h {rest:02d}m" if hours else f"{rest}m"


def clock(seconds: float) -> str:
    """`80` as `1:20`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def size(number: int) -> str:
    """Bytes with a unit, three figures."""
    amount, units = float(number), ("B", "KB", "MB", "GB", "TB")
    for unit in units:
        if amount < 1000 or unit == units[-1]:
            return f"{amount:.0f} {unit}" if amount >= 10 or unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return ""


def plural(number: int, one: str, many: str = "") -> str:
    """`1 film`, `2 films`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def join(parts: Sequence[str], separator: str = " · ") -> str:
    """The parts that say something, in one line."""
    return separator.join(part for part in parts if part)


def moment(time: str | None) -> str:
    """An ISO time in UTC as `11-21 02:18` of the clock on the wall."""
    try:
        return datetime.fromisoformat(time or "").astimezone().strftime("%m-%d %H:%M")
    except ValueError:
        return ""
