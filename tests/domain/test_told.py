"""Names, years, ids and addresses as people type them."""

from __future__ import annotations

import pytest

from emm_tui.domain.told import title_and_year, told_id


@pytest.mark.parametrize(
    ("text", "title", "year"),
    [
        ("The Lamp", "The Lamp", None),
        ("The Lamp (1961)", "The Lamp", 1961),
        (" The Lamp  1961 ", "The Lamp", 1961),
        ("[REC] [2007]", "[REC]", 2007),
        ("1984", "1984", None),
        ("1984 1984", "1984", 1984),
        ("Room 1234567", "Room 1234567", None),
        ("", "", None),
    ],
)
def test_a_year_at_the_end_is_the_titles(text: str, title: str, year: int | None) -> None:
    assert title_and_year(text) == (title, year)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("910001", ("tmdb", "910001")),
        ("tt9900001", ("imdb", "tt9900001")),
        (" tmdb:910001 ", ("tmdb", "910001")),
        ("tmdb-910001", ("tmdb", "910001")),
        ("TVDB 81", ("tvdb", "81")),
        ("imdbid=tt9900001", ("imdb", "tt9900001")),
        ("https://www.themoviedb.org/movie/910001-the-lamp", ("tmdb", "910001")),
        ("https://www.imdb.com/de/title/tt9900001/?ref=x", ("imdb", "tt9900001")),
        ("tt12", None),
        ("imdb:910001", None),
        ("The Lamp", None),
        ("٣٤٥", None),
        ("", None),
        ("9" * 40, None),
    ],
)
def test_an_id_says_whose_it_is(text: str, found: tuple[str, str] | None) -> None:
    assert told_id(text) == found
