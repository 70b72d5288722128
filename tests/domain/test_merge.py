"""Of what several providers say each field is the right one's, and everybody can see whose it was."""

from __future__ import annotations

from typing import Any

import pytest

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.merge import LISTS, SINGLES, TEXTS, Rules, Word, merge_artwork, merge_metadata
from emm_tui.domain.metadata import Credit, Metadata, Rating, SetInfo

ORDER = ("tmdb", "tvdb", "imdb", "omdb")
NAMES = (*TEXTS, *SINGLES, *LISTS, "cast", "directors", "writers")


def rules(*languages: str, unite: tuple[str, ...] = (), **orders: tuple[str, ...]) -> Rules:
    providers = dict.fromkeys(NAMES, ORDER) | orders
    return Rules(providers, ("imdb", "tmdb", "metacritic"), unite, languages or ("en-US",))


def word(provider: str, languages: dict[str, str] | None = None, **facts: Any) -> Word:
    return provider, Metadata(languages=languages or {}, **facts)


VALUES: dict[str, tuple[Any, Any]] = {
    "original_title": ("[REC] ²", "Rec"),
    "sort_title": ("REC 2", "Rec Two"),
    "year": (2007, 2008),
    "premiered": ("2007-05-01", "2008-01-01"),
    "runtime": (78, 80),
    "certification": ("R", "18"),
    "status": ("Ended", "Continuing"),
    "original_language": ("es", "en"),
    "set": (SetInfo("The Quay", 9), SetInfo("Quay Films")),
    "trailer": ("abcdefgh", "hgfedcba"),
    "genres": (["Horror"], ["Terror", "Drama"]),
    "countries": (["Spain"], ["ES"]),
    "studios": (["Lamp"], ["Lantern"]),
    "tags": (["quay"], ["harbour"]),
    "title": ("[REC] the Hum", "The Hum"),
    "plot": ("A hum.", "A longer hum."),
    "outline": ("Hum.", "Hm."),
    "tagline": ("Listen.", "Hear."),
}


@pytest.mark.parametrize("name", VALUES)
def test_the_first_of_the_list_that_has_a_value_wins(name: str) -> None:
    mine, theirs = VALUES[name]
    words = [word("tmdb", **{name: mine}), word("tvdb", **{name: theirs})]
    first = merge_metadata(words, rules())
    assert (getattr(first, name), first.providers[name]) == (mine, "tmdb")
    turned = merge_metadata(words, rules(**{name: ("tvdb", "tmdb")}))
    assert (getattr(turned, name), turned.providers[name]) == (theirs, "tvdb")


@pytest.mark.parametrize("name", VALUES)
def test_who_says_nothing_gives_way_to_the_next(name: str) -> None:
    words = [word("tmdb"), word("omdb"), word("tvdb", **{name: VALUES[name][1]})]
    found = merge_metadata(words, rules())
    assert (getattr(found, name), found.providers[name]) == (VALUES[name][1], "tvdb")


@pytest.mark.parametrize("name", [name for name in VALUES if name != "title"])
def test_a_field_that_nobody_has_is_empty_and_nobodys(name: str) -> None:
    found = merge_metadata([word("tmdb"), word("tvdb")], rules())
    assert not getattr(found, name)
    assert name not in found.providers


@pytest.mark.parametrize("name", [name for name in VALUES if name != "title"])
def test_who_is_not_on_the_list_has_no_say_beside_one_who_is(name: str) -> None:
    words = [word("tmdb"), word("omdb", **{name: VALUES[name][0]})]
    assert not getattr(merge_metadata(words, rules(**{name: ("tmdb",)})), name)


def test_where_none_of_the_list_knows_the_title_the_others_are_heard() -> None:
    found = merge_metadata([word("imdb"), word("omdb", certification="PG")], rules(certification=("tmdb",)))
    assert (found.certification, found.providers["certification"]) == ("PG", "omdb")


def test_an_empty_list_leaves_a_field_empty() -> None:
    assert merge_metadata([word("tmdb", tagline="Listen.")], rules(tagline=())).tagline is None


def test_nothing_is_ever_without_a_title_that_somebody_has() -> None:
    found = merge_metadata([word("imdb", title="M*A*R*S")], rules(title=("tmdb",)))
    assert (found.title, found.providers["title"]) == ("M*A*R*S", "imdb")
    assert merge_metadata([word("tmdb", title="Rec"), word("tvdb")], rules(title=())).title == "Rec"


# -- languages
@pytest.mark.parametrize("name", TEXTS)
def test_a_preferred_language_comes_before_a_preferred_provider(name: str) -> None:
    words = [
        word("tmdb", {name: "en-US"}, **{name: "The lamp"}),
        word("tvdb", {name: "de"}, **{name: "Die Lampe"}),
    ]
    found = merge_metadata(words, rules("de-DE", "en-US"))
    assert (getattr(found, name), found.providers[name], found.languages[name]) == ("Die Lampe", "tvdb", "de")
    assert getattr(merge_metadata(words, rules("en-GB", "de")), name) == "The lamp"


def test_a_title_in_its_original_script_is_no_translation() -> None:
    words = [
        word("tvdb", {"title": "de"}, title="灯台の子"),
        word("tmdb", {"title": "en-US"}, title="The Lighthouse Child"),
    ]
    assert merge_metadata(words, rules("de-DE", "en-US")).title == "The Lighthouse Child"
    assert merge_metadata(
        [("tvdb", Metadata(title="灯台の子", languages={"title": "ja"})), words[1]], rules("ja")
    ).title == ("灯台の子")


