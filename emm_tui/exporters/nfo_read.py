"""Reads NFO files of any origin: hostile ones harm nobody, and what cannot be understood is said to be unreadable."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from emm_tui.domain.errors import ExportError
from emm_tui.fsio import read_small

LIMIT = 4 << 20
"""More bytes than this are no NFO."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._-]{1,40})["']""")
_CODECS = re.compile(r"utf-(8|16|32)(-[bl]e)?|ascii|iso8859-\d+|cp\d+|koi8-[rut]|mac-\w+|big5|gb\w+|shift_jis|euc_\w+")
_NAME = re.compile(r"<([A-Za-z_][\w.-]{0,60})[\s/>]")
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_VALUES = {"tmdb": re.compile(r"\d{1,9}"), "imdb": re.compile(r"tt\d{7,10}"), "tvdb": re.compile(r"\d{1,9}")}
_IMDB = re.compile(r"imdb\.com/(?:[a-z-]{2,7}/)?title/(tt\d{7,10})")
_ADDRESSES = {
    "movie": {
        "tmdb": re.compile(r"themoviedb\.org/movie/(\d{1,9})"),
        "imdb": _IMDB,
        "tvdb": re.compile(r"thetvdb\.com/\S{0,40}?[?&]id=(\d{1,9})"),
    },
    "tvshow": {
        "tmdb": re.compile(r"themoviedb\.org/tv/(\d{1,9})"),
        "imdb": _IMDB,
        "tvdb": re.compile(r"thetvdb\.com/(?:\S{0,40}?[?&]id=|dereferrer/series/)(\d{1,9})"),
    },
    "episodedetails": {},
}
"""Name of a root -> the addresses of what it is about; those in an episode's NFO may be its show's."""


