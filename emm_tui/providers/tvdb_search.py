"""What TheTVDB finds, as candidates: rows of a search, and titles with everything on them."""

from __future__ import annotations

from collections.abc import Sequence

from emm_tui.domain.ids import is_id
from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import Metadata
from emm_tui.providers.answers import names, text
from emm_tui.providers.languages import Version, choose
from emm_tui.providers.tvdb_answers import SearchRow, Title
from emm_tui.providers.tvdb_artwork import Pictures
from emm_tui.providers.tvdb_codes import country_code, language_tag
from emm_tui.providers.tvdb_facts import plain_year


def row_candidate(row: SearchRow, languages: Sequence[str], pictures: Pictures) -> Candidate | None:
    """A hit of a search, named along the language chain, else in English; None without an id or a name."""
    original, ident = text(row.name), row.tvdb_id or ""
    spoken = _versions(row)
    chain = [*languages, "en"]
    title = choose("title", chain, spoken, original)
    name = title.text if title else original
    if not name or not is_id("tvdb", ident):
        return None
    overview = choose("plot", chain, spoken, None)
    country = country_code(row.country)
    return Candidate(
        "tvdb",
        ident,
        name,
        year=plain_year(row.year),
        original_title=original,
        original_language=language_tag(row.primary_language),
        titles=tuple(names([name, original, *(row.translations or {}).values(), *(row.aliases or ())])),
        overview=overview.text if overview else text(row.overview),
        poster=pictures.address(row.image_url),
        countries=(country,) if country and row.type == "series" else (),
    )


def title_candidate(title: Title, found: Metadata, pictures: Pictures) -> Candidate:
    """A film or a show with all its names; `found` are its facts."""
    country = country_code(title.original_country)
    return Candidate(
        "tvdb",
        str(title.id),
        found.title or "",
        year=found.year,
        original_title=found.original_title,
        original_language=found.original_language,
        titles=tuple(names([found.title, *title.all_names])),
        overview=found.plot,
        poster=pictures.address(title.image),
        countries=(country,) if country else (),
    )


def _versions(row: SearchRow) -> list[Version]:
    texts: dict[str, dict[str, str | None]] = {}
    for field, said in (("title", row.translations), ("plot", row.overviews)):
        for code, value in (said or {}).items():
            tag = language_tag(code)
            if tag:
                texts.setdefault(tag, {})[field] = text(value)
    return [Version(tag, fields) for tag, fields in texts.items()]
