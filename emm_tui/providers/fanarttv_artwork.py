"""Fanart.tv's pictures as artwork candidates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from emm_tui.domain.artwork import OF_ALL_SEASONS, ArtworkCandidate
from emm_tui.providers.addresses import Pictures
from emm_tui.providers.fanarttv_answers import MovieArt, Picture, ShowArt, figure

MOST = 12
"""So many pictures of one kind and language are offered, the most liked ones: of some films there are hundreds."""

_MOVIE = {
    "poster": ("movieposter",),
    "fanart": ("moviebackground",),
    "clearlogo": ("hdmovielogo", "movielogo"),
    "clearart": ("hdmovieclearart", "movieart"),
    "banner": ("moviebanner",),
    "landscape": ("moviethumb",),
    "discart": ("moviedisc",),
}
_SHOW = {
    "poster": ("tvposter",),
    "fanart": ("showbackground",),
    "clearlogo": ("hdtvlogo", "clearlogo"),
    "clearart": ("hdclearart", "clearart"),
    "characterart": ("characterart",),
    "banner": ("tvbanner",),
    "landscape": ("tvthumb",),
}
_SEASON = {"poster": "seasonposter", "fanart": "showbackground", "banner": "seasonbanner", "landscape": "seasonthumb"}
"""Our kinds -> theirs, the large pictures of a kind before the small ones."""

_LANGUAGES = {"cz": "cs", "ua": "uk"}
_LANGUAGE = re.compile(r"[a-z]{2}")


def movie_artwork(answer: MovieArt, pictures: Pictures) -> list[ArtworkCandidate]:
    """All pictures of a film."""
    found = (_kind(kind, _best_sizes(answer, names), pictures) for kind, names in _MOVIE.items())
    return [candidate for kind in found for candidate in kind]


def show_artwork(answer: ShowArt, pictures: Pictures) -> list[ArtworkCandidate]:
    """The pictures of a show that are of no season alone, and those of all its seasons together."""
    found = [_kind(kind, _of_show(_best_sizes(answer, names)), pictures) for kind, names in _SHOW.items()]
    for kind in ("poster", "banner", "landscape"):
        every = [row for row in getattr(answer, _SEASON[kind]) if row.season == "all"]
        found.append(_kind(f"{OF_ALL_SEASONS}{kind}", every, pictures))
    return [candidate for kind in found for candidate in kind]


def season_artwork(answer: ShowArt, pictures: Pictures) -> dict[int, list[ArtworkCandidate]]:
    """The pictures of each season, by its number; those of all seasons together are the show's."""
    found: dict[int, list[ArtworkCandidate]] = {}
    for kind, name in _SEASON.items():
        rows: dict[int, list[Picture]] = {}
        for row in getattr(answer, name):
            number = figure(row.season)
            if number is not None:
                rows.setdefault(number, []).append(row)
        for number, own in rows.items():
            found.setdefault(number, []).extend(_kind(kind, own, pictures))
    return {number: candidates for number, candidates in sorted(found.items()) if candidates}


def _of_show(rows: Iterable[Picture]) -> Iterator[Picture]:
    return (row for row in rows if figure(row.season) is None)


def _best_sizes(answer: MovieArt | ShowArt, names: tuple[str, ...]) -> list[Picture]:
    """The large pictures, and the small ones of languages that have no large one."""
    found: list[Picture] = []
    for name in names:
        taken = {language(row.lang) for row in found}
        found += [row for row in getattr(answer, name) if language(row.lang) not in taken]
    return found


def _kind(kind: str, rows: Iterable[Picture], pictures: Pictures) -> Iterator[ArtworkCandidate]:
    """The candidates of a kind, the most liked of each language first."""
    count: Counter[str | None] = Counter()
    for row in sorted(rows, key=lambda row: -(figure(row.likes) or 0)):
        url = pictures.address(row.url)
        of = language(row.lang)
        if url and count[of] < MOST:
            count[of] += 1
            yield ArtworkCandidate(
                kind,
                "fanarttv",
                url,
                preview=url.replace("/fanart/", "/preview/", 1) if "/fanart/" in url else None,
                width=figure(row.width) or 0,
                height=figure(row.height) or 0,
                language=of,
                votes=figure(row.likes) or 0,
            )


def language(code: str | None) -> str | None:
    """ISO 639-1, or None for textless: "00", "" and what is no language."""
    known = _LANGUAGES.get(code or "", code)
    return known if known and _LANGUAGE.fullmatch(known) else None
