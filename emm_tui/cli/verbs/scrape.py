"""Identifies what is new, fetches and writes facts and artwork."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import click

from emm_tui.cli.arguments import QUERY, QUERY_HELP, query_text
from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb, number
from emm_tui.config import ARTWORK_KINDS

if TYPE_CHECKING:
    from emm_tui.pipeline.reports import Part, ScrapeOptions
    from emm_tui.session import Session

SCOPES = ("all", "new", "missing", "marked", "failed")
PARTS = ("metadata", "artwork", "nfo")
KNOWN = (*PARTS, *ARTWORK_KINDS)


def parts(_ctx: click.Context, _param: click.Parameter, value: str | None) -> frozenset[str] | None:
    """The parts and kinds of pictures of `--only`, each known."""
    chosen = frozenset(part.strip() for part in value.split(",")) if value else None
    for part in sorted(chosen or ()):
        if part not in KNOWN:
            raise click.BadParameter(f"{part!r} is none of {', '.join(KNOWN)}.")
    return chosen


@click.command(cls=Verb, epilog=QUERY_HELP)
@QUERY
@click.option("--scope", type=click.Choice(SCOPES), help="Which items of QUERY; without it new and failed ones.")
@click.option(
    "--mode", type=click.Choice(["auto", "ask", "skip"]), help="How sure it must be; the default is in config."
)
@click.option(
    "--only", callback=parts, metavar="PART,...", help=f"Only some of {', '.join(PARTS)}, or kinds of artwork."
)
@click.option("--refresh", is_flag=True, help="Ask again, whatever the cache has.")
@click.option("--limit", type=number(1), metavar="N", help="At most N items.")
@click.option("--dry-run", is_flag=True, help="Only list what would be scraped.")
@click.pass_obj
def command(invocation: Invocation, /, query: Sequence[str], **given: Any) -> int:
    """Identifies the items of QUERY, fetches facts and artwork, stores them and writes the files beside them."""
    from emm_tui.cli.run import run
    from emm_tui.cli.scrape_page import tell

    options = _options(invocation, **given)
    if options.dry_run:
        return _plan(invocation, query_text(query), options)
    report = run(invocation, lambda session: session.scrape(query_text(query), options=options))
    return tell(invocation, report, "scrape")


def _options(
    invocation: Invocation,
    scope: Any,
    mode: Any,
    only: frozenset[str] | None,
    refresh: bool,
    limit: int | None,
    dry_run: bool,
) -> ScrapeOptions:
    from emm_tui.pipeline.reports import ALL_PARTS, ScrapeOptions

    kinds = tuple(kind for kind in ARTWORK_KINDS if kind in (only or ()))
    chosen = cast("frozenset[Part]", frozenset(PARTS).intersection([*(only or ()), *(["artwork"] if kinds else [])]))
    return ScrapeOptions(
        scope=scope or "default",
        mode=mode or invocation.config.scrape.mode,
        only=chosen or ALL_PARTS,
        refresh=refresh,
        limit=limit,
        dry_run=dry_run,
        kinds=kinds or None,
    )


def _plan(invocation: Invocation, query: str, options: ScrapeOptions) -> int:
    """What would be scraped."""
    from emm_tui.cli.report_views import scrape
    from emm_tui.cli.run import run
    from emm_tui.cli.words import count, title
    from emm_tui.domain.display import display

    async def plan(session: Session) -> int:
        report = await session.scrape(query, options=options)
        if invocation.options.json:
            invocation.out.document("scrape", scrape(report))
            return 0
        rows = session.library.rows(report.planned)
        invocation.out.text(f"Would scrape {count(len(rows), 'item')}:" if rows else "There is nothing to scrape.")
        invocation.out.long_text(f"  {row.id:>6}  {display(title(row))}" for row in rows)
        return 0

    return run(invocation, plan)
