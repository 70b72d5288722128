"""NFO files: our tags written over what was there before; everything that is not ours stays as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from xml.parsers import expat

from lxml import etree

from emm_tui.domain.errors import ExportError
from emm_tui.domain.media import Item
from emm_tui.exporters.nfo_read import Nfo, UnreadableNfoError, ids_in_text, parse
from emm_tui.exporters.nfo_tags import MOVIE, Tag

TABLES: dict[str, tuple[str, Sequence[Tag]]] = {"movie": ("movie", MOVIE)}
"""Kind of item -> the root's name and our tags, in the order in which a new file has them."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MARK = "<!-- emm-tui -->"
_OLD_IDS = frozenset({"id", "tmdbid", "imdbid", "tvdbid"})
_ADDRESSES = frozenset({"thumb", "fanart"})


def render(item: Item, existing: bytes | None, profiles: Collection[str] = ("kodi",)) -> bytes:
    """The bytes of the item's NFO, merged into `existing` and read back by two parsers before they are returned.

    They are `existing` itself when it says all of it already. Tags of ours for which nothing is known keep their old
    value, unless the old file was about another title. Raises UnreadableNfoError when `existing` cannot be read.
    """
    name, table = TABLES[item.row.kind]
    old = understood(existing, item.row.kind) if existing is not None else Nfo("", [etree.Element(name)], "")
    root = old.roots[0]
    before = _essence(root)
    same = _same(old.ids, item.metadata.ids)
    _merge(root, item, table, same)
    if not same and ids_in_text(old.tail):
        old.tail = ""
    if "jellyfin" in profiles:  # it prefers addresses in an NFO to the pictures beside it
        _drop(root, _ADDRESSES)
    root.tag = name
    if existing is not None and same and _essence(root) == before:
        return existing
    return _written(root, old)


def understood(data: bytes, kind: str) -> Nfo:
    """An NFO about one title of this kind; raises UnreadableNfoError for anything else."""
    nfo, name = parse(data), TABLES[kind][0]
    if len(nfo.roots) != 1 or str(nfo.roots[0].tag).lower() != name:
        raise UnreadableNfoError(f"it is not about one {name}")
    return nfo


def is_ours(data: bytes) -> bool:
    """Did we write or change this NFO before?"""
    return _MARK.encode() in data[:2000]


def _same(old: dict[str, str], new: dict[str, str]) -> bool:
    """Are both ids of one title? The first database that both name decides."""
    return next((old[name] == new[name] for name in ("tmdb", "imdb", "tvdb") if name in old and name in new), True)


def _merge(root: etree._Element, item: Item, table: Sequence[Tag], same: bool) -> None:
    """Puts our tags in the places of the old ones; one that was not there follows the one before it in a new file."""
    if not same:
        _drop(root, _OLD_IDS | _ADDRESSES)
    at = 0
    for tag in table:
        old = root.findall(tag.name)
        made = tag.make(item.metadata)
        if made and tag.keep and same:
            made = tag.keep(made, old)
        elif not made and same and tag.field not in item.locked:
            made = old
        if made is not old:
            for one in made:
                _indent(one, 1)
        if old:
            at = root.index(old[0])
        for one in old:
            root.remove(one)
        root[at:at] = made
        at += len(made)
    _space(root)


def _drop(root: etree._Element, names: Iterable[str]) -> None:
    for name in names:
        for one in root.findall(name):
            root.remove(one)


def _space(root: etree._Element) -> None:
    """One line for each child; words that somebody wrote between them stay."""
    if not len(root):
        return
    root.text = _gap(root.text, 1)
    for child in root:
        child.tail = _gap(child.tail, 1)
    root[-1].tail = _gap(root[-1].tail, 0)


def _gap(text: str | None, level: int) -> str:
    words = (text or "").strip()
    return f"{words}\n{'  ' * level}"


def _indent(one: etree._Element, level: int) -> None:
    if len(one):
        one.text = _gap(one.text, level + 1)
        for child in one:
            _indent(child, level + 1)
            child.tail = _gap(child.tail, level + 1)
        one[-1].tail = _gap(one[-1].tail, level)


def _essence(one: etree._Element) -> tuple[object, ...]:
    """What a reader of the NFO sees: everything but the space between the tags."""
    words = (one.text or "").strip(), (one.tail or "").strip()
    return one.tag, sorted(one.items()), words, [_essence(child) for child in one]


def _written(root: etree._Element, old: Nfo) -> bytes:
    head = old.head if _MARK in old.head else f"{_MARK}\n{old.head}".strip()
    body = etree.tostring(root, encoding="unicode", with_tail=False)
    xml = f"{_DECLARATION}{head}\n{body}\n".encode()
    data = xml + (old.tail.encode() + b"\n" if old.tail else b"")
    _prove(xml, data)
    return data


def _prove(xml: bytes, data: bytes) -> None:
    """Nothing is written that we or others could not read back."""
    try:
        expat.ParserCreate().Parse(xml, True)
        parse(data)
    except (expat.ExpatError, UnreadableNfoError) as error:
        raise ExportError(
            f"The new NFO could not be read back: {error}", "The old one was left; report this."
        ) from error
