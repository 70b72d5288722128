"""The demo: its catalogue, its provider, its pictures, and the whole of it at work."""

from __future__ import annotations

import io
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from emm_tui.config_file import load
from emm_tui.demo import Options, fill, opened
from emm_tui.demo.answers import SIZES
from emm_tui.demo.catalogue import catalogue
from emm_tui.demo.home import MARK
from emm_tui.demo.pictures import picture
from emm_tui.demo.provider import serving
from emm_tui.demo.rows import rows
from emm_tui.demo.words import HOSTILE_TITLES
from emm_tui.domain.errors import UsageError
from emm_tui.paths import Paths
from emm_tui.session import Session


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(catalogue(40, 2, 1)) as found:
        yield found


def ask(url: str) -> dict[str, object]:
    with urllib.request.urlopen(url) as answer:
        found: dict[str, object] = json.load(answer)
    return found


def session_of(home: Path) -> Session:
    paths = Paths.resolve({"EMM_HOME": str(home)})
    return Session.open(paths, load(paths, {}))


def test_the_same_seed_makes_the_same_catalogue_and_another_seed_another() -> None:
    assert catalogue(30, 5, 5) == catalogue(30, 5, 5)
    assert catalogue(30, 5, 5).shows != catalogue(30, 5, 6).shows
    assert catalogue(30, 3, 5).films != catalogue(30, 3, 6).films


@pytest.mark.parametrize(("movies", "shows"), [(0, 0), (1, 0), (3, 1), (40, 4), (200, 9)])
def test_a_catalogue_has_as_many_titles_as_asked_for(movies: int, shows: int) -> None:
    made = catalogue(movies, shows, 1)
    assert (len(made.films), len(made.shows)) == (movies, shows)
    assert len({film.id for film in made.all_films()}) == movies + len(made.twins)
    assert len({show.id for show in made.all_shows()}) == shows + shows // 4


def test_a_catalogue_of_the_usual_size_has_what_breaks_careless_programs() -> None:
    made = catalogue(40, 4, 1)
    assert {film.title for film in made.films if film.hostile} == set(HOSTILE_TITLES)
    assert [film.title for film in made.twins] == [
        film.title for film in made.films if film.title in {twin.title for twin in made.twins}
    ]
    assert any(film.set for film in made.films)


@pytest.mark.parametrize("kind", list(SIZES))
def test_a_picture_has_its_size_and_is_drawn_the_same_twice(kind: str) -> None:
    drawn = picture(
        kind, 7, "Signal \x1b]52;c;ZGVtbw==\x07Lost in a Very Long Title That Needs Three Lines", "Somebody"
    )
    assert drawn == picture(
        kind, 7, "Signal \x1b]52;c;ZGVtbw==\x07Lost in a Very Long Title That Needs Three Lines", "Somebody"
    )
    assert Image.open(io.BytesIO(drawn)).size == SIZES[kind]
    assert Image.open(io.BytesIO(drawn)).format == ("PNG" if kind == "logo" else "JPEG")


@pytest.mark.parametrize("title", ["", "سفينة", "x" * 300, "[/]", "\ud800"])
def test_a_title_that_cannot_be_lettered_still_gets_a_poster(title: str) -> None:
    assert Image.open(io.BytesIO(picture("poster", 1, title, ""))).size == SIZES["poster"]


def test_the_provider_finds_a_film_by_words_year_and_id(address: str) -> None:
    film = next(film for film in catalogue(40, 2, 1).films if not film.hostile)
    query = urllib.request.quote(film.title.lower())  # type: ignore[attr-defined]
    hits = ask(f"{address}/3/search/movie?query={query}&year={film.year}")["results"]
    assert isinstance(hits, list)
    assert film.id in [hit["id"] for hit in hits]
    assert ask(f"{address}/3/search/movie?query={query}&year=1801")["results"] == []
    assert ask(f"{address}/3/search/movie?query=%5B%2F%5D")["results"] == []
    assert ask(f"{address}/3/find/{film.imdb}")["movie_results"]
    assert ask(f"{address}/3/movie/{film.id}")["title"] == film.title


@pytest.mark.parametrize("path", ["/3/movie/1", "/3/collection/1", "/3/nothing", "/t/p/original/poster-1.jpg", "/"])
def test_what_the_provider_does_not_have_is_not_found(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(address + path)
    assert error.value.code == 404


def test_two_requests_go_over_one_connection(address: str) -> None:
    import http.client

    connection = http.client.HTTPConnection(address.removeprefix("http://"))
    for _ in range(2):
        connection.request("GET", "/3/configuration")
        assert json.loads(connection.getresponse().read())["images"]["secure_base_url"].startswith(address)
    connection.close()


async def test_a_demo_is_scanned_scraped_and_left_in_the_folder_to_keep(tmp_path: Path) -> None:
    options = Options(movies=14, shows=1, keep=tmp_path / "home")
    with opened(options) as home:
        session = session_of(home)
        first = await fill(session, options)
        second = await fill(session, options)
        session.close()
    assert (first.shows, first.scraped_shows, first.failed) == (1, 1, 0)
    assert (first.episodes, first.scraped_episodes) == (12, 11)
    assert first.scraped + first.review == first.movies + 1 == 17
    assert first.scraped >= 12
    assert first.review >= 4
    assert first.images > 3 * first.scraped
    assert (second.requests, second.images) == (0, 0)
    assert list((tmp_path / "home" / "media" / "Movies").rglob("*.nfo"))
    session = session_of(tmp_path / "home")
    assert session.library.status().counts["movie"]["scraped"] == first.scraped
    session.close()


def test_a_demo_opened_again_has_the_address_of_before(tmp_path: Path) -> None:
    options = Options(movies=1, shows=0, keep=tmp_path)
    texts = []
    for _ in range(2):
        with opened(options) as home:
            texts.append((home / "config.toml").read_text())
    assert texts[0] == texts[1]
    assert texts[0].startswith(MARK)


@pytest.mark.parametrize(
    ("movies", "shows", "sources"), [(1, 1, ["Movies", "Shows"]), (0, 1, ["Shows"]), (1, 0, ["Movies"])]
)
def test_what_nobody_asked_for_is_no_source(movies: int, shows: int, sources: list[str], tmp_path: Path) -> None:
    with opened(Options(movies=movies, shows=shows, keep=tmp_path)) as home:
        paths = Paths.resolve({"EMM_HOME": str(home)})
        assert [source.name for source in load(paths, {}).sources] == sources


def test_a_temporary_demo_leaves_nothing_behind() -> None:
    with opened(Options(movies=2, shows=1)) as home:
        assert list((home / "media").rglob("*.mkv"))
    assert not home.exists()


def test_a_home_that_is_not_a_demos_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[library]\n")
    with pytest.raises(UsageError), opened(Options(keep=tmp_path)):
        pass
    assert (tmp_path / "config.toml").read_text() == "[library]\n"


async def test_a_prefilled_demo_has_its_rows_and_no_files(tmp_path: Path) -> None:
    options = Options(movies=500, shows=3, keep=tmp_path, prefill=True)
    with opened(options) as home:
        session = session_of(home)
        await fill(session, options)
        again = await fill(session, options)
        session.close()
    assert (again.movies, again.shows, again.episodes) == (500, 3, 36)
    assert again.rows()[-1] == ("home", str(tmp_path))
    assert not list((tmp_path / "media").rglob("*.*"))


def test_rows_come_one_at_a_time() -> None:
    endless = rows(10**12, 0, 1)
    assert len({next(endless).title for _ in range(200)}) > 100
