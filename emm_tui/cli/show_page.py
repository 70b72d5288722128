"""Everything about one item, on a page."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from emm_tui.cli import words
from emm_tui.cli.page import Page
from emm_tui.cli.terminal import Terminal
from emm_tui.domain.match import Candidate
from emm_tui.domain.media import Item, ItemRow, KnownEpisode

MOST_ACTORS = 12
MOST_MISSING = 12
MOST_TITLES = 6


def show_page(
    item: Item, terminal: Terminal, below: Sequence[ItemRow] = (), missing: Sequence[KnownEpisode] = ()
) -> list[str]:
    """The page of `emm show`; `below` hangs under the item itself, `missing` are episodes that lie nowhere."""
    page = Page(terminal)
    _head(page, item)
    _story(page, item)
    _people(page, item)
    _belongings(page, item, below, missing)
    _disk(page, item)
    match_section(page, item)
    _lacking(page, item)
    return page.lines


def _head(page: Page, item: Item) -> None:
    row, facts = item.row, item.metadata
    page.heading(words.title(row))
    if facts.original_title and facts.original_title != facts.title:
        page.line(facts.original_title, "dim")
    page.line(facts.tagline, "dim")
    page.lines.append(
        page.joined(
            page.terminal.state(row.state),
            row.kind,
            facts.premiered or facts.year or row.year,
            words.minutes(facts.runtime),
        )
    )
    if row.missing_since:
        page.prose(f"Its files are gone since {words.moment(row.missing_since)}.", role="warn")
    page.line(item.error, "bad")


def _story(page: Page, item: Item) -> None:
    facts = item.metadata
    if facts.plot or facts.outline:
        page.blank()
        page.prose(facts.plot or facts.outline)
    page.section("About")
    page.fact("rated", facts.certification)
    page.facts("ratings", [_rating(name, r.value, r.max, r.votes) for name, r in facts.ratings.items()])
    page.fact("yours", facts.user_rating)
    page.fact("genres", ", ".join(facts.genres))
    page.fact("countries", ", ".join(facts.countries))
    page.fact("studios", ", ".join(facts.studios))
    page.fact("status", facts.status)
    page.fact("edition", item.edition)
    page.fact("set", facts.set.name if facts.set else None)
    page.fact("tags", ", ".join(facts.tags))
    page.fact("trailer", facts.trailer)
    page.fact("ids", page.joined(*(f"{name} {value}" for name, value in sorted(facts.ids.items()))))


def _people(page: Page, item: Item) -> None:
    facts = item.metadata
    page.section("People")
    page.fact("directed", ", ".join(credit.name for credit in facts.people("director")))
    page.fact("written", ", ".join(credit.name for credit in facts.people("writer")))
    cast = facts.people("actor")
    page.facts("cast", [f"{c.name} as {c.role}" if c.role else c.name for c in cast[:MOST_ACTORS]])
    if len(cast) > MOST_ACTORS:
        page.fact("", f"and {len(cast) - MOST_ACTORS} more", "dim")


def _belongings(page: Page, item: Item, below: Sequence[ItemRow], missing: Sequence[KnownEpisode]) -> None:
    page.section("Show")
    page.fact("show", f"{words.title(item.show)}  #{item.show.id}" if item.show else None)
    page.fact("order", item.order and f"its files count in the order {item.order}")
    for label, kind in (("seasons", "season"), ("episodes", "episode")):
        page.facts(label, [_part(page, row) for row in below if row.kind == kind])
    page.facts("missing", [_absent(page, one) for one in missing[:MOST_MISSING]])
    if len(missing) > MOST_MISSING:
        page.fact("", f"and {len(missing) - MOST_MISSING} more", "dim")


def _part(page: Page, row: ItemRow) -> str:
    """A season or an episode without its show's name."""
    name = words.name(replace(row, show=None)) if row.kind == "episode" else row.title
    return page.joined(name, row.aired, row.state) + f"  #{row.id}"


def _absent(page: Page, one: KnownEpisode) -> str:
    return page.joined(f"S{one.season:02}E{one.episode:02} {one.title or ''}".rstrip(), one.aired)


def _disk(page: Page, item: Item) -> None:
    page.section("On disk")
    page.fact("source", item.source)
    page.facts("folders", item.folders if len(item.folders) > 1 else [])
    page.facts("files", [page.joined(file.path, words.size(file.size)) for file in item.videos])
    others = [os.path.basename(file.path) for file in item.files if file.role != "video"]
    page.facts("beside", others)
    pictures = sorted(item.artwork.items())
    page.facts(
        "artwork",
        [
            f"{kind:<10} "
            + page.joined(f"{p.width}x{p.height}" if p.width else "", p.language, os.path.basename(p.path))
            for kind, p in pictures
        ],
    )
    page.fact("locked", ", ".join(item.locked))


def match_section(page: Page, item: Item) -> None:
    """Why the item is what it is, if anybody decided."""
    if item.match is None:
        return
    page.section("Match")
    by = "decided by you" if item.match.by == "you" else "decided by rule"
    score = f"score {item.match.score:.0f}" if item.match.score is not None else ""
    page.fact("", page.joined(by, item.match.provider, score))
    page.facts("because", item.match.reasons)


def _lacking(page: Page, item: Item) -> None:
    """Who could not be asked about it, and why."""
    page.section("Lacking")
    for provider, reason in sorted(item.lacking.items()):
        page.fact(provider, reason)
    if item.lacking:
        page.fact("next", "emm scrape --scope missing", "dim")


def candidate_lines(page: Page, candidates: list[Candidate], most: int = MOST_TITLES) -> None:
    """The titles that could be meant, best first, each with what its score is made of."""
    for one in candidates[:most]:
        name = f"{one.title} ({one.year})" if one.year else one.title
        page.fact(f"{one.score:.0f}", page.joined(name, f"{one.provider} {one.id}"))
        page.fact("", "; ".join(one.reasons), "dim")
    if len(candidates) > most:
        page.fact("", f"and {len(candidates) - most} more", "dim")


def _rating(name: str, value: float, most: float, votes: int | None) -> str:
    return f"{name} {value:.1f} of {most:g}" + (f" by {votes:,}" if votes else "")
