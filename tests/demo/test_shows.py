"""The shows of the demo: every way in which people keep them, and a provider that answers for them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from emm_tui.config import Config
from emm_tui.config_file import load
from emm_tui.demo import Options, fill, opened
from emm_tui.demo.catalogue import catalogue
from emm_tui.demo.names import folded
from emm_tui.demo.provider import Provider
from emm_tui.demo.show_files import files_of
from emm_tui.demo.shows import FORMS, Show
from emm_tui.demo.words import HOSTILE_SHOWS
from emm_tui.domain.query import parse_query
from emm_tui.paths import Paths
from emm_tui.session import Session

ADDRESS = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def shows() -> list[Show]:
    return catalogue(0, 8, 1).shows


@pytest.fixture(scope="module")
def provider() -> Provider:
    return Provider(catalogue(0, 8, 1), ADDRESS)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo of shows alone that is scraped; nothing may be changed in it."""
    return asyncio.run(_scraped(tmp_path_factory.mktemp("demo") / "home"))


async def _scraped(folder: Path) -> Path:
    options = Options(movies=0, shows=4, keep=folder)
    with opened(options) as home:
        session = Session.open(*_settings(home))
        await fill(session, options)
        session.close()
    return folder


@pytest.fixture
def session(home: Path) -> Iterator[Session]:
    found = Session.open(*_settings(home))
    yield found
    found.close()


def _settings(home: Path) -> tuple[Paths, Config]:
    paths = Paths.resolve({"EMM_HOME": str(home)})
    return paths, load(paths, {})


def ask(provider: Provider, target: str) -> dict[str, object]:
    status, _, body = provider.reply(target)
    assert status == 200, target
    found: dict[str, object] = json.loads(body)
    return found


# -- what there is
def test_four_shows_take_every_form(shows: list[Show]) -> None:
    assert [show.form for show in shows[:4]] == list(FORMS)
    assert [show.form for show in catalogue(0, 4, 1).strays] == ["stray"]


def test_two_shows_share_a_name_and_their_years_are_far_apart(shows: list[Show]) -> None:
    first, second = shows[:2]
    assert folded(first.title) == folded(second.title)
    assert second.year - first.year >= 10


def test_titles_that_break_careless_programs_are_among_many_shows() -> None:
    made = catalogue(0, 16, 1).shows
    assert {show.title for show in made if show.hostile} == set(HOSTILE_SHOWS)


@pytest.mark.parametrize("seed", range(5))
def test_no_two_files_of_a_library_of_shows_are_the_same_and_none_lies_outside(seed: int) -> None:
    paths = [path for show in catalogue(0, 20, seed).all_shows() for path in files_of(show)]
    assert len(paths) == len(set(paths))
    assert not [path for path in paths if path.startswith("/") or ".." in path or "\0" in path]


# -- what the provider says
def test_a_show_is_found_by_words_first_year_and_the_ids_of_others(provider: Provider, shows: list[Show]) -> None:
    first, second = shows[:2]
    query = folded(first.title).replace(" ", "+")
    both = ask(provider, f"/3/search/tv?query={query}")["results"]
    assert isinstance(both, list)
    assert {first.id, second.id} <= {row["id"] for row in both}
    one = ask(provider, f"/3/search/tv?query={query}&first_air_date_year={second.year}")["results"]
    assert isinstance(one, list)
    assert [row["id"] for row in one] == [second.id]
    for ident, source in ((first.imdb, "imdb_id"), (str(first.tvdb), "tvdb_id")):
        rows = ask(provider, f"/3/find/{ident}?external_source={source}")["tv_results"]
        assert isinstance(rows, list)
        assert [row["id"] for row in rows] == [first.id]


def test_a_search_finds_a_title_without_its_apostrophe() -> None:
    assert folded("The Heron's Kite") == folded("the herons kite")


