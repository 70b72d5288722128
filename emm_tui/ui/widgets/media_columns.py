"""The columns of the media table: what each says of a row, and in which style."""

from __future__ import annotations

from emm_tui.domain.display import display
from emm_tui.domain.media import ItemRow
from emm_tui.ui.widgets.columns import Column
from emm_tui.ui.words import runtime, sign


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


def _state(row: ItemRow) -> str:
    return f"state-{sign(row).style}"


def _title_style(row: ItemRow) -> str:
    return "title-gone" if row.missing_since else "title"


def _quiet(_row: ItemRow) -> str:
    return "quiet"


COLUMNS: tuple[Column[ItemRow], ...] = (
    Column("state", "St", 3, lambda row: str(sign(row)), _state),
    Column("title", "Title", 36, title, _title_style, flexible=True),
    Column("year", "Year", 4, lambda row: str(row.year or ""), _quiet, right=True, rank=1),
    Column("kind", "Kind", 7, lambda row: row.kind, _quiet, rank=4),
    Column("rating", "Rating", 6, lambda row: f"{row.rating:.1f}" if row.rating else "", right=True, rank=2),
    Column("runtime", "Runtime", 7, lambda row: runtime(row.runtime), _quiet, right=True, rank=3),
    Column("artwork", "Art", 3, lambda row: str(row.artwork.bit_count() or ""), _quiet, right=True, rank=5),
    Column("added", "Added", 10, lambda row: display(row.added[:10]), _quiet, rank=6),
    Column("tmdb", "TMDB", 8, lambda row: str(row.tmdb or ""), _quiet, right=True, rank=7),
    Column("imdb", "IMDb", 10, lambda row: display(row.imdb or ""), _quiet, rank=8),
)
