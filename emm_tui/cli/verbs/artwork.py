"""Lists the pictures that an item has and could have, and takes another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from emm_tui.cli.arguments import ITEM, ITEM_HELP, item_id
from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb, number

if TYPE_CHECKING:
    from emm_tui.cli.page import Page
    from emm_tui.domain.artwork import ArtworkCandidate, ArtworkFile
    from emm_tui.pipeline.choose import Offer
    from emm_tui.session import Session

MOST = 5
KIND_HELP = "K: poster, fanart, clearlogo, clearart, banner, landscape, discart, keyart, characterart, thumb."


@click.command(cls=Verb, epilog=f"{ITEM_HELP} {KIND_HELP}")
@ITEM
@click.option("--kind", metavar="K", help="Only this kind of picture.")
@click.option("--choose", type=number(1), metavar="N", help="Take candidate N of --kind; no scrape replaces it.")
@click.option("--keep", is_flag=True, help="Keep the picture of --kind that lies there: no scrape replaces it.")
@click.option("--remove", is_flag=True, help="Take the picture of --kind away: no scrape brings another.")
@click.option("--list", "every", is_flag=True, help="List all candidates, not only the best few.")
@click.pass_obj
def command(
    invocation: Invocation,
    item: Sequence[str],
    kind: str | None,
    choose: int | None,
    keep: bool,
    remove: bool,
    every: bool,
) -> None:
    """Lists the pictures that lie beside ITEM and those on offer for it, by kind, best first; or takes one."""
    from emm_tui.cli import views
    from emm_tui.cli.run import run

    _check(kind)
    if (choose is not None) + keep + remove > 1:
        raise click.UsageError("Give only one of --choose, --keep and --remove.")
    if (choose or keep or remove) and kind is None:
        raise click.UsageError("Say which kind of picture: --kind poster.")

    async def work(session: Session) -> tuple[int, list[Offer]]:
        ident = item_id(session.library, invocation, item)
        if kind is not None and (choose or keep or remove):
            await _change(session, ident, kind, choose, keep)
        offers = await session.artwork(ident)
        return ident, [offer for offer in offers if kind in (None, offer.kind)]

    ident, offers = run(invocation, work)
    if invocation.options.json:
        invocation.out.document("artwork", {"id": ident, "kinds": [views.offer(one) for one in offers]})
    else:
        invocation.out.text(*_page(invocation, ident, offers, None if every or kind else MOST))


def _check(kind: str | None) -> None:
    from emm_tui.domain.artwork import RULES, base_kind

    if kind is not None and base_kind(kind) not in RULES:
        raise click.UsageError(f"There is no kind {kind!r}. {KIND_HELP}")


async def _change(session: Session, item: int, kind: str, choose: int | None, keep: bool) -> None:
    from emm_tui.domain.errors import NotFoundError

    if choose is None:
        await (session.keep_artwork(item, kind) if keep else session.remove_artwork(item, kind))
        return
    offered = [one for offer in await session.artwork(item) if offer.kind == kind for one in offer.candidates]
    if choose > len(offered):
        raise NotFoundError(f"There are {len(offered)} candidates for {kind!a}.", "'emm artwork ITEM' lists them.")
    await session.choose_artwork(item, kind, offered[choose - 1].url)


def _page(invocation: Invocation, ident: int, offers: list[Offer], most: int | None) -> list[str]:
    from emm_tui.cli.page import Page

    page = Page(invocation.out.terminal)
    empty = [offer.kind for offer in offers if not (offer.candidates or offer.file or offer.locked)]
    for offer in offers:
        if offer.kind not in empty:
            page.section(offer.kind)
            _kind(page, offer, most)
    if page.lines and empty:
        page.blank()
        page.prose(f"Nothing on offer: {', '.join(empty)}.", role="dim")
    if not page.lines:
        page.prose(f"Nothing is on offer. Scrape it first: emm scrape id:{ident}")
    elif any(offer.candidates for offer in offers):
        page.blank()
        page.prose(f"Take one: emm artwork {ident} --kind {offers[0].kind} --choose N")
    return page.lines


def _kind(page: Page, offer: Offer, most: int | None) -> None:
    page.fact("now", _now(page, offer), "" if offer.file else "dim")
    for place, one in enumerate(offer.candidates[:most], 1):
        page.fact(f"{'*' if place - 1 == offer.current else ' '}{place:>3}", _candidate(page, one))
    if most is not None and len(offer.candidates) > most:
        page.fact("", f"and {len(offer.candidates) - most} more", "dim")


def _now(page: Page, offer: Offer) -> str:
    import os

    if offer.file is None:
        return "none, and none wanted: it was taken away" if offer.locked else "none"
    return page.joined(os.path.basename(offer.file.path), _size(offer.file), _whose(offer.file))


def _whose(file: ArtworkFile) -> str:
    return "chosen" if file.chosen else file.provider or "not ours"


def _candidate(page: Page, one: ArtworkCandidate) -> str:
    votes = f"{one.votes:,} votes" if one.votes else ""
    return page.joined(_size(one), one.language or "no text", votes, one.provider)


def _size(one: ArtworkCandidate | ArtworkFile) -> str:
    return f"{one.width}x{one.height}" if one.width and one.height else ""
