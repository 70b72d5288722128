"""Which root of an NFO file is about which of the titles that share the file."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from emm_tui.domain.media import Item
from emm_tui.exporters.nfo_read import root_name

_WRAPPER = "xbmcmultiepisode"

Number = tuple[int | None, int | None]


def unwrapped(roots: list[etree._Element]) -> list[etree._Element]:
    """The roots in the element that some programs put around several episodes; others are as they were."""
    if len(roots) == 1 and root_name(roots[0]) == _WRAPPER:
        return [child for child in roots[0] if isinstance(child.tag, str)]
    return roots


def paired(
    items: Sequence[Item], roots: Sequence[etree._Element], name: str
) -> tuple[list[tuple[Item, etree._Element]], list[etree._Element]]:
    """Each item with its root, and all roots of the file in their order: those of others stay where they were.

    A root belongs to the item of its season and episode; one alone, or without numbers, to the item that has none yet.
    An item that is new in the file follows the one before it.
    """
    free = [root for root in roots if root_name(root) == name]
    numbered = len(items) > 1 or len(free) > 1
    found = [_take(free, _number(item)) if numbered else None for item in items]
    for place, root in enumerate(found):
        if root is None:
            found[place] = _take(free, (None, None)) if numbered else next(iter(free), None)
    every, at, pairs = list(roots), 0, []
    for item, root in zip(items, found, strict=True):
        if root is None:
            root = etree.Element(name)
            every.insert(at, root)
        at = every.index(root) + 1
        pairs.append((item, root))
    return pairs, every


def is_about(root: etree._Element, item: Item) -> bool:
    """Can the root be about the item by its numbers? One that has none can."""
    told = root_number(root)
    return root_name(root) != "episodedetails" or told in ((None, None), _number(item))


def root_number(root: etree._Element) -> Number:
    """Season and episode as a root has them."""
    return _whole(root.findtext("season")), _whole(root.findtext("episode"))


def _number(item: Item) -> Number:
    return item.row.season, item.row.episode


def _take(roots: list[etree._Element], number: Number) -> etree._Element | None:
    """The first root with this number, which then is free no more."""
    for place, root in enumerate(roots):
        if root_number(root) == number:
            return roots.pop(place)
    return None


def _whole(text: str | None) -> int | None:
    digits = (text or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 9 else None