def test_a_text_of_no_known_language_is_better_than_none() -> None:
    found = merge_metadata([word("tmdb"), word("imdb", plot="A hum.")], rules("de-DE"))
    assert found.plot == "A hum."
    assert "plot" not in found.languages


# -- lists and people
def test_united_lists_hold_what_all_say_once() -> None:
    words = [word("tmdb", genres=["Drama", "Café"]), word("tvdb", genres=["cafe", "Noir"])]
    assert merge_metadata(words, rules(unite=("genres",))).genres == ["Drama", "Café", "Noir"]
    assert merge_metadata(words, rules()).genres == ["Drama", "Café"]


def test_people_of_the_first_are_filled_with_what_others_know_of_them() -> None:
    mine = [Credit("Ada Invented", "actor", "The Keeper", 0), Credit("Zoë Quill", "actor", None, 1, tmdb=7)]
    theirs = [
        Credit("zoe quill", "actor", "The Cook", 0, "https://pictures.invalid/z.jpg"),
        Credit("Ada Invented", "actor", "Somebody", 1, "https://pictures.invalid/a.jpg"),
        Credit("Sefa Okafor", "actor", "A Sailor", 2),
    ]
    words = [word("tmdb", credits=mine), word("tvdb", credits=theirs)]
    found = merge_metadata(words, rules(cast=("tmdb",)))
    assert [(c.name, c.role, c.thumb, c.order) for c in found.people("actor")] == [
        ("Ada Invented", "The Keeper", "https://pictures.invalid/a.jpg", 0),
        ("Zoë Quill", "The Cook", "https://pictures.invalid/z.jpg", 1),
    ]
    united = merge_metadata(words, rules(unite=("cast",)))
    assert [(c.name, c.order) for c in united.people("actor")][-1] == ("Sefa Okafor", 2)
    assert len(united.people("actor")) == 3


def test_two_ids_are_two_people_of_one_name() -> None:
    mine, theirs = Credit("Ada Invented", "actor", tmdb=1), Credit("Ada Invented", "actor", "Else", 0, "x", tmdb=2)
    found = merge_metadata([word("tmdb", credits=[mine]), word("tvdb", credits=[theirs])], rules())
    assert found.credits == [mine]


def test_each_job_has_its_own_winner() -> None:
    words = [
        word("tmdb", credits=[Credit("Ada Invented", "actor")]),
        word("tvdb", credits=[Credit("Bo Lind", "actor"), Credit("Sefa Okafor", "director")]),
    ]
    found = merge_metadata(words, rules())
    assert [c.name for c in found.credits] == ["Ada Invented", "Sefa Okafor"]
    assert (found.providers["cast"], found.providers["directors"]) == ("tmdb", "tvdb")


# -- ratings and ids
def test_ratings_of_all_are_kept_and_the_default_comes_first() -> None:
    words = [
        word("tmdb", ratings={"tmdb": Rating(7.1, 120)}),
        word("omdb", ratings={"metacritic": Rating(61, None, 100), "imdb": Rating(6.8, 900)}),
    ]
    found = merge_metadata(words, rules())
    assert list(found.ratings) == ["imdb", "tmdb", "metacritic"]
    assert found.providers["ratings"] == "omdb"


def test_a_sources_own_word_on_its_rating_counts_else_the_one_of_most_votes() -> None:
    said = [
        word("omdb", ratings={"imdb": Rating(6.0, 5000), "tvdb": Rating(1.0, 10)}),
        word("imdb", ratings={"imdb": Rating(6.9, 10)}),
        word("tmdb", ratings={"tvdb": Rating(2.0, 20)}),
    ]
    found = merge_metadata(said, rules())
    assert (found.ratings["imdb"].value, found.ratings["tvdb"].value) == (6.9, 2.0)


def test_ids_of_all_are_kept_and_the_firsts_come_before_others() -> None:
    words = [word("tmdb", ids={"tmdb": "5", "tvdb": "6"}), word("tvdb", ids={"tvdb": "7", "imdb": "tt9900005"})]
    found = merge_metadata(words, rules())
    assert found.ids == {"tmdb": "5", "tvdb": "6", "imdb": "tt9900005"}
    assert found.providers["ids"] == "tmdb"


def test_other_titles_of_all_are_kept_but_those_that_the_item_has_anyway() -> None:
    words = [
        word("tmdb", title="Rec", original_title="[REC]", alternative_titles=["Hum"]),
        word("tvdb", title="The Hum", alternative_titles=["Hum", "Rec"]),
    ]
    assert merge_metadata(words, rules()).alternative_titles == ["Hum", "The Hum"]


def test_where_a_special_belongs_is_told_by_one_alone() -> None:
    words = [word("tmdb"), word("tvdb", airs_after_season=2), word("imdb", airs_before_season=3, airs_before_episode=1)]
    found = merge_metadata(words, rules())
    assert (found.airs_after_season, found.airs_before_season, found.airs_before_episode) == (2, None, None)


# -- pictures
def test_pictures_of_all_are_on_offer_once_in_the_order_of_the_list() -> None:
    def picture(provider: str, name: str) -> ArtworkCandidate:
        return ArtworkCandidate("poster", provider, f"https://pictures.invalid/{name}")

    parts = [("tmdb", [picture("tmdb", "a")]), ("tvdb", [picture("tvdb", "b"), picture("tvdb", "a")])]
    told = merge_artwork(parts, Rules({"artwork": ("tvdb", "tmdb")}))
    assert [(p.provider, p.url[-1]) for p in told] == [("tvdb", "b"), ("tvdb", "a")]
    assert merge_artwork(parts, Rules({"artwork": ("tmdb",)})) == parts[0][1]
    assert len(merge_artwork(parts, Rules())) == 2
