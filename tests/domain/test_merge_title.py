"""A show that several providers know is one show: episodes that are the same are one, whatever their numbers say."""

from __future__ import annotations

from collections.abc import Mapping

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.fetched import EpisodeOrder, Fetched, FetchedEpisode, FetchedSeason, FetchedShow
from emm_tui.domain.match import Candidate
from emm_tui.domain.merge import Rules
from emm_tui.domain.merge_title import merge
from emm_tui.domain.metadata import Metadata

RULES = Rules(languages=("en-US",))
Episodes = Mapping[tuple[int, int], tuple[str | None, str | None]]


def show(provider: str, episodes: Episodes, imdb: str = "tt9900001", **facts: str) -> FetchedShow:
    """A show with these episodes: number -> title and day; each has a plot by its provider."""
    seasons: dict[int, FetchedSeason] = {}
    for (season, number), (title, day) in episodes.items():
        told = Metadata(title=title, premiered=day, ids={provider: f"{season}{number:02}"}, plot=f"{provider} on it")
        one = FetchedEpisode(season, number, told)
        held = seasons.setdefault(season, FetchedSeason(season, Metadata(title=f"{provider} {season}", season=season)))
        held.episodes.append(one)
    metadata = Metadata(title="Quayside", ids={provider: "5", "imdb": imdb}, **facts)  # type: ignore[arg-type]
    return FetchedShow(Candidate(provider, "5", "Quayside"), metadata, seasons=seasons)


def merged(*parts: FetchedShow) -> FetchedShow:
    found = merge(parts, RULES)
    assert isinstance(found, FetchedShow)
    return found


def who_speaks(found: FetchedShow) -> dict[tuple[int, int], list[str]]:
    every = (one for season in found.seasons.values() for one in season.episodes)
    return {(one.season, one.episode): [name for name, _ in one.said] for one in every}


OURS: Episodes = {(1, 1): ("Low Tide", "2014-01-01"), (1, 2): ("[REC]", "2014-01-08"), (1, 3): ("Fog", "2014-01-15")}


def test_the_same_number_and_day_or_title_is_the_same_episode() -> None:
    theirs: Episodes = {
        (1, 1): ("Ebbe", "2014-01-02"),
        (1, 2): ("[rec]", None),
        (1, 3): ("Something else", "2019-05-05"),
    }
    found = merged(show("tmdb", OURS), show("tvdb", theirs))
    assert who_speaks(found) == {(1, 1): ["tmdb", "tvdb"], (1, 2): ["tmdb", "tvdb"], (1, 3): ["tmdb"]}
    assert found.seasons[1].episodes[0].metadata.ids == {"tmdb": "101", "tvdb": "101"}
    assert found.seasons[1].episodes[2].metadata.ids == {"tmdb": "103"}


def test_episodes_that_are_counted_otherwise_are_paired_by_title_and_day() -> None:
    theirs: Episodes = {
        (1, 1): ("Pilot", "2013-12-31"),
        (1, 2): ("Low Tide", "2014-01-01"),
        (1, 3): ("[REC]", "2014-01-08"),
        (1, 4): ("Fog", "2014-01-15"),
    }
    found = merged(show("tmdb", OURS), show("tvdb", theirs))
    assert {number: said for number, said in who_speaks(found).items() if len(said) == 2}.keys() == OURS.keys()
    assert [one.metadata.ids["tvdb"] for one in found.seasons[1].episodes] == ["102", "103", "104"]
    assert len(found.seasons[1].episodes) == 3, "its own first episode would take the number of another"


def test_two_episodes_of_a_day_that_are_swapped_stay_told_apart() -> None:
    ours: Episodes = {(1, 1): ("Low Tide", "2014-01-01"), (1, 2): ("Fog", "2014-01-01")}
    theirs: Episodes = {(1, 1): ("Fog", "2014-01-01"), (1, 2): ("Low Tide", "2014-01-01")}
    found = merged(show("tmdb", ours), show("tvdb", theirs))
    assert [one.metadata.ids["tvdb"] for one in found.seasons[1].episodes] == ["102", "101"]


