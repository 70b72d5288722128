"""Takes over what the NFO beside a title names: its ids, and what a person locked in another program."""

from __future__ import annotations

from dataclasses import replace

from anyio import to_thread

from emm_tui.domain.errors import ExportError
from emm_tui.domain.media import Target
from emm_tui.domain.merge import PEOPLE
from emm_tui.domain.metadata import Metadata
from emm_tui.exporters import nfo
from emm_tui.exporters.layout import layout
from emm_tui.exporters.nfo_locks import read_locks
from emm_tui.exporters.nfo_read import LIMIT
from emm_tui.exporters.nfo_tables import TABLES
from emm_tui.fsio import read_small
from emm_tui.pipeline.export import nfo_ids
from emm_tui.pipeline.work import Deps
from emm_tui.store.saving import adopt


async def read_beside(deps: Deps, target: Target) -> None:
    """Takes the ids of a title that is not known yet out of the NFO beside it, and locks what is locked there.

    It is locked with the values that it has there; known locks come first.
    """
    told = await to_thread.run_sync(_read, target)
    fields = [field for field in told.providers if field not in target.locked] if told else []
    if not told or not fields:
        return
    item = deps.library.item(target.id)
    known = replace(item.metadata, providers={name: one.provider for name, one in item.provenance.items()})
    for field in fields:
        _put(known, told, field)
    await deps.writer.submit(adopt, target.id, known, fields)


def _read(target: Target) -> Metadata | None:
    if not target.ids:
        target.nfo_ids = nfo_ids(target)
    return _told(target)


def _told(target: Target) -> Metadata | None:
    """What the NFO says; of a title that is known only one that somebody else wrote has news."""
    found = None
    for path in layout(target).nfos if target.path else ():
        try:
            data = read_small(path, LIMIT)
        except ExportError:
            continue
        if data and not (target.ids and nfo.is_ours(data)):
            found = read_locks(data, TABLES[target.kind][0]) or found
    return found


def _put(known: Metadata, told: Metadata, field: str) -> None:
    known.providers[field] = "you"
    known.languages.pop(field, None)
    if field in PEOPLE:
        job = PEOPLE[field]
        known.credits = [*told.people(job), *(one for one in known.credits if one.job != job)]
    else:
        setattr(known, field, getattr(told, field))