def test_seasons_come_with_their_show_when_they_are_asked_for(provider: Provider, shows: list[Show]) -> None:
    ident = shows[0].id
    answer = ask(provider, f"/3/tv/{ident}?append_to_response=external_ids,season/0,season/1,season/9")
    assert {"external_ids", "season/0", "season/1"} <= answer.keys()
    assert not {"images", "season/2", "season/9"} & answer.keys()
    assert answer["season/1"] == ask(provider, f"/3/tv/{ident}/season/1")


def test_more_than_twenty_parts_are_refused(provider: Provider, shows: list[Show]) -> None:
    parts = [f"season/{number}" for number in range(21)]
    assert provider.reply(f"/3/tv/{shows[0].id}?append_to_response={','.join(parts[:20])}")[0] == 200
    assert provider.reply(f"/3/tv/{shows[0].id}?append_to_response={','.join(parts)}")[0] == 400


@pytest.mark.parametrize("path", ["/3/tv/1", "/3/tv/1/season/1", "/3/tv/60001/season/9", "/t/p/original/still-1.jpg"])
def test_shows_seasons_and_stills_that_do_not_exist_are_not_found(provider: Provider, path: str) -> None:
    assert provider.reply(path)[0] == 404


def test_every_picture_that_an_answer_names_can_be_fetched(provider: Provider, shows: list[Show]) -> None:
    season = ask(provider, f"/3/tv/{shows[3].id}/season/1")
    episodes = season["episodes"]
    assert isinstance(episodes, list)
    for path in (season["poster_path"], *(row["still_path"] for row in episodes)):
        status, kind, _ = provider.reply(f"/t/p/original{path}")
        assert (status, kind) == (200, "image/jpeg")


# -- all of it at work
def test_shows_of_every_form_are_scraped_and_what_nobody_knows_is_told(session: Session) -> None:
    library = session.library
    shows = library.rows(library.ids(parse_query("kind:show")))
    assert len(shows) == 5
    assert {show.state for show in shows} == {"scraped"}
    assert len({show.tmdb for show in shows}) == 5
    assert sorted(len(library.item(show.id).folders) for show in shows) == [0, 1, 1, 1, 2]
    waiting = [library.item(item.row.id) for item in library.review()]
    assert [(item.row.kind, item.row.state, item.row.episode) for item in waiting] == [("episode", "unmatched", 77)]
    match = waiting[0].match
    assert match is not None
    assert "S02E77 is not known at tmdb" in match.reasons[0]


def test_counted_and_dated_files_get_the_numbers_of_their_episodes(session: Session) -> None:
    rows = session.library.rows(session.library.ids(parse_query("kind:episode")))
    counted = [row for row in rows if "[HERON]" in str(row.path)]
    assert sorted((row.season, row.episode) for row in counted) == [(s, e) for s in (1, 2) for e in range(1, 7)]
    dated = [row for row in rows if "[REC]" in str(row.path)]
    assert sorted((row.season, row.episode) for row in dated) == [(0, 1), *((1, e) for e in range(1, 6))]


def test_a_show_without_its_last_episode_lacks_episodes_and_a_whole_one_none(session: Session) -> None:
    library = session.library
    complete = library.rows(library.ids(parse_query("kind:show !missing:episodes")))
    missing = library.rows(library.ids(parse_query("kind:show missing:episodes")))
    assert catalogue(0, 4, 1).shows[0].id in {row.tmdb for row in missing}
    assert catalogue(0, 4, 1).shows[1].id in {row.tmdb for row in complete}


def test_seasons_and_episodes_get_their_pictures_and_a_single_file_no_show_of_its_folder(home: Path) -> None:
    media = home / "media" / "Shows"
    assert list(media.glob("*/season01-poster.jpg"))
    assert list(media.glob("*/season-specials-poster.jpg"))
    assert list(media.glob("* - S01E03-thumb.jpg"))
    assert not (media / "tvshow.nfo").exists()
    double = next(media.glob("*/Season 01/*S01E01E02*.nfo")).read_text(encoding="utf-8")
    assert double.count("<episodedetails") == 2
