"""NFO files: our tags written over what was there before; everything that is not ours stays as it was."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from xml.parsers import expat

from lxml import etree

from emm_tui.domain.errors import ExportError
from emm_tui.domain.media import Item
from emm_tui.exporters.nfo_locks import write_locks
from emm_tui.exporters.nfo_read import Nfo, UnreadableNfoError, ids_in_text, parse, root_ids, root_name
from emm_tui.exporters.nfo_roots import is_about, paired, unwrapped
from emm_tui.exporters.nfo_tables import TABLES, Tag
from emm_tui.exporters.nfo_tags import one_line

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MARK = "<!-- emm-tui -->"
_OLD_IDS = frozenset({"id", "tmdbid", "imdbid", "tvdbid"})
_ADDRESSES = frozenset({"thumb", "fanart"})


def render(items: Sequence[Item], existing: bytes | None, profiles: Collection[str] = ("kodi",)) -> bytes:
    """The bytes of the NFO of one title, or of the episodes that share a file, merged into `existing`.

    They are read back by two parsers before they are returned, and are `existing` itself when it says all of it
    already; a blank one is as good as none. Tags of ours for which nothing is known keep their old value, unless the
    old file was about another title. Raises UnreadableNfoError when `existing` cannot be read.
    """
    existing = None if existing is not None and is_blank(existing) else existing
    name, table = TABLES[items[0].row.kind]
    old = understood(existing, items[0].row.kind) if existing is not None else Nfo("", [], "")
    before = [_essence(root) for root in old.roots]
    pairs, roots = paired(items, old.roots, name)
    same = [_bring(root, item, table, old, profiles) for item, root in pairs]
    if not all(same) and ids_in_text(old.tail, name):
        old.tail = ""
    if existing is not None and all(same) and [_essence(root) for root in roots] == before:
        return existing
    return _written(roots, old)


def _bring(root: etree._Element, item: Item, table: Sequence[Tag], old: Nfo, profiles: Collection[str]) -> bool:
    """Brings one root up to date; False when it was about another title."""
    told = old.ids if old.roots[:1] == [root] else root_ids(root)
    same = _same(told, item.metadata.ids, unless_told=is_about(root, item) and not _was_anothers(root, item, old))
    _merge(root, item, table, same)
    root.tag = TABLES[item.row.kind][0]
    if "jellyfin" in profiles:  # it prefers addresses in an NFO to the pictures beside it
        _drop(root, _ADDRESSES)
        write_locks(root, item.locked)
        _space(root)
    return same


def understood(data: bytes, kind: str) -> Nfo:
    """An NFO about one title of this kind, or about episodes; raises UnreadableNfoError for anything else."""
    nfo, name = parse(data), TABLES[kind][0]
    if kind == "episode":
        nfo.roots = unwrapped(nfo.roots)
    named = [root for root in nfo.roots if root_name(root) == name]
    if not named or (kind != "episode" and len(nfo.roots) > 1):
        raise UnreadableNfoError(f"it is not about one {name}")
    return nfo


def is_blank(data: bytes) -> bool:
    """Is there nothing in it that anybody could have meant?"""
    return not data.removeprefix(BOM_UTF8).strip()


def is_ours(data: bytes) -> bool:
    """Did we write or change this NFO before?"""
    return _MARK.encode() in data[:2000]


def _same(old: dict[str, str], new: dict[str, str], *, unless_told: bool) -> bool:
    """Are both ids of one title? The first database that both name decides."""
    named = [name for name in ("tmdb", "imdb", "tvdb") if name in old and name in new]
    return old[named[0]] == new[named[0]] if named else unless_told


def _was_anothers(root: etree._Element, item: Item, old: Nfo) -> bool:
    """Did we write it of an episode of the show that the folder was held for before?"""
    if item.row.state != "unmatched" or item.show is None or _MARK not in old.head or root.find("uniqueid") is None:
        return False
    return root.findtext("showtitle") not in (None, one_line(item.show.title))


def _merge(root: etree._Element, item: Item, table: Sequence[Tag], same: bool) -> None:
    """Puts our tags in the places of the old ones; one that was not there follows the one before it in a new file.

    Of an item that the provider does not know we have the file's name alone, and whoever wrote the old tags knew more.
    """
    if not same:
        _drop(root, _OLD_IDS | _ADDRESSES)
    guessed = item.row.state == "unmatched"
    there: dict[object, list[etree._Element]] = defaultdict(list)
    for child in root:
        there[child.tag].append(child)
    at = 0
    for tag in table:
        old = there[tag.name]
        made = tag.make(item)
        if made and tag.keep and same:
            made = tag.keep(made, old)
        elif same and old and (guessed or (not made and tag.field not in item.locked)):
            made = old
        if made is not old:
            for one in made:
                if len(one):
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
    words = text.strip() if text else ""
    return f"{words}\n{'  ' * level}"


def _indent(one: etree._Element, level: int) -> None:
    one.text = _gap(one.text, level + 1)
    for child in one:
        if len(child):
            _indent(child, level + 1)
        child.tail = _gap(child.tail, level + 1)
    one[-1].tail = _gap(one[-1].tail, level)


def _essence(one: etree._Element) -> tuple[object, ...]:
    """What a reader of the NFO sees: everything but the space between the tags."""
    words = (one.text or "").strip(), (one.tail or "").strip()
    return one.tag, sorted(one.items()), words, [_essence(child) for child in one]


def _written(roots: Sequence[etree._Element], old: Nfo) -> bytes:
    head = old.head if _MARK in old.head else f"{_MARK}\n{old.head}".strip()
    body = "\n".join(etree.tostring(root, encoding="unicode", with_tail=False) for root in roots)
    data = f"{_DECLARATION}{head}\n{body}\n".encode() + (old.tail.encode() + b"\n" if old.tail else b"")
    _prove(f"{_DECLARATION}<nfo>{head}\n{body}</nfo>".encode(), data)
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
