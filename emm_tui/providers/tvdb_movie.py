"""TheTVDB's answer about a film as metadata: pure functions, no request."""

from __future__ import annotations

from collections.abc import Sequence

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.metadata import Metadata
from emm_tui.providers import tvdb_facts as facts
from emm_tui.providers.answers import names, text
from emm_tui.providers.days import day, year
from emm_tui.providers.languages import primary
from emm_tui.providers.tvdb_answers import Movie
from emm_tui.providers.tvdb_artwork import OF_MOVIE, Pictures, artwork, main_picture
from emm_tui.providers.tvdb_codes import country_name, language_tag


def movie_metadata(movie: Movie, languages: Sequence[str], countries: Sequence[str], pictures: Pictures) -> Metadata:
    """The facts of a film: texts along the language chain, the certification along the country chain."""
    made = movie.companies
    makers = (made.production or made.studio or ()) if made else ()
    lands = [country_name(row.country) or row.name for row in movie.production_countries or ()]
    premiered = day(movie.first_release.date) if movie.first_release else None
    found = Metadata(
        original_title=text(movie.name),
        original_language=language_tag(movie.original_language),
        year=facts.plain_year(movie.year) or year(premiered),
        premiered=premiered,
        runtime=movie.runtime or None,
        status=text(movie.status.name) if movie.status else None,
        certification=facts.certification(movie.content_ratings, countries),
        genres=names([genre.name for genre in movie.genres or ()]),
        countries=names(lands or [country_name(movie.original_country)]),
        studios=names([maker.name for maker in makers]),
        tags=names([tag.name for tag in movie.tags or ()]),
        ids=facts.ids(movie),
        credits=facts.people(movie.characters, ("actor", "director", "writer"), pictures),
        trailer=facts.trailer(movie.trailers, languages),
    )
    facts.choose_title_texts(found, movie, languages)
    return found


def movie_artwork(movie: Movie, pictures: Pictures, main_language: str) -> list[ArtworkCandidate]:
    """The pictures of a film; where there is no poster its main picture stands in."""
    found = artwork(movie.artworks or (), OF_MOVIE, pictures, language_tag(movie.original_language))
    if any(one.kind == "poster" for one in found):
        return found
    return [*found, *main_picture("poster", movie.image, pictures, primary(main_language))]