class UnreadableNfoError(ExportError):
    """The file is no NFO that could be merged with ours; it is left as it is."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The NFO cannot be read: {reason}.", "Move it away or repair it, then run 'emm export'.")
        self.reason = reason


@dataclass(slots=True)
class Nfo:
    """An NFO file: comments, its `roots` (one for each title), and the text after them, which often is an address."""

    head: str
    roots: list[etree._Element]
    tail: str

    @property
    def ids(self) -> dict[str, str]:
        """Provider -> id of the first root; an address after the XML outweighs it."""
        return root_ids(self.roots[0]) | ids_in_text(self.tail, root_name(self.roots[0]))


def root_name(root: etree._Element) -> str:
    """What a root says that it is, in lower case."""
    return str(root.tag).lower()


def root_ids(root: etree._Element) -> dict[str, str]:
    """Provider -> id as the tags of one root say; `uniqueid` outweighs the older forms."""
    found: dict[str, str] = {}
    for name, value in _told(root):
        if name in _VALUES and _VALUES[name].fullmatch(value):
            found.setdefault(name, value)
    return found


def ids(path: str, name: str) -> dict[str, str]:
    """The ids that a file names, be it an NFO with roots of that `name`, an address alone or somebody's notes.

    Empty when there is none, and when it is an NFO about something else.
    """
    try:
        data = read_small(path, LIMIT)
    except ExportError:
        return {}
    if data is None:
        return {}
    try:
        nfo = parse(data)
    except UnreadableNfoError:
        return {} if b"<!" in data else ids_in_text(data.decode("latin-1"), name)
    return {} if root_name(nfo.roots[0]) in _ADDRESSES.keys() - {name} else nfo.ids


def ids_in_text(text: str, name: str) -> dict[str, str]:
    """The ids in the addresses of a text about a `name`; a database that is named with two ids says nothing."""
    addresses = _ADDRESSES.get(name, _ADDRESSES["movie"])
    found = {database: set(address.findall(text)) for database, address in addresses.items()}
    return {database: values.pop() for database, values in found.items() if len(values) == 1}


def parse(data: bytes) -> Nfo:
    """The NFO in these bytes, in whatever encoding; raises UnreadableNfoError."""
    if len(data) > LIMIT:
        raise UnreadableNfoError(f"it has more than {LIMIT} bytes")
    text = _decoded(data)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UnreadableNfoError("it has a document type definition")
    first, start = _start(text)
    match = _NAME.match(text, start)
    if not match:
        raise UnreadableNfoError("it is not XML")
    end = max((m.end() for m in re.finditer(rf"</{re.escape(match[1])}\s*>", text)), default=-1)
    if end < 0:
        end = text.find("/>", start) + 2
    tail = text[end:].strip()
    if _NAME.search(tail):
        raise UnreadableNfoError("it goes on after its end")
    roots, comments = _parts(text[first:end])
    return Nfo("\n".join([text[first:start].strip(), *comments]).strip(), roots, tail)


def _start(text: str) -> tuple[int, int]:
    """Where the head begins and where the root does: after the declaration, after comments and instructions."""
    first, at = 0, 0
    while True:
        while text[at : at + 1].isspace():
            at += 1
        closing = {"<?": "?>", "<!": "-->"}.get(text[at : at + 2])
        if not closing:
            return first, at
        end = text.find(closing, at)
        if end < 0:
            raise UnreadableNfoError("it is not XML")
        declaration = text.startswith("<?xml", at)
        at = end + len(closing)
        if declaration:
            first = at


def _decoded(data: bytes) -> str:
    name = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    if not name:
        match = _DECLARED.match(data.lstrip()[:300])
        name = match[1].decode("ascii") if match else ""
    for encoding in [name] if name else ["utf-8", "cp1252"]:
        try:
            if _CODECS.fullmatch(codecs.lookup(encoding).name):
                return data.decode(encoding).removeprefix("\ufeff")
        except (UnicodeError, LookupError):
            continue
    raise UnreadableNfoError("its encoding is not known")


def _parts(body: str) -> tuple[list[etree._Element], list[str]]:
    """The roots, and the comments and instructions between them."""
    try:
        wrapper = _tree(body)
    except etree.XMLSyntaxError as error:
        raise UnreadableNfoError(f"it is not well-formed XML ({error.msg})") from error
    except ValueError as error:
        raise UnreadableNfoError("it holds characters that XML forbids") from error
    if any((child.tail or "").strip() for child in wrapper):
        raise UnreadableNfoError("it has text between its parts")
    roots = [child for child in wrapper if isinstance(child.tag, str)]
    if not roots:
        raise UnreadableNfoError("it is not XML")
    between = [child for child in roots[0].itersiblings() if not isinstance(child.tag, str)]
    return roots, [etree.tostring(child, encoding="unicode", with_tail=False) for child in between]


def _tree(body: str) -> etree._Element:
    """The roots in one element. A bare `&`, which Kodi lets pass, is let pass here too."""
    try:
        return etree.fromstring(f"<nfo>{body}</nfo>", _parser())
    except etree.XMLSyntaxError:
        mended = _BARE.sub("&amp;", body)
        if mended == body or "<!" in body:
            raise
        return etree.fromstring(f"<nfo>{mended}</nfo>", _parser())


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False, recover=False
    )


def _told(root: etree._Element) -> Iterator[tuple[str, str]]:
    """(database, id) as the tags say, the strongest first."""
    for found in root.findall("uniqueid"):
        yield str(found.get("type", "")).lower(), (found.text or "").strip()
    for name in _VALUES:
        yield name, (root.findtext(f"{name}id") or "").strip()
    for found in root.findall("id"):
        yield "imdb", (found.text or "").strip()
        for name in _VALUES:
            yield name, str(found.get(name.upper(), "")).strip()
    if root_name(root) == "tvshow":
        yield from _told_of_show(root)


def _told_of_show(root: etree._Element) -> Iterator[tuple[str, str]]:
    """What the NFO of a show alone has: the ids by which Kodi finds its episodes, and TheTVDB's as a bare `id`."""
    try:
        guide = json.loads(root.findtext("episodeguide") or "")
    except (ValueError, RecursionError):
        guide = None
    if isinstance(guide, dict):
        yield from ((name, str(value).strip()) for name, value in guide.items())
    yield "tvdb", (root.findtext("id") or "").strip()
