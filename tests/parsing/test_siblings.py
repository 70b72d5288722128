"""Folders whose names explain each other."""

from __future__ import annotations

from emm_tui.domain.guess import Guess, SourceKind
from emm_tui.parsing import parse, parse_folder


def folder(pattern: str, numbers: range, kind: SourceKind | None = "tv") -> list[Guess]:
    return parse_folder([pattern.format(n) for n in numbers], kind)


def test_the_answers_come_in_the_order_of_the_paths() -> None:
    paths = ["TV/Ash/Ash S01E02.mkv", "TV/Ash/Ash S01E01.mkv", "TV/Ash/poster.jpg"]
    assert [g.path for g in parse_folder(paths, "tv")] == paths


def test_an_empty_folder_has_no_answers() -> None:
    assert parse_folder([], "tv") == []


def test_a_single_name_is_read_on_its_own() -> None:
    path = "TV/Ash Tower/Ash Tower 86.mkv"
    assert parse_folder([path], "tv") == [parse(path, "tv")]


def test_sure_names_are_not_touched_by_their_siblings() -> None:
    paths = [f"TV/Ash/Ash 7 - S01E{n:02} - Door {n + 3}.mkv" for n in range(1, 5)]
    assert parse_folder(paths, "tv") == [parse(path, "tv") for path in paths]


def test_the_number_that_varies_is_the_episode_and_not_the_one_of_the_title() -> None:
    found = folder("Anime/Ash 86/Ash 86 {:02} rising.mkv", range(1, 5))
    assert [g.absolute for g in found] == [(1,), (2,), (3,), (4,)]
    assert {g.title for g in found} == {"Ash 86"}


def test_a_title_that_is_a_number_keeps_it() -> None:
    found = folder("86/86 {} tower.mkv", range(1, 5))
    assert [g.absolute for g in found] == [(1,), (2,), (3,), (4,)]


def test_numbers_in_episode_titles_do_not_confuse() -> None:
    paths = ["Anime/Ash/Ash 01 the 7 doors.mkv", "Anime/Ash/Ash 02 room 12.mkv", "Anime/Ash/Ash 03 ten to 9.mkv"]
    assert [g.absolute for g in parse_folder(paths, "tv")] == [(1,), (2,), (3,)]


def test_in_a_season_folder_they_are_episodes_of_it() -> None:
    found = folder("TV/Ash/Season 2/ash.{}.mkv", range(8, 13))
    assert [(g.season, g.episodes) for g in found] == [(2, (n,)) for n in range(8, 13)]
    assert {g.title for g in found} == {"ash"}


def test_names_of_nothing_but_numbers_take_the_title_of_the_folder() -> None:
    found = folder("TV/Ash Tower/{:02}.mkv", range(1, 4))
    assert {g.title for g in found} == {"Ash Tower"}
    assert [g.absolute or g.episodes for g in found] == [(1,), (2,), (3,)]


def test_season_and_episode_in_one_number_stay_what_they_are() -> None:
    found = folder("TV/Ash/ash.{}.hdtv.mkv", range(101, 105))
    assert [(g.season, g.episodes) for g in found] == [(1, (n,)) for n in range(1, 5)]


def test_years_do_not_count_episodes() -> None:
    found = folder("TV/Ash/Ash {}.mkv", range(2001, 2005))
    assert not any(g.absolute or g.episodes for g in found)


def test_without_a_hint_numbers_must_follow_one_another() -> None:
    apart = parse_folder(["Ash 1.mkv", "Ash 40.mkv", "Ash 300.mkv"], None)
    assert {g.kind for g in apart} == {"movie"}
    together = parse_folder(["Ash Rising 1.mkv", "Ash Rising 2.mkv", "Ash Rising 3.mkv"], None)
    assert {g.kind for g in together} == {"episode"}


def test_two_shows_in_a_folder_are_told_apart() -> None:
    paths = [f"Mixed/{show} {n:02}.mkv" for show in ("Ash Tower", "Birch Lane") for n in (1, 2, 3)]
    found = parse_folder(paths, "tv")
    assert [g.title for g in found] == ["Ash Tower"] * 3 + ["Birch Lane"] * 3
    assert [g.absolute for g in found] == [(1,), (2,), (3,)] * 2


def test_siblings_make_an_open_answer_sure() -> None:
    alone = parse("Anime/Ash/Ash 02 rising.mkv", "tv")
    together = folder("Anime/Ash/Ash {:02} rising.mkv", range(1, 5))[1]
    assert together.confidence >= 0.9 >= alone.confidence


def test_parts_of_one_film_are_numbered() -> None:
    found = folder("Movies/Ash Tower/Ash Tower Part {}.mkv", range(1, 4), "movies")
    assert [(g.title, g.part) for g in found] == [("Ash Tower", 1), ("Ash Tower", 2), ("Ash Tower", 3)]


def test_two_films_of_a_series_are_no_parts() -> None:
    found = parse_folder(["Movies/Ash Part 1 (1999).mkv", "Movies/Ash Part 2 (2003).mkv"], "movies")
    assert [(g.title, g.year, g.part) for g in found] == [("Ash Part 1", 1999, None), ("Ash Part 2", 2003, None)]


def test_films_of_a_series_are_no_episodes() -> None:
    found = parse_folder([f"Movies/Ash Tower {n}.mkv" for n in (1, 2, 3)], "movies")
    assert [(g.kind, g.title) for g in found] == [("movie", f"Ash Tower {n}") for n in (1, 2, 3)]


def test_trailers_and_samples_have_no_siblings() -> None:
    paths = [f"Movies/Ash (1999)/Ash (1999)-trailer{n}.mkv" for n in (1, 2, 3)]
    assert {g.kind for g in parse_folder(paths, None)} == {"trailer"}


def test_a_show_that_is_named_like_a_folder_of_extras_has_episodes() -> None:
    assert {g.kind for g in folder("TV/Shorts/Shorts.S01E{:02}.mkv", range(1, 4))} == {"episode"}
