"""TheTVDB's pictures of films, shows, seasons and episodes as artwork candidates."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.providers import addresses
from emm_tui.providers.languages import primary
from emm_tui.providers.tvdb_answers import Artwork
from emm_tui.providers.tvdb_codes import language_tag

IMAGE_HOST = "artworks.thetvdb.com"

OF_TITLE = {1: "banner", 2: "poster", 3: "fanart", 22: "clearart", 23: "clearlogo"}
OF_SEASON = {6: "banner", 7: "poster", 8: "fanart"}
OF_EPISODE = {11: "thumb", 12: "thumb"}
OF_MOVIE = {14: "poster", 15: "fanart", 16: "banner", 24: "clearart", 25: "clearlogo"}
"""Number of a type of its table of types -> kind; icons and cinemagraphs are nothing that players show."""

_UNLIKED = 100_000
"""The score of a picture that nobody has liked; old ones have less."""

_TEXTLESS = frozenset({"fanart", "thumb"})
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_SEASON = re.compile(r"/seasons?/(\d{1,10})/", re.ASCII)


@dataclass(slots=True, frozen=True)
class Pictures:
    """The pictures as their addresses may be fetched; `languages` (ISO 639-1) are those that somebody wants."""

    known: addresses.Pictures
    languages: Collection[str]

    def address(self, image: str | None) -> str | None:
        """The full address of a picture: some are relative, some have the host twice; None when there is none."""
        plain = (image or "").strip()
        if not plain:
            return None
        starts = [match.start() for match in _SCHEME.finditer(plain)]
        if starts:
            return self.known.address(plain[starts[-1] :])
        return self.known.address(f"https://{IMAGE_HOST}/{plain.lstrip('/')}")


def artwork(
    rows: Iterable[Artwork], kinds: dict[int, str], pictures: Pictures, original_language: str | None
) -> list[ArtworkCandidate]:
    """The pictures of these kinds without text and in a wanted or in the original language."""
    original = primary(original_language) if original_language else None
    found = []
    for row in rows:
        kind, url = kinds.get(row.type or 0), pictures.address(row.image)
        language = _language(row, kind or "", original)
        if kind and url and (language is None or language == original or language in pictures.languages):
            found.append(
                ArtworkCandidate(
                    kind,
                    "tvdb",
                    url,
                    preview=pictures.address(row.thumbnail),
                    width=row.width or 0,
                    height=row.height or 0,
                    language=language,
                    votes=max(0, int(row.score or 0) - _UNLIKED),
                )
            )
    return found


def main_picture(kind: str, image: str | None, pictures: Pictures, language: str | None) -> list[ArtworkCandidate]:
    """A picture that comes without a list, none when there is none."""
    url = pictures.address(image)
    return [ArtworkCandidate(kind, "tvdb", url, language=language)] if url else []


def season_of(row: Artwork) -> int | None:
    """The id of the season that a picture belongs to; where it is not said, its address has it."""
    if row.season_id:
        return row.season_id
    match = _SEASON.search(row.image or "")
    return int(match[1]) if match else None


def _language(row: Artwork, kind: str, original: str | None) -> str | None:
    """ISO 639-1, None for textless. A logo is text, as is what is said to have some: it is the original language."""
    tag = language_tag(row.language)
    if tag:
        return primary(tag)
    has_text = kind == "clearlogo" or (row.includes_text is True and kind not in _TEXTLESS)
    return original if has_text else None
