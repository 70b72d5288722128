"""TMDB's collection of films as the set that a film belongs to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from emm_tui.domain.metadata import SetInfo
from emm_tui.providers.answers import text
from emm_tui.providers.languages import Version, choose, primary
from emm_tui.providers.tmdb_answers import CollectionAnswer, CollectionRef
from emm_tui.providers.tmdb_artwork import image_address
from emm_tui.providers.tmdb_facts import translated_versions

_FIELDS = {"name": "title", "overview": "overview"}


def set_info(
    ref: CollectionRef, answer: CollectionAnswer, languages: Sequence[str], told: Collection[str], image_base: str
) -> SetInfo | None:
    """The set with its text along the language chain, None when it has no name.

    `answer` is in the first of `languages`; where it has nothing, the film's own word on the set does. A film that is
    not told in a language does not name its set in it: `told` are those that it has texts in.
    """
    body = Version(languages[0], {"name": text(answer.name), "overview": text(answer.overview)})
    versions = [body, *translated_versions(answer.translations.translations, _FIELDS)]
    name = choose("name", [one for one in languages if primary(one) in told], versions, None)
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
