"""Which pictures of a film are on offer, and from where."""

from __future__ import annotations

import pytest

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.errors import ProviderError
from tests.providers.film import BASE, IDENT, FakeEndpoint, film_of, image, movie, tmdb


async def artwork(*languages: str, art: tuple[str, ...] = (), **changes: object) -> list[ArtworkCandidate]:
    endpoint = FakeEndpoint()
    endpoint.table[f"/movie/{IDENT}"] = movie(**changes)
    return (await film_of(tmdb(endpoint, *languages, art=art), IDENT)).artwork


def offered(found: list[ArtworkCandidate]) -> set[tuple[str, str, str | None]]:
    return {(c.kind, c.url.removeprefix(f"{BASE}original/"), c.language) for c in found}


async def test_pictures_are_textless_or_of_the_chain_the_original_or_english() -> None:
    assert offered(await artwork("de-DE")) == {
        ("poster", "p-en.jpg", "en"),
        ("poster", "p-none.jpg", None),
        ("poster", "p-ko.jpg", "ko"),
        ("fanart", "b-none.jpg", None),
        ("fanart", "b-en.jpg", "en"),
        ("clearlogo", "l-en.png", "en"),
    }


async def test_artwork_has_a_chain_of_its_own() -> None:
    assert ("poster", "p-sv.jpg", "sv") in offered(await artwork("de-DE", art=("sv-SE",)))


async def test_a_candidate_says_all_that_a_choice_needs() -> None:
    found = (await artwork())[0]
    assert found == ArtworkCandidate(
        "poster", "tmdb", f"{BASE}original/p-en.jpg", f"{BASE}w342/p-en.jpg", 2000, 3000, "en", votes=7, score=5.5
    )


async def test_without_a_list_the_main_pictures_stand_in() -> None:
    found = await artwork(images={"posters": [image("p-sv.jpg", "sv")], "backdrops": [], "logos": []})
    assert offered(found) == {("poster", "main.jpg", "en"), ("fanart", "wide.jpg", None)}
    assert await artwork(images=None, poster_path=None, backdrop_path=None) == []


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "x.jpg", "//evil.example/x.jpg", "/a.jpg?x=1", "/a\x00.jpg", "/a.exe", "", None]
)
async def test_a_path_that_is_no_picture_of_theirs_is_left_out(path: str | None) -> None:
    bad = image("x.jpg", "en", file_path=path)
    assert await artwork(images={"posters": [bad]}, poster_path=path, backdrop_path=path) == []


@pytest.mark.parametrize("code", ["xx", "", None, "zxx", "EN"])
async def test_junk_languages_mean_textless(code: str | None) -> None:
    found = await artwork(images={"posters": [image("p.jpg", code)]}, backdrop_path=None)
    assert [c.language for c in found] == [None]


@pytest.mark.parametrize(
    "base", ["http://pictures.example/", "file:///etc/", "javascript:x", "", None, "https://[::", 5]
)
async def test_pictures_come_over_https_alone(base: object) -> None:
    endpoint = FakeEndpoint()
    endpoint.table["/configuration"] = {"images": {"secure_base_url": base}}
    with pytest.raises(ProviderError, match="where its pictures are"):
        await film_of(tmdb(endpoint), IDENT)


@pytest.mark.parametrize("base", ["http://127.0.0.1:8123/t/p", "http://localhost:8123/t/p/", "http://[::1]:8/t/p/"])
async def test_a_server_on_this_machine_may_serve_pictures(base: str) -> None:
    endpoint = FakeEndpoint()
    endpoint.table["/configuration"] = {"images": {"secure_base_url": base}}
    found = await film_of(tmdb(endpoint), IDENT)
    assert found.artwork[0].url == base.rstrip("/") + "/original/p-en.jpg"


async def test_the_host_of_the_pictures_may_be_fetched_from() -> None:
    endpoint = FakeEndpoint()
    await film_of(tmdb(endpoint), IDENT)
    assert endpoint.image_hosts == {"pictures.example"}
