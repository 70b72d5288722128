"""TMDB's pictures of films, shows, seasons and episodes as artwork candidates."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.providers.tmdb_answers import Image, MovieAnswer
from emm_tui.providers.tmdb_show_answers import ShowAnswer

_PATH = re.compile(r"/[\w-]{1,120}\.(?:jpe?g|png|svg|webp)", re.ASCII | re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}")
_PREVIEWS = {"poster": "w342", "fanart": "w780", "clearlogo": "w300", "thumb": "w300"}


def image_address(base: str, path: str | None, size: str = "original") -> str | None:
    """The full address of a picture, None when there is none; SVG is asked for as PNG."""
    if not path or not _PATH.fullmatch(path):
        return None
    name = path[:-4] + ".png" if path.lower().endswith(".svg") else path
    return f"{base}{size}{name}"


def artwork(
    answer: MovieAnswer | ShowAnswer, base: str, languages: Collection[str], main_language: str = "en"
) -> list[ArtworkCandidate]:
    """The pictures without text and those in one of `languages` (ISO 639-1).

    Where a list is empty, the main picture stands in: nobody knows its language, TMDB shows it to who reads
    `main_language`.
    """
    images = answer.images
    posters = list(_candidates("poster", images.posters, base, languages))
    backdrops = list(_candidates("fanart", images.backdrops, base, languages))
    logos = list(_candidates("clearlogo", images.logos, base, languages))
    return [
        *(posters or main_picture("poster", answer.poster_path, base, main_language)),
        *(backdrops or main_picture("fanart", answer.backdrop_path, base, None)),
        *logos,
    ]


def main_picture(kind: str, path: str | None, base: str, language: str | None) -> list[ArtworkCandidate]:
    """A picture that comes without a list, none when there is none."""
    image = Image(file_path=path, iso_639_1=language)
    return list(_candidates(kind, [image], base, {language} if language else ()))


def _candidates(kind: str, images: list[Image], base: str, languages: Collection[str]) -> Iterator[ArtworkCandidate]:
    for image in images:
        language = _language(image.iso_639_1)
        if language is not None and language not in languages:
            continue
        url = image_address(base, image.file_path)
        if url:
            yield ArtworkCandidate(
                kind,
                "tmdb",
                url,
                preview=image_address(base, image.file_path, _PREVIEWS[kind]),
                width=image.width or 0,
                height=image.height or 0,
                language=language,
                votes=image.vote_count or 0,
                score=image.vote_average or 0.0,
            )


def _language(code: str | None) -> str | None:
    """ISO 639-1, or None for textless: null, "" and codes that no language has."""
    return code if code and code != "xx" and _LANGUAGE.fullmatch(code) else None
