"""TheTVDB's answers about a show, its seasons and its episodes as metadata: pure functions, no request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.fetched import EpisodeOrder, FetchedEpisode, FetchedSeason, Number
from emm_tui.domain.metadata import Metadata
from emm_tui.providers import tvdb_facts as facts
from emm_tui.providers.answers import names, text
from emm_tui.providers.days import day, year
from emm_tui.providers.languages import Version, primary
from emm_tui.providers.tvdb_artwork import OF_EPISODE, OF_SEASON, OF_TITLE, Pictures, artwork, main_picture, season_of
from emm_tui.providers.tvdb_codes import country_name, language_tag
from emm_tui.providers.tvdb_episode_texts import Spoken, episode_rows, episode_versions, number_of
from emm_tui.providers.tvdb_show_answers import Episode, Season, Series

ORDERS = ("official", "dvd", "absolute", "alternate", "regional", "altdvd")
_KINDS = {"official": "aired", "dvd": "dvd", "absolute": "absolute"}
_STATUSES = {"Continuing": "Continuing", "Upcoming": "Continuing", "Ended": "Ended"}


def show_metadata(series: Series, languages: Sequence[str], countries: Sequence[str], pictures: Pictures) -> Metadata:
    """The facts of a show: texts along the language chain, the certification along the country chain."""
    networks = names([network.name for network in (series.original_network, series.latest_network) if network])
    status = text(series.status.name) if series.status else None
    found = Metadata(
        original_title=text(series.name),
        original_language=language_tag(series.original_language),
        year=year(series.first_aired) or facts.plain_year(series.year),
        premiered=day(series.first_aired),
        runtime=series.average_runtime or None,
        status=_STATUSES.get(status or "", status),
        certification=facts.certification(series.content_ratings, countries),
        genres=names([genre.name for genre in series.genres or ()]),
        countries=names([country_name(series.original_country)]),
        studios=networks or names([company.name for company in series.companies or ()]),
        tags=names([tag.name for tag in series.tags or ()]),
        ids=facts.ids(series),
        credits=facts.people(series.characters, ("actor", "writer"), pictures),
        trailer=facts.trailer(series.trailers, languages),
    )
    facts.choose_title_texts(found, series, languages)
    return found


def show_artwork(series: Series, pictures: Pictures, main_language: str) -> list[ArtworkCandidate]:
    """The pictures of the show itself; where there is no poster its main picture stands in."""
    found = artwork(series.artworks or (), OF_TITLE, pictures, language_tag(series.original_language))
    if any(one.kind == "poster" for one in found):
        return found
    return [*found, *main_picture("poster", series.image, pictures, primary(main_language))]


# -- seasons and episodes
def default_order(series: Series) -> str:
    """The name of the order that the show is told in, as `official`."""
    named = {kind.id: kind.type for kind in series.season_types or ()}
    return named.get(series.default_season_type) or "official"


def fetched_seasons(
    series: Series, spoken: Spoken, languages: Sequence[str], pictures: Pictures
) -> dict[int, FetchedSeason]:
    """The seasons of its default order with all their episodes, in order."""
    order, texts = default_order(series), episode_versions(spoken)
    chain = [*languages, "en", language_tag(series.original_language) or "en"]
    main = primary(languages[0])
    known = [one for one in series.seasons or () if one.type is None or (one.type.type or order) == order]
    found = {one.number: _season(one, series, pictures, main) for one in known if one.number is not None}
    for number, row in episode_rows(spoken).items():
        season = found.setdefault(number[0], FetchedSeason(number[0], Metadata(season=number[0])))
        season.episodes.append(_episode(number, row, texts.get(number, ()), chain, pictures))
    seasons = dict(sorted(found.items()))
    _count_through(seasons.values())
    return seasons


def ordered_episodes(answer: Iterable[Episode], default: Iterable[Episode]) -> dict[Number, Number]:
    """The numbers of an order with the default ones of the same episodes, in its own order."""
    numbers = {row.id: number_of(row) for row in default}
    found: dict[Number, Number] = {}
    for row in answer:
        own, usual = number_of(row), numbers.get(row.id)
        if row.id and own and usual:
            found.setdefault(own, usual)
    return dict(sorted(found.items()))


def offered_orders(series: Series) -> dict[str, EpisodeOrder]:
    """The other orders of its episodes by id."""
    found = {}
    for row in series.season_types or ():
        if row.type in ORDERS and row.type != default_order(series):
            ident = f"{series.id}-{row.type}"
            name = text(row.alternate_name) or text(row.name) or row.type
            found[ident] = EpisodeOrder(ident, name, _KINDS.get(row.type, ""))
    return found


def _season(row: Season, series: Series, pictures: Pictures, main_language: str) -> FetchedSeason:
    own = [picture for picture in series.artworks or () if row.id and season_of(picture) == row.id]
    found = artwork(own, OF_SEASON, pictures, language_tag(series.original_language))
    if not any(one.kind == "poster" for one in found) and OF_SEASON.get(row.image_type or 7) == "poster":
        found += main_picture("poster", row.image, pictures, main_language)
    metadata = Metadata(
        season=row.number,
        title=text(row.name),
        year=facts.plain_year(row.year),
        ids={"tvdb": str(row.id)} if row.id else {},
    )
    return FetchedSeason(row.number or 0, metadata, found)


def _episode(
    number: Number, row: Episode, texts: Sequence[Version], chain: Sequence[str], pictures: Pictures
) -> FetchedEpisode:
    season, episode = number
    found = Metadata(
        season=season,
        episode=episode,
        premiered=day(row.aired),
        year=year(row.aired),
        runtime=row.runtime or None,
        ids={"tvdb": str(row.id)} if row.id else {},
        airs_before_season=row.airs_before_season,
        airs_before_episode=row.airs_before_episode,
        airs_after_season=row.airs_after_season,
    )
    facts.choose_texts(found, texts, chain)
    still = main_picture("thumb", row.image, pictures, None) if (row.image_type or 11) in OF_EPISODE else []
    return FetchedEpisode(
        season,
        episode,
        found,
        still,
        absolute=row.absolute_number or None,
        airs_before_season=row.airs_before_season,
        airs_before_episode=row.airs_before_episode,
        airs_after_season=row.airs_after_season,
    )


def _count_through(seasons: Iterable[FetchedSeason]) -> None:
    """Counts the regular episodes, unless TheTVDB does."""
    regular = [episode for season in seasons if season.number for episode in season.episodes]
    if not any(episode.absolute for episode in regular):
        for absolute, episode in enumerate(regular, 1):
            episode.absolute = absolute
