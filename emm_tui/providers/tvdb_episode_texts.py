"""The names and plots of a show's episodes in the languages that TheTVDB was asked in, and which of them lack."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from emm_tui.domain.fetched import Number
from emm_tui.domain.languages import is_foreign
from emm_tui.providers.answers import text
from emm_tui.providers.languages import Version
from emm_tui.providers.tvdb_codes import language_tag
from emm_tui.providers.tvdb_show_answers import Episode

Spoken = Mapping[str, Sequence[Episode]]
"""The episodes by the code of the language that they were asked in, the first of the chain first."""

_UNNAMED = frozenset({"TBA", "TBD"})


def number_of(row: Episode) -> Number | None:
    """Season and episode, None when one is not told."""
    return None if row.season_number is None or row.number is None else (row.season_number, row.number)


def episode_rows(spoken: Spoken) -> dict[Number, Episode]:
    """Each episode once, in order."""
    found: dict[Number, Episode] = {}
    for row in (row for rows in spoken.values() for row in rows):
        number = number_of(row)
        if number:
            found.setdefault(number, row)
    return dict(sorted(found.items()))


def episode_versions(spoken: Spoken) -> dict[Number, list[Version]]:
    """The texts of each episode by language. One that came in the original script instead is no translation."""
    found: dict[Number, list[Version]] = {}
    for code, rows in spoken.items():
        tag = language_tag(code)
        for row in rows:
            number = number_of(row)
            if tag and number:
                found.setdefault(number, []).append(_version(tag, row))
    return found


def lacks_text(spoken: Spoken, seasons: Collection[int], code: str | None = None) -> bool:
    """Whether an episode of these seasons has a name or a plot in none of the languages so far.

    With the `code` of a language only those count that may be had in it: episodes tell what they are translated to.
    """
    versions = episode_versions(spoken)
    for number, row in episode_rows(spoken).items():
        if number[0] in seasons:
            here = [version.texts for version in versions.get(number, ())]
            for field, codes in (("title", row.name_translations), ("plot", row.overview_translations)):
                if not any(texts[field] for texts in here) and _offered(codes, code):
                    return True
    return False


def _version(tag: str, row: Episode) -> Version:
    texts = {"title": text(row.name), "plot": text(row.overview)}
    if texts["title"] in _UNNAMED:
        texts["title"] = None
    return Version(tag, {field: None if said and is_foreign(said, tag) else said for field, said in texts.items()})


def _offered(codes: Sequence[str | None] | str | None, code: str | None) -> bool:
    """Whether there is a text in a language: a list of codes, or one text of them with commas; unknown is a maybe."""
    listed = codes.split(",") if isinstance(codes, str) else [one or "" for one in codes or ()]
    return code is None or not listed or code in (one.strip() for one in listed)
