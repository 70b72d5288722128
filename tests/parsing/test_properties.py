"""What holds for any path at all."""

from __future__ import annotations

from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emm_tui.domain.guess import SourceKind
from emm_tui.parsing import parse, parse_folder
from emm_tui.parsing.vocabulary import TERMS

KINDS: st.SearchStrategy[SourceKind | None] = st.sampled_from(["movies", "tv", None])
ANYTHING = st.text(st.characters(), max_size=300)
BYTES = st.binary(max_size=300).map(lambda raw: raw.decode("utf-8", "surrogateescape"))
WORDS = (
    "S01E02 1x02 (1999) [Void] - . _ / \\ 1080p x264 -VOID {tmdb-1} {edition-x} cd1 Part II "
    "第02話 [12] ep Season 2 of 12 2011-02-03 20110203 Ⅷ １２ ½ ² tt0133093 trailer sample DTS-HD MA Director's Cut "
    "AKA www.x.org ★ \udcff \x1b[1m e e e s s x x 1 1 1 0 ( [ { 】 【 The , - - -"
).split()
GAPS = st.sampled_from([" ", ".", "_", "", "-"])
PIECES = st.lists(st.sampled_from(WORDS), max_size=40).flatmap(lambda words: GAPS.map(lambda gap: gap.join(words)))
RUNS = ["1-", "_-", "e1", "s1", "x1", "[", "((", "- 1", "第", "1.", "tt1", "Part 1 ", "a", "ß", "\ud800"]
WORD = st.text(ascii_lowercase, min_size=4, max_size=9).filter(lambda word: word not in TERMS).map(str.title)
TITLE = st.lists(WORD, min_size=2, max_size=4).map(lambda words: " ".join(["Qu", *words]))


@given(path=ANYTHING | BYTES | PIECES, kind=KINDS)
@settings(max_examples=1500, deadline=None)
def test_any_text_gets_an_answer_of_the_right_shape(path: str, kind: SourceKind | None) -> None:
    guess = parse(path, kind, explain=True)
    assert guess.path == path
    assert 0 <= guess.confidence <= 1
    assert guess.title is None or guess.title.strip()
    assert guess.year is None or 1880 <= guess.year <= 2099
    assert all(n >= 0 for n in (*guess.episodes, *guess.absolute))
    assert all(0 <= span.start <= span.end <= len(path) for span in guess.spans)
    assert all(path[span.start : span.end] == span.value for span in guess.spans)


@given(paths=st.lists(PIECES | ANYTHING, max_size=12), kind=KINDS)
@settings(max_examples=300, deadline=None)
def test_any_folder_gets_as_many_answers_as_it_has_names(paths: list[str], kind: SourceKind | None) -> None:
    assert [guess.path for guess in parse_folder(paths, kind)] == paths


@given(path=PIECES, kind=KINDS)
@settings(max_examples=300, deadline=None)
def test_the_same_path_gets_the_same_answer(path: str, kind: SourceKind | None) -> None:
    assert parse(path, kind) == parse(path, kind)


@given(title=TITLE, year=st.integers(1920, 2025))
@settings(max_examples=300, deadline=None)
def test_a_film_named_as_we_name_it_is_read_back(title: str, year: int) -> None:
    guess = parse(f"/srv/films/{title} ({year})/{title} ({year}).mkv", "movies")
    assert (guess.kind, guess.title, guess.year) == ("movie", title, year)
    again = parse(f"{guess.title} ({guess.year}).mkv", "movies")
    assert (again.title, again.year) == (guess.title, guess.year)


@given(title=TITLE, season=st.integers(0, 40), episode=st.integers(0, 300), count=st.integers(1, 4))
@settings(max_examples=300, deadline=None)
def test_an_episode_named_as_we_name_it_is_read_back(title: str, season: int, episode: int, count: int) -> None:
    numbers = tuple(range(episode, episode + count))
    marker = f"S{season:02}" + "-".join(f"E{n:02}" for n in numbers)
    guess = parse(f"/srv/tv/{title}/Season {season:02}/{title} - {marker}.mkv", "tv")
    assert (guess.kind, guess.title, guess.season, guess.episodes) == ("episode", title, season, numbers)


@pytest.mark.parametrize("piece", RUNS, ids=ascii)
def test_names_of_four_kilobytes_are_read_as_any_other(piece: str) -> None:
    for end in ("", ".mkv", " (1999).mkv", ".S01E01.mkv"):
        assert parse((piece * 4096)[:4000] + end, None).confidence <= 1
