"""Fields that are locked in an NFO, as Jellyfin names them: what they hold there is a person's."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lxml import etree

from emm_tui.domain.display import clean
from emm_tui.domain.metadata import Credit, Metadata
from emm_tui.exporters.nfo_read import UnreadableNfoError, parse, root_name

FIELDS: Mapping[str, str] = {
    "Name": "title",
    "Overview": "plot",
    "Runtime": "runtime",
    "OfficialRating": "certification",
    "Genres": "genres",
    "Studios": "studios",
    "Tags": "tags",
    "ProductionLocations": "countries",
    "Cast": "cast",
}
"""Jellyfin's name of a field -> ours."""

_TAG = "lockedfields"
_TEXTS = {"title": "title", "plot": "plot", "certification": "mpaa"}
_LISTS = {"genres": "genre", "studios": "studio", "tags": "tag", "countries": "country"}


def write_locks(root: etree._Element, locked: Collection[str]) -> None:
    """Names our locks in an NFO for Jellyfin; names of its own that we do not know stay."""
    old = root.find(_TAG)
    told = [name for name in _names(root) if name not in FIELDS]
    names = [*(name for name, field in FIELDS.items() if field in locked), *told]
    if not names:
        if old is not None:
            root.remove(old)
        return
    if old is None:
        old = etree.SubElement(root, _TAG)
    old.text = "|".join(names)


def read_locks(data: bytes, name: str) -> Metadata | None:
    """What an NFO about a title holds in its locked fields, named by `providers`; None when nothing is locked.

    `name` is that of the root. `lockdata` locks everything that is there. An unreadable NFO locks nothing.
    """
    try:
        root = next((one for one in parse(data).roots if root_name(one) == name), None)
    except UnreadableNfoError:
        return None
    if root is None:
        return None
    whole = (root.findtext("lockdata") or "").strip().lower() == "true"
    fields = FIELDS.values() if whole else [FIELDS[one] for one in _names(root) if one in FIELDS]
    found = Metadata()
    for field in fields:
        if _take(found, field, root):
            found.providers[field] = "you"
    return found if found.providers else None


def _names(root: etree._Element) -> list[str]:
    return [name for part in (root.findtext(_TAG) or "").split("|") if (name := clean(part).strip())]


def _take(found: Metadata, field: str, root: etree._Element) -> bool:
    """Takes a field out of the NFO; false when it holds nothing there."""
    if field == "cast":
        found.credits = [credit for one in root.findall("actor") if (credit := _actor(one))]
        return bool(found.credits)
    if field in _LISTS:
        values = [clean(one.text or "").strip() for one in root.findall(_LISTS[field])]
        setattr(found, field, list(dict.fromkeys(filter(None, values))))
    elif field == "runtime":
        told = (root.findtext("runtime") or "").strip()
        found.runtime = int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else None
    else:
        setattr(found, field, clean(root.findtext(_TEXTS[field]) or "").strip() or None)
    return bool(getattr(found, field))


def _actor(one: etree._Element) -> Credit | None:
    name, role = (clean(one.findtext(tag) or "").strip() for tag in ("name", "role"))
    place = (one.findtext("order") or "").strip()
    order = int(place) if place.isascii() and place.isdecimal() and len(place) < 6 else None
    return Credit(name, "actor", role or None, order) if name else None
