"""The read side of the library: lists, items, jobs, figures; it never writes."""

from __future__ import annotations

from emm_tui.store.details import Details
from emm_tui.store.lists import Lists
from emm_tui.store.past import Past
from emm_tui.store.rated import Rated


class Library(Lists, Details, Rated, Past):
    """Everything that can be read of the library; see `Opened` for how."""
