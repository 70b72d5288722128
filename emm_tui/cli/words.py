"""Figures as people read them: sizes, durations, times and the name of an item."""

from __future__ import annotations

from emm_tui.domain.display import display
from emm_tui.domain.events import ItemFailed
from emm_tui.domain.media import ItemRow


def size(number: int | float) -> str:
    """Bytes as `1.4 GB`."""
    value = float(number)
    for unit in ("bytes", "KB", "MB", "GB"):
        if abs(value) < 1000:
            return f"{value:.0f} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} TB"


def minutes(number: int | None) -> str:
    """`107` as `1h 47m`."""
    if not number:
        return ""
    hours, rest = divmod(int(number), 60)
    return f"{hours}h {rest:02}m" if hours else f"{rest}m"


def seconds(number: float) -> str:
    """A duration as `0.8 s` or `3:20 min`."""
    if number < 60:
        return f"{number:.1f} s"
    whole, rest = divmod(int(number), 60)
    return f"{whole}:{rest:02} min"


def moment(time: str | None) -> str:
    """An ISO time as `2026-11-21 02:18:03`."""
    return (time or "")[:19].replace("T", " ")


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 film`, `1,204 films`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def title(row: ItemRow) -> str:
    """An item's name with what places it: the year of a film, the numbers of an episode."""
    return f"{name(row)} ({row.year})" if row.year and row.kind not in ("season", "episode") else name(row)


def name(row: ItemRow) -> str:
    """An item's name; a season's and an episode's begin with the show's."""
    if row.kind == "episode" and (row.show or row.season is not None):
        numbers = f"S{_two(row.season)}E{_two(row.episode)}"
        return " ".join(part for part in (row.show, numbers, row.title) if part)
    if row.kind == "season":
        return " ".join(part for part in (row.show, f"Season {row.season}") if part)
    return row.title


def failure_place(failure: ItemFailed) -> str:
    """What failed, safe to show: its path on one line, or its number."""
    return display(failure.path) if failure.path else f"item {failure.item}"


def _two(number: int | None) -> str:
    return "??" if number is None else f"{number:02}"