def test_a_number_alone_pairs_nothing() -> None:
    theirs: Episodes = {(1, 1): (None, None), (1, 2): ("Episode 2", None), (1, 3): ("Fog", None)}
    found = merged(show("tmdb", {**OURS, (1, 2): ("Episode 2", None)}), show("tvdb", theirs))
    assert who_speaks(found) == {(1, 1): ["tmdb"], (1, 2): ["tmdb"], (1, 3): ["tmdb", "tvdb"]}


def test_further_episodes_are_taken_where_the_numbers_agree() -> None:
    more: Episodes = {**OURS, (1, 4): ("Spring Tide", "2014-01-22"), (2, 1): ("Return", "2015-01-01")}
    found = merged(show("tmdb", OURS), show("tvdb", more))
    assert who_speaks(found)[1, 4] == ["tvdb"]
    assert who_speaks(found)[2, 1] == ["tvdb"]
    assert (found.seasons[2].metadata.title, found.seasons[2].metadata.season) == ("tvdb 2", 2)


def test_a_season_that_is_cut_otherwise_adds_nothing_twice() -> None:
    theirs: Episodes = {(1, 1): OURS[1, 1], (2, 1): ("Die Rückkehr", "2014-01-08"), (2, 2): ("Fog", None)}
    found = merged(show("tmdb", OURS), show("tvdb", theirs))
    assert who_speaks(found).keys() == OURS.keys()
    assert list(found.seasons) == [1]


def test_a_season_is_named_by_who_counts_it_alike() -> None:
    named = show("tvdb", {(1, 1): ("Other", "2001-01-01")})
    named.seasons[1].metadata.plot = "Another season."
    assert merged(show("tmdb", OURS), named).seasons[1].metadata.plot is None
    alike = show("tvdb", OURS)
    alike.seasons[1].metadata.plot = "The first winter."
    assert merged(show("tmdb", OURS), alike).seasons[1].metadata.plot == "The first winter."


def test_pictures_of_a_season_come_from_who_has_no_episodes_too() -> None:
    poster = ArtworkCandidate("poster", "fanarttv", "https://pictures.invalid/s1.jpg")
    art = show("fanarttv", {})
    art.metadata.title = None
    art.seasons[1] = FetchedSeason(1, Metadata(season=1), [poster])
    art.seasons[7] = FetchedSeason(7, Metadata(season=7), [poster])
    found = merged(show("tmdb", OURS), art)
    assert found.seasons[1].artwork == [poster]
    assert list(found.seasons) == [1], "a season that nobody knows has no pictures"


def test_who_has_no_episodes_leaves_the_numbers_to_who_has() -> None:
    named = show("imdb", {})
    other = show("tvdb", OURS)
    other.orders = {"9": EpisodeOrder("9", "DVD", "dvd")}
    found = merged(named, other)
    assert (found.candidate.provider, found.numbered_by, list(found.orders)) == ("imdb", "tvdb", ["9"])
    assert who_speaks(found)[1, 1] == ["tvdb"]


def test_who_speaks_of_another_title_is_not_heard() -> None:
    found = merged(show("tmdb", OURS), show("tvdb", OURS, imdb="tt9900002", plot="A lie."))
    assert [name for name, _ in found.said] == ["tmdb"]
    assert found.metadata.plot is None


def test_earlier_words_stand_in_for_who_cannot_be_asked() -> None:
    film = Fetched(Candidate("tmdb", "5", "Quay"), Metadata(title="Quay", ids={"tmdb": "5"}))
    told = ("omdb", Metadata(plot="From before."))
    found = merge([film], RULES, (told, ("tmdb", Metadata(title="Old"))))
    assert (found.metadata.title, found.metadata.plot, found.metadata.providers["plot"]) == (
        "Quay",
        "From before.",
        "omdb",
    )
    assert [name for name, _ in found.said] == ["tmdb", "omdb"]
