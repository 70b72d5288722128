"""Why a field is what it is, on a page and as JSON."""

from __future__ import annotations

from typing import Any

from emm_tui.cli import words
from emm_tui.cli.page import Page
from emm_tui.cli.terminal import Terminal
from emm_tui.domain.media import Item
from emm_tui.domain.why import Value, Why

MOST = 12


def why_page(item: Item, why: Why, terminal: Terminal) -> list[str]:
    """The page of `emm show --why`."""
    page = Page(terminal)
    page.heading(words.title(item.row))
    page.section(why.field.replace("_", " "))
    page.facts("is", _lines(why.value) or ["not known"])
    if why.origin:
        page.fact("from", page.joined(why.origin.provider, why.origin.language, words.moment(why.origin.time)))
    page.fact("because", why.reason)
    page.fact("locked", "yes" if why.locked else None)
    page.section("Said")
    for say in why.said:
        page.facts(say.provider, [*_lines(say.value), page.joined(say.language, "won" if say.won else "")])
    page.section("Not asked")
    for provider, reason in sorted(item.lacking.items()):
        page.fact(provider, reason)
    return page.lines


def why_document(why: Why) -> dict[str, Any]:
    """The key `why` of `emm show --why --json`."""
    return {
        "field": why.field,
        "value": why.value,
        "provider": why.origin.provider if why.origin else None,
        "language": why.origin.language if why.origin else None,
        "time": why.origin.time if why.origin else None,
        "locked": why.locked,
        "reason": why.reason,
        "said": [
            {"provider": say.provider, "value": say.value, "language": say.language, "won": say.won} for say in why.said
        ],
    }


def _lines(value: Value) -> list[str]:
    if isinstance(value, list):
        more = [f"and {len(value) - MOST} more"] if len(value) > MOST else []
        return [*value[:MOST], *more]
    return [value] if value else []
