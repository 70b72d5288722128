"""Everything about one item as text for the detail pane, wrapped to a width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os.path import basename, dirname
from typing import TYPE_CHECKING

from textual.content import Content

from emm_tui.domain.display import display
from emm_tui.ui.labelled import labelled
from emm_tui.ui.widgets.media_columns import title
from emm_tui.ui.words import COLOURS, join, runtime, sign, size

if TYPE_CHECKING:
    from emm_tui.domain.media import Item

LABEL = 10  # cells of the left column
CAST = 12  # names shown
MISSING = 12  # episodes shown


def detail(item: Item, width: int) -> Content:
    """The whole pane: head, plot, then labelled facts; nothing in it is read as markup."""
    lines = [*_head(item, width), *_text(item, width)]
    for label, values in _facts(item):
        shown = [Content(display(value)) for value in values if value]
        lines += labelled(label, shown, width, LABEL)
    return Content("\n").join(lines)


def _head(item: Item, width: int) -> Iterator[Content]:
    data = item.metadata
    yield from Content.styled(title(item.row), "bold").wrap(width)
    if data.original_title and data.original_title != data.title:
        yield from Content.styled(display(data.original_title), "dim italic").wrap(width)
    facts = (str(data.year or item.row.year or ""), runtime(data.runtime or item.row.runtime), data.certification or "")
    yield Content.styled(display(join([*facts, item.edition or ""])), "dim")
    yield Content("")
    yield Content.assemble(*_state(item))
    yield from _ratings(item)
    if item.error:
        yield from Content.styled(display(item.error), "$text-error").wrap(width)
    yield Content("")


def _state(item: Item) -> Iterator[tuple[str, str]]:
    mark = sign(item.row)
    yield f"{mark} ", f"{COLOURS[mark.style]} bold"
    yield mark.style if mark.style != "gone" else f"gone since {item.row.missing_since}", COLOURS[mark.style]
    if item.match and item.match.by:
        score = "" if item.match.score is None else f" {item.match.score:.0f}"
        yield f"  by {display(item.match.by)}{score}", "dim"


def _ratings(item: Item) -> Iterator[Content]:
    for name, rating in item.metadata.ratings.items():
        votes = f"  {rating.votes:,} votes" if rating.votes is not None else ""
        yield Content.assemble(
            ("★ ", "$text-accent"), f"{rating.value:.1f}", (f" / {rating.max:g}  {display(name)}{votes}", "dim")
        )


def _text(item: Item, width: int) -> Iterator[Content]:
    if item.metadata.tagline:
        yield from Content.styled(display(item.metadata.tagline), "italic").wrap(width)
        yield Content("")
    for paragraph in (item.metadata.plot or "").split("\n"):
        if paragraph.strip():
            yield from Content(display(paragraph)).wrap(width)
            yield Content("")


def _facts(item: Item) -> Iterator[tuple[str, Iterable[str]]]:
    data, kind = item.metadata, item.row.kind
    yield "Genres", [", ".join(data.genres)]
    yield "Director", [", ".join(credit.name for credit in data.people("director"))]
    yield "Writer", [", ".join(dict.fromkeys(credit.name for credit in data.people("writer")))]
    cast = data.people("actor")
    yield "Cast", [f"{c.name} as {c.role}" if c.role else c.name for c in cast[:CAST]]
    yield "", [f"and {len(cast) - CAST} more"] if len(cast) > CAST else []
    yield "Network" if kind == "show" else "Studio", [", ".join(data.studios)]
    yield "Country", [", ".join(data.countries)]
    yield "Set", [data.set.name] if data.set else []
    yield "Aired" if kind == "episode" else "Premiere", [data.premiered or ""]
    yield "Status", [data.status or ""]
    yield "Seasons", [f"{sign(row)}  {row.title}" for row in item.seasons]
    lacking = [f"S{one.season:02}E{one.episode:02} {one.title or ''}  {one.aired or ''}" for one in item.missing]
    yield "Missing", lacking[:MISSING]
    yield "", [f"and {len(lacking) - MISSING} more"] if len(lacking) > MISSING else []
    yield "Artwork", [", ".join(item.artwork)]
    yield "Match", item.match.reasons if item.match else []
    maybe = item.candidates[:5] if item.row.state == "ambiguous" else []
    yield "Maybe", [f"{c.title} ({c.year or '?'})  {c.score:.0f}" for c in maybe]
    yield "Locked", [", ".join(item.locked)]
    yield "Ids", [f"{name} {id}" for name, id in data.ids.items()]
    yield "Files", [f"{basename(file.path)}  {size(file.size)}" for file in item.files]
    yield "Folder", item.folders or [dirname(item.files[0].path) if item.files else item.row.path or ""]
