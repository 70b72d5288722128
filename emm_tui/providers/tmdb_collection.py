"""TMDB's collection of films as the set that a film belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from emm_tui.domain.metadata import SetInfo
from emm_tui.providers.answers import text
from emm_tui.providers.languages import Version, choose
from emm_tui.providers.tmdb_answers import CollectionAnswer, CollectionRef
from emm_tui.providers.tmdb_artwork import image_address
from emm_tui.providers.tmdb_facts import translated_versions

_FIELDS = {"name": "title", "overview": "overview"}


def set_info(ref: CollectionRef, answer: CollectionAnswer, languages: Sequence[str], image_base: str) -> SetInfo | None:
    """The set with its text along the language chain, None when it has no name.

    `answer` is in the first of `languages`; where it has nothing, the film's own word on the set does.
    """
    body = Version(languages[0], {"name": text(answer.name), "overview": text(answer.overview)})
    versions = [body, *translated_versions(answer.translations.translations, _FIELDS)]
    name = choose("name", languages, versions, None)
    overview = choose("overview", languages, versions, None)
    title = name.text if name else text(ref.name)
    if not title:
        return None
    return SetInfo(
        title,
        tmdb=ref.id,
        overview=overview.text if overview else None,
        poster=image_address(image_base, answer.poster_path or ref.poster_path),
        fanart=image_address(image_base, answer.backdrop_path or ref.backdrop_path),
    )
