"""The columns of the media table: what each says of a row, and in which style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from os.path import basename, dirname
from typing import TYPE_CHECKING, NamedTuple

from emm_tui.domain.display import display
from emm_tui.ui.widgets.columns import Column
from emm_tui.ui.words import runtime, sign

if TYPE_CHECKING:
    from emm_tui.domain.media import ItemRow
    from emm_tui.ui.outline import Outline

INDENT = "  "
OPEN, CLOSED = "▾", "▸"
FOLDING = ("show", "season")
MARKED = "✓"
LONG = {"state": "State", "artwork": "Artwork", "marked": "Marked"}


class Line(NamedTuple):
    """An item where it stands: how deep, open, closed or neither (None), there only for what is below it."""

    item: ItemRow
    level: int = 0
    open: bool | None = None
    context: bool = False


def lines(outline: Outline, start: int, rows: Sequence[ItemRow | None]) -> list[Line | None]:
    """The lines of an outline from the position `start` on."""
    return list(_lines(outline, start, rows))


def _lines(outline: Outline, start: int, rows: Sequence[ItemRow | None]) -> Iterator[Line | None]:
    for index, row in enumerate(rows, start):
        if row is None:
            yield None
        else:
            folds = row.kind in FOLDING and not outline.flat
            is_open = outline.is_open(index) if folds else None
            yield Line(row, outline.level(index), is_open, row.id in outline.context)


def title(row: ItemRow) -> str:
    """What a row is called; an episode says its show and number, `?` stands for a number nobody knows."""
    name = display(row.title or "")
    if row.kind == "episode":
        return f"{display(row.show or '')} {_number(row)} {name}".strip()
    if row.kind == "season":
        return f"{display(row.show or name)} · {name}" if row.show else name
    return name or "(no title)"


def _number(row: ItemRow) -> str:
    season = "?" if row.season is None else f"{row.season:02d}"
    episode = "?" if row.episode is None else f"{row.episode:02d}"
    return f"S{season}E{episode}"


def _title(line: Line) -> str:
    """Below its show a row does not repeat the show's name."""
    row = line.item
    if not line.level:
        name = title(row)
    elif row.kind == "episode":
        name = f"{_number(row)} {display(row.title or '')}"
    else:
        name = display(row.title or "")
    sign = {True: f" {OPEN}", False: f" {CLOSED}", None: ""}[line.open]
    return f"{INDENT * line.level}{name}{sign}"


def _state(line: Line) -> str:
    return f"state-{sign(line.item).style}"


def _title_style(line: Line) -> str:
    return "title-gone" if line.item.missing_since or line.context else "title"


def _quiet(_line: Line) -> str:
    return "quiet"


def _year(line: Line) -> str:
    """The year; of an episode the day."""
    return display(line.item.aired or "") or str(line.item.year or "")


COLUMNS: tuple[Column[Line], ...] = (
    Column("state", "St", 3, lambda line: str(sign(line.item)), _state),
    Column("title", "Title", 36, _title, _title_style, flexible=True),
    Column("year", "Year", 4, _year, _quiet, right=True, rank=1),
    Column("kind", "Kind", 7, lambda line: line.item.kind, _quiet, rank=4),
    Column(
        "rating", "Rating", 6, lambda line: f"{line.item.rating:.1f}" if line.item.rating else "", right=True, rank=2
    ),
    Column("runtime", "Runtime", 7, lambda line: runtime(line.item.runtime), _quiet, right=True, rank=3),
    Column("artwork", "Art", 3, lambda line: str(line.item.artwork.bit_count() or ""), _quiet, right=True, rank=5),
    Column("added", "Added", 10, lambda line: display(line.item.added[:10]), _quiet, rank=6),
    Column("tmdb", "TMDB", 8, lambda line: str(line.item.tmdb or ""), _quiet, right=True, rank=7),
    Column("imdb", "IMDb", 10, lambda line: display(line.item.imdb or ""), _quiet, rank=8),
)
"""What is shown before anybody has chosen."""
MORE: tuple[Column[Line], ...] = (
    Column("marked", "Mk", 2, lambda line: MARKED if line.item.marked else "", rank=1),
    Column("tvdb", "TVDB", 8, lambda line: str(line.item.tvdb or ""), _quiet, right=True, rank=9),
    Column("file", "File", 24, lambda line: display(basename(line.item.path or "")), _quiet, rank=10, flexible=True),
    Column("folder", "Folder", 24, lambda line: display(dirname(line.item.path or "")), _quiet, rank=11, flexible=True),
)
KNOWN = {column.name: column for column in (*COLUMNS, *MORE)}
LABELS = {column.name: LONG.get(column.name, column.label) for column in KNOWN.values()}
"""What each column is called where there is room."""


def chosen(names: Sequence[str] | None) -> tuple[Column[Line], ...]:
    """The columns of these names, the usual ones for None; the title is always among them."""
    if names is None:
        return COLUMNS
    return tuple(KNOWN[name] for name in names if name in KNOWN) if "title" in names else COLUMNS
