"""The names of artwork files, by the rules of Kodi, Jellyfin and Plex."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator

from emm_tui.domain.errors import ExportError
from emm_tui.exporters.layout import Layout, fits
from emm_tui.exporters.nfo_tags import one_line

READABLE = ("jpg", "jpeg", "png", "webp", "bmp", "gif", "tiff")
"""Endings of pictures that a media center shows; ours are always jpg or png."""

_PLEX_KINDS = frozenset({"poster", "fanart", "banner"})
_ALIASES: dict[str, dict[str, tuple[str, ...]]] = {
    "kodi": {"poster": ("folder",)},
    "jellyfin": {
        "poster": ("folder", "cover", "default", "movie"),
        "fanart": ("backdrop", "background", "art"),
        "clearlogo": ("logo",),
        "landscape": ("thumb",),
        "discart": ("disc", "cdart"),
    },
    "plex": {"poster": ("folder", "cover"), "fanart": ("art", "background")},
}
PROFILES = tuple(_ALIASES)
"""The media centers whose names we know."""
_ILLEGAL = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')


def art_path(place: Layout, kind: str, extension: str, profiles: Collection[str], taken: Collection[str] = ()) -> str:
    """The full path of a title's picture: `<video>-<kind>.<ext>`, or `<kind>.<ext>` where that is what is read.

    None of the names `taken`, in lower case, is given again. Raises ExportError when there is no name for it.
    """
    for stem in _own_names(place, kind, profiles):
        name = f"{stem}.{extension}"
        if fits(name) and name.lower() not in taken:
            return os.path.join(place.folder, name)
    raise ExportError(f"{place.folder}: no room for a {kind} beside {place.stem}.", "Shorten the name of the video.")


def art_names(place: Layout, kind: str, profiles: Collection[str]) -> list[str]:
    """The names without ending, in lower case, under which a picture of the kind is read, strongest first."""
    names = [*_own_names(place, kind, ()), *_own_names(place, kind, profiles)]
    if place.own_folder:
        for profile in profiles:
            names += _ALIASES[profile].get(kind, ())
    return list(dict.fromkeys(name.lower() for name in names))


def actor_stem(name: str) -> str | None:
    """The name without ending of an actor's portrait: Kodi replaces spaces alone; None for what no file can be called.

    The name is the one in the NFO.
    """
    stem = one_line(name).replace(" ", "_")
    return stem if stem and "/" not in stem and not stem.startswith(".") and fits(f"{stem}.jpeg") else None


def set_art_path(sets_directory: str, set_name: str, kind: str, extension: str) -> str | None:
    """The full path of a set's picture as Kodi looks for it; None for a name that can be no folder's."""
    folder = _ILLEGAL.sub("_", set_name).rstrip(". ")
    if not folder or not fits(folder):
        return None
    return os.path.join(os.path.expanduser(sets_directory), folder, f"{kind}.{extension}")


def _own_names(place: Layout, kind: str, profiles: Collection[str]) -> Iterator[str]:
    """Plex wants bare names, which only a folder of its own can have; the others read both there.

    What Plex calls a season's poster and an episode's still, the stem alone, the others read as something else: it is
    written for Plex alone.
    """
    if place.stem is None:
        yield kind
        return
    if kind == place.plain and set(profiles) == {"plex"}:
        yield place.stem
    if place.own_folder and "plex" in profiles and kind in _PLEX_KINDS:
        yield kind
    yield f"{place.stem}-{kind}"
    if place.own_folder:
        yield kind
