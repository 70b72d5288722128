"""Lists items of the library."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import click

from emm_tui.cli.arguments import QUERY, QUERY_HELP, query_text
from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb, number

if TYPE_CHECKING:
    from emm_tui.cli.text import Column
    from emm_tui.domain.media import ItemRow
    from emm_tui.store.library import Library

PAGE = 500
DEFAULT = "id,kind,state,title,year,file"
CSV = "id,kind,title,year,season,episode,show,state,path,tmdb,imdb,tvdb"
EXTRA = ("file",)
DISCS = ("VIDEO_TS", "BDMV")


@click.command(cls=Verb, epilog=QUERY_HELP)
@QUERY
@click.option("--sort", metavar="FIELD[-]", help="Order by a field; a minus turns it round.")
@click.option("--limit", type=number(0), metavar="N", help="At most N items.")
@click.option("--columns", metavar="A,B,...", help="Columns of the text and of --csv.")
@click.option("--jsonl", is_flag=True, help="One JSON object a line.")
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values with a header.")
@click.pass_obj
def command(
    invocation: Invocation,
    query: Sequence[str],
    sort: str | None,
    limit: int | None,
    columns: str | None,
    jsonl: bool,
    as_csv: bool,
) -> None:
    """Lists the items that QUERY finds, all films and shows without one."""
    from emm_tui.cli import views
    from emm_tui.domain.query import parse_query

    names = _names(columns or (CSV if as_csv else DEFAULT))
    wanted = parse_query(" ".join(part for part in (query_text(query), f"sort:{sort}" if sort else "") if part))
    out = invocation.out
    with invocation.session() as session:
        rows = _rows(session.library, session.library.ids(wanted, limit))
        if jsonl:
            out.lines(map(views.row, rows))
        elif invocation.options.json:
            out.stream("list", {"total": session.library.count(wanted)}, "items", map(views.row, rows))
        elif as_csv:
            out.csv(names, ([_cell(row, name) for name in names] for row in rows))
        else:
            _table(invocation, names, rows)


def _rows(library: Library, ids: Sequence[int]) -> Iterator[ItemRow]:
    for start in range(0, len(ids), PAGE):
        yield from library.rows(ids[start : start + PAGE])


def _table(invocation: Invocation, names: Sequence[str], rows: Iterator[ItemRow]) -> None:
    from emm_tui.cli.text import table

    first = next(rows, None)
    if first is None:
        invocation.messages.say("Nothing found.")
        return
    cells = ([_text_cell(row, name) for name in names] for row in chain([first], rows))
    invocation.out.long_text(table([_column(name) for name in names], cells, invocation.out.terminal))


def _column(name: str) -> Column:
    from emm_tui.cli.text import Column

    numbers = {"id", "year", "season", "episode", "tmdb", "tvdb", "rating", "runtime"}
    roles = {"state": "state", "title": "bold", "kind": "dim", "file": "dim", "path": "dim"}
    return Column(name, name in numbers, roles.get(name, ""), name in ("title", "show", "path", "file"))


def _text_cell(row: ItemRow, name: str) -> str:
    """As people read it: an episode's title says of which show it is."""
    from emm_tui.cli import words

    return words.name(row) if name == "title" else _cell(row, name)


def _cell(row: ItemRow, name: str) -> str:
    if name == "file":
        return _file_name(row.path or "")
    value = getattr(row, name)
    return "" if value is None else str(value)


def _file_name(path: str) -> str:
    """The name that says which film it is: of a disc the folder that holds it."""
    folder, name = os.path.split(path)
    disc = os.path.basename(folder) in DISCS
    return os.path.basename(os.path.dirname(folder)) if disc else name


def _names(columns: str) -> list[str]:
    from dataclasses import fields

    from emm_tui.config_file.check import nearest
    from emm_tui.domain.errors import UsageError
    from emm_tui.domain.media import ItemRow

    known = [field.name for field in fields(ItemRow)] + list(EXTRA)
    names = [name.strip() for name in columns.split(",")]
    for name in names:
        if name not in known:
            raise UsageError(f"There is no column {name!r}; {nearest(name, known)}")
    return names
