"""Says how the library is: counts, sizes, the last run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb

if TYPE_CHECKING:
    from emm_tui.cli.page import Page
    from emm_tui.session import Session
    from emm_tui.store.figures import Status

KINDS = {"movie": "films", "show": "shows", "season": "seasons", "episode": "episodes", "set": "sets"}
PEOPLES = ("ambiguous", "unmatched", "failed")


@click.command(cls=Verb)
@click.pass_obj
def command(invocation: Invocation) -> None:
    """Says how much is in the library and in which state, what is missing, and how the last run ended."""
    from emm_tui.cli.page import Page

    with invocation.session() as session:
        status = session.library.status()
        if invocation.options.json:
            invocation.out.document("status", _document(session, status))
            return
        page = Page(invocation.out.terminal)
        _counts(page, status)
        _places(page, session, status)
        _next(page, session, status)
    invocation.out.text(*page.lines)


def _document(session: Session, status: Status) -> dict[str, Any]:
    from emm_tui import __version__
    from emm_tui.cli.report_views import job

    return {
        "version": __version__,
        "config": str(session.paths.config_file),
        "database": {
            "path": str(session.database),
            "bytes": status.size,
            "schema_version": status.schema_version,
        },
        "items": status.counts,
        "files": status.files,
        "bytes": status.bytes,
        "missing": status.missing,
        "sources": [{"name": s.name, "path": s.path, "kind": s.kind} for s in session.sources],
        "last_job": job(status.last_job) if status.last_job else None,
    }


def _counts(page: Page, status: Status) -> None:
    from emm_tui.cli.words import size

    terminal = page.terminal
    for kind, name in KINDS.items():
        states = status.counts.get(kind, {})
        if states:
            by_state = ", ".join(f"{number:,} {terminal.state(state)}" for state, number in sorted(states.items()))
            page.lines.append(f"{terminal.paint('bold', f'{sum(states.values()):>9,}')} {name:<9} {by_state}")
    if status.files:
        page.lines.append(f"{status.files:>9,} {'files':<9} {size(status.bytes)}")
    if status.missing:
        page.lines.append(f"{status.missing:>9,} {'missing':<9} their files are gone; 'emm list missing:file'")


def _places(page: Page, session: Session, status: Status) -> None:
    from emm_tui.cli.words import moment, size

    page.section("Library")
    page.fact("database", page.joined(session.database, size(status.size) if status.size else "not there yet"))
    page.fact("config", session.paths.config_file)
    page.facts("sources", [page.joined(source.name, source.kind, source.path) for source in session.sources])
    job = status.last_job
    if job:
        ended = moment(job.ended or job.started)
        page.fact("last run", page.joined(f"{job.verb} {job.id}", job.state, ended, f"{job.done:,}/{job.items:,}"))


def _next(page: Page, session: Session, status: Status) -> None:
    """The one thing to do next."""
    films = status.counts.get("movie", {})
    page.blank()
    if not session.sources:
        first = "" if session.paths.config_file.exists() else "emm init, then "
        page.prose(f"Next: {first}add your folders to {session.paths.config_file}")
    elif not status.counts:
        page.prose("Next: emm scan")
    elif status.last_job and status.last_job.state == "interrupted":
        page.prose("Next: emm jobs resume")
    elif films.get("new"):
        page.prose("Next: emm scrape")
    elif any(films.get(state) for state in PEOPLES):
        page.prose("Next: emm review")
    else:
        page.lines.pop()
