"""What is done to the list of sources: as changes of the config file's text."""

from __future__ import annotations

from dataclasses import asdict

from emm_tui.config import SourceConfig
from emm_tui.config_file.edit import with_value
from emm_tui.domain.query import Query, Term, Value
from emm_tui.ui.words import plural


def changed(text: str, place: int, before: SourceConfig, after: SourceConfig) -> str:
    """The text with what is another of the source at `place`."""
    for name, value in asdict(after).items():
        if value != getattr(before, name):
            text = with_value(text, ("sources", str(place), name), value)
    return text


def items_of(source: SourceConfig) -> Query:
    """The films and shows that lie in a source."""
    return Query(((Term("source", (Value("=", source.name),)),),))


def farewell(items: int) -> str:
    """What becomes of the items of a source that is taken out."""
    return (
        f"No file is touched: its {plural(items, 'film or show', 'films and shows')} stay in the library,\n"
        "and can be scraped and edited as before. No scan looks after\n"
        "them any more; a source with this folder takes them in again."
        if items
        else "Nothing of it is in the library, and no file is touched."
    )
