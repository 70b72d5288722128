"""An IMDb title page as metadata: pure functions, no request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from emm_tui.domain.match import Candidate
from emm_tui.domain.metadata import Metadata, Rating
from emm_tui.providers.addresses import Pictures
from emm_tui.providers.answers import names, text
from emm_tui.providers.imdb_page import Page, escaped
from emm_tui.providers.imdb_page_answers import Edges, Node, Release, TitleData
from emm_tui.providers.imdb_people import credits_of
from emm_tui.providers.imdb_suggestions import LANGUAGE, Image

_DURATION = re.compile(r"PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d+S)?", re.ASCII)
_HOME = "US"


def page_metadata(page: Page, ident: str, countries: Sequence[str], pictures: Pictures) -> Metadata:
    """The facts of a page; `countries` is the chain for the certification.

    A page that was made for another country has that one's title, day and certificate: these are left out.
    """
    shown, original = page.title, page.original_title
    translated = page.foreign and shown != original
    title = original if translated else shown
    plot, tagline = _plot(page), next(iter(_texts(page, "taglines")), None)
    texts = {"title": None if translated else title, "plot": plot, "tagline": tagline}
    spoken = page.first(lambda part: part.plot if part.plot.plot_text.plain_text else None)
    told = text(spoken.language.id) if spoken else None
    return Metadata(
        title=title,
        original_title=original,
        year=_year(page),
        premiered=_premiered(page),
        runtime=_runtime(page),
        plot=plot,
        tagline=tagline,
        certification=_certification(page, countries),
        genres=_genres(page),
        countries=_countries(page),
        studios=names([node.company.company_text.text for node in _nodes(page, "production")]),
        tags=_tags(page),
        ratings=_ratings(page),
        ids={"imdb": ident},
        credits=credits_of(page, pictures),
        languages={name: (told or LANGUAGE) if name == "plot" else LANGUAGE for name, value in texts.items() if value},
        alternative_titles=[name for name in _names(page) if name not in (title, original)],
    )


def page_candidate(page: Page, ident: str) -> Candidate:
    """The title of a page as a candidate."""
    rated = _ratings(page).get("imdb")
    title = page.title or page.original_title or ident
    return Candidate(
        "imdb",
        ident,
        title,
        year=_year(page),
        original_title=page.original_title,
        votes=(rated.votes or 0) if rated else 0,
        titles=tuple(names([title, page.original_title, *_names(page)])),
        overview=_plot(page),
        last_year=page.first(lambda part: part.release_year.end_year),
    )


def poster(page: Page) -> Image:
    """The main picture of a page."""
    found = page.first(lambda part: part.primary_image if part.primary_image.url else None)
    return Image(found.url, found.width, found.height) if found else Image(page.linked.image)


# -- lists
def _nodes(page: Page, name: str) -> list[Node]:
    """The things in a list of one of the two parts, the main column's first: it is the longer one."""
    lists: list[Edges] = [getattr(part, name) for part in (page.main, page.above)]
    return [edge.node for edge in next((found.edges for found in lists if found.edges), [])]


def _texts(page: Page, name: str) -> list[str]:
    return names([node.text for node in _nodes(page, name)])


def _names(page: Page) -> list[str]:
    return names([page.title, *_texts(page, "akas")])


def _genres(page: Page) -> list[str]:
    def read(part: TitleData) -> list[str]:
        return names([row.text or row.genre.text for row in (part.genres.genres or part.title_genres.genres)])

    return page.first(read) or _unescaped(page.linked.genre)


def _tags(page: Page) -> list[str]:
    told = _texts(page, "storyline_keywords") or _texts(page, "keywords")
    return told or _unescaped((page.linked.keywords or "").split(","))


def _countries(page: Page) -> list[str]:
    def read(part: TitleData) -> list[str]:
        return names([row.text for row in (part.countries_details.countries or part.countries_of_origin.countries)])

    return page.first(read) or []


def _unescaped(values: Iterable[str] | str | None) -> list[str]:
    rows = [values] if isinstance(values, str) else list(values or ())
    return names([escaped(row) for row in rows])


# -- facts
def _plot(page: Page) -> str | None:
    return page.first(lambda part: text(part.plot.plot_text.plain_text)) or escaped(page.linked.description)


def _year(page: Page) -> int | None:
    told = page.first(lambda part: part.release_year.year)
    day = _day_of(page.linked.date_published)
    return told or (int(day[:4]) if day else None)


def _premiered(page: Page) -> str | None:
    told = page.first(lambda part: part.release_date if part.release_date.year else None)
    if told is None:
        return _day_of(page.linked.date_published)
    return None if page.foreign else _day(told)


def _day(told: Release) -> str | None:
    try:
        return date(told.year or 0, told.month or 0, told.day or 0).isoformat()
    except (ValueError, OverflowError):
        return None


def _day_of(value: str | None) -> str | None:
    try:
        return date.fromisoformat((value or "")[:10]).isoformat()
    except ValueError:
        return None


def _runtime(page: Page) -> int | None:
    seconds = page.first(lambda part: part.runtime.seconds)
    if seconds:
        return round(seconds / 60) or None
    found = _DURATION.fullmatch(page.linked.duration or "")
    return int(found[1] or 0) * 60 + int(found[2] or 0) or None if found else None


def _certification(page: Page, countries: Sequence[str]) -> str | None:
    """Of the first country that has one."""
    rows = sorted(_nodes(page, "certificates"), key=_of_a_version)
    if rows:
        told = ((country, node) for country in countries for node in rows if node.country.id == country)
        return next((rating for _, node in told if (rating := text(node.rating))), None)
    if page.foreign or _HOME not in countries:
        return None
    return page.first(lambda part: text(part.certificate.rating)) or escaped(page.linked.content_rating)


def _of_a_version(certificate: Node) -> int:
    """Whether it is of a version alone; one with the number of its document is the official one."""
    remarks = [remark.text or "" for remark in certificate.attributes]
    return 0 if any(remark.startswith("certificate #") for remark in remarks) else 1 + bool(remarks)


def _ratings(page: Page) -> dict[str, Rating]:
    value = page.first(lambda part: part.ratings_summary.aggregate_rating)
    votes = page.first(lambda part: part.ratings_summary.vote_count)
    linked = page.linked.aggregate_rating
    score = page.first(lambda part: part.metacritic.metascore.score)
    value, votes = (value, votes) if value else (linked.rating_value, linked.rating_count)
    found = {"imdb": Rating(value or 0, votes or None), "metacritic": Rating(score or 0, None, 100)}
    return {name: rating for name, rating in found.items() if 0 < rating.value <= rating.max}
