"""Whoever asks why a value is there is told who said what, and which rule decided."""

from __future__ import annotations

import pytest

from emm_tui.domain.media import Item, ItemRow
from emm_tui.domain.merge import Rules, Word, merge_metadata
from emm_tui.domain.metadata import Credit, Metadata, Provenance, Rating
from emm_tui.domain.why import Why, why

ORDER = ("tmdb", "tvdb", "omdb")
RULES = Rules(dict.fromkeys(("title", "plot", "year", "genres", "cast"), ORDER), ("imdb", "tmdb"), (), ["de-DE", "en"])
WORDS: tuple[Word, ...] = (
    (
        "tmdb",
        Metadata(
            title="[REC] the Hum",
            year=2007,
            genres=["Horror"],
            ratings={"tmdb": Rating(7.1, 120)},
            ids={"tmdb": "5"},
            credits=[Credit("Ada Invented", "actor", "The Keeper", 0)],
            languages={"title": "en-US"},
        ),
    ),
    ("tvdb", Metadata(title="Das Summen", year=2008, genres=["Noir"], languages={"title": "de"})),
    ("omdb", Metadata(ratings={"imdb": Rating(6.1, 9000)}, outline="Rated.")),
)


def told(name: str, rules: Rules = RULES, locked: str = "", by: str = "") -> Why:
    facts = merge_metadata(WORDS, rules)
    origins = {
        field: Provenance(by or who, facts.languages.get(field), "now") for field, who in facts.providers.items()
    }
    row = ItemRow(1, "movie", "scraped", facts.title or "", facts.year)
    return why(name, Item(row, None, facts, provenance=origins, locked=[locked]), WORDS, rules)


@pytest.mark.parametrize(
    ("name", "value", "winner", "reason"),
    [
        ("title", "Das Summen", "tvdb", "de-DE comes first of library.languages"),
        ("year", "2007", "tmdb", "tmdb is the first in merge.year that has it: tmdb, tvdb, omdb"),
        ("genres", ["Horror"], "tmdb", "first in merge.genres"),
        ("outline", "Rated.", "omdb", "nobody but omdb"),
        ("cast", ["Ada Invented as The Keeper"], "tmdb", "nobody but tmdb"),
        ("ratings", ["imdb 6.1 of 10 by 9,000", "tmdb 7.1 of 10 by 120"], "omdb", "merge.rating"),
        ("tagline", None, None, "nobody says anything"),
    ],
)
def test_every_value_has_its_reason(name: str, value: object, winner: str | None, reason: str) -> None:
    found = told(name)
    assert found.value == value
    assert (found.origin and found.origin.provider) == winner
    assert reason in found.reason
    assert [say.provider for say in found.said if say.won] == ([winner] if winner else [])


def test_equal_languages_leave_it_to_the_order() -> None:
    rules = Rules(RULES.providers, languages=["fr"])
    assert "tmdb comes first of those who have it in that language" in told("title", rules).reason


def test_united_lists_say_so() -> None:
    found = told("genres", Rules(RULES.providers, unite=["genres"]))
    assert (found.value, "merge.unite" in found.reason) == (["Horror", "Noir"], True)


def test_a_persons_word_and_a_lock_are_reasons_of_their_own() -> None:
    assert told("year", by="you", locked="year").reason == "you set it, and scrapes leave it alone"
    assert told("year", locked="year").reason == "it is locked: scrapes leave it alone"


def test_where_one_provider_spoke_its_words_are_the_facts() -> None:
    facts = Metadata(plot="A hum.")
    item = Item(
        ItemRow(1, "episode", "scraped", "x"), None, facts, provenance={"plot": Provenance("tmdb", "en", "now")}
    )
    assert [(say.provider, say.value) for say in why("plot", item, (), RULES).said] == [("tmdb", "A hum.")]


def test_a_field_that_those_who_are_heard_do_not_have_says_who_is_heard() -> None:
    words: tuple[Word, ...] = (
        ("tmdb", Metadata(title="[REC] the Hum")),
        ("omdb", Metadata(certification="R", ratings={"imdb": Rating(6.1, None)})),
    )
    rules = Rules({"certification": ("tmdb",)})
    item = Item(ItemRow(1, "movie", "scraped", "[REC] the Hum"), None, merge_metadata(words, rules))
    found = why("certification", item, words, rules)
    assert (found.value, [say.provider for say in found.said]) == (None, ["omdb"])
    assert found.reason == "none of merge.certification says anything, and others are not heard: tmdb"


@pytest.mark.parametrize("before", [{}, {"imdb": Rating(6.0, 10)}])
def test_a_rating_out_of_the_data_files_is_what_imdb_says_now(before: dict[str, Rating]) -> None:
    words: tuple[Word, ...] = (
        ("imdb", Metadata(title="[REC] the Hum", ratings=before)),
        ("tmdb", Metadata(ratings={"tmdb": Rating(7.1, None)})),
    )
    facts = Metadata(ratings={"imdb": Rating(8.8, 20), "tmdb": Rating(7.1, None)})
    origin = {"ratings": Provenance("imdb", None, "now")}
    item = Item(ItemRow(1, "movie", "scraped", "[REC] the Hum"), None, facts, provenance=origin)
    said = {say.provider: (say.value, say.won) for say in why("ratings", item, words, RULES).said}
    assert said == {"imdb": (["imdb 8.8 of 10 by 20"], True), "tmdb": (["tmdb 7.1 of 10"], False)}
