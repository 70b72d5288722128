"""What is known of an item that nobody could name."""

from __future__ import annotations

from textual.content import Content

from emm_tui.domain.display import display
from emm_tui.domain.media import Item
from emm_tui.ui.widgets.media_columns import title
from emm_tui.ui.words import join, sign


def clue(item: Item) -> Content:
    """Its state and name, its file, then what went wrong or why nobody could say; nothing is read as markup."""
    mark = sign(item.row)
    why = item.error or join(item.match.reasons if item.match else [], "; ")
    folder, _, name = (item.row.path or "").rpartition("/")
    head = ((f"{mark} ", "$text-warning bold"), (display(title(item.row)), "bold"), f" ({item.row.year or '?'})")
    lines = [
        Content.assemble(*head),
        Content.styled(display(name or folder), "dim"),
        Content.styled(display(why), "$text-error" if item.error else "dim"),
    ]
    return Content("\n").join([line for line in lines if line.plain])
