"""A bad field is left out; a whole answer is lost only when it is none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emm_tui.domain.errors import ProviderError
from emm_tui.providers.answers import decode
from emm_tui.providers.tmdb_answers import MovieAnswer
from tests.providers.film import IDENT, FakeEndpoint, film_of, movie, show_of, tmdb
from tests.providers.mutate import WRONG, Path, changed, mutants, named, places
from tests.providers.show import IDENT as SHOW
from tests.providers.show import season, show


@pytest.mark.parametrize("path", list(places(movie())), ids=named)
async def test_no_single_field_can_cost_a_film(path: Path) -> None:
    for mutant in mutants(movie(), path):
        endpoint = FakeEndpoint()
        endpoint.table[f"/movie/{IDENT}"] = mutant
        found = await film_of(tmdb(endpoint, "de-DE", "en-US"), IDENT)
        assert found.metadata.title
        assert found.metadata.ids["tmdb"] == str(IDENT)
        json.dumps(found.metadata.title).encode("utf-8")
        str(found.metadata).encode("utf-8")


def show_document() -> dict[str, Any]:
    """Details and seasons in one body, as TMDB appends them."""
    return show() | {f"season/{n}": season(n, 1) for n in (0, 1)}


@pytest.mark.parametrize("path", list(places(show_document())), ids=named)
async def test_no_single_field_can_cost_a_show(path: Path) -> None:
    for mutant in mutants(show_document(), path):
        endpoint = FakeEndpoint()
        endpoint.table[f"/tv/{SHOW}"] = mutant
        found = await show_of(tmdb(endpoint, "de-DE", "en-US"), SHOW, (0, 1))
        assert found.metadata.title
        assert found.metadata.ids["tmdb"] == str(SHOW)
        for held in found.seasons.values():
            assert held.metadata.title
            assert all(each.metadata.title for each in held.episodes)
            str(held).encode("utf-8")
        str(found.metadata).encode("utf-8")


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_broken_season_costs_no_other(wrong: object) -> None:
    endpoint = FakeEndpoint()
    endpoint.table[f"/tv/{SHOW}"] = changed(show_document(), ("season/0",), wrong)
    found = await show_of(tmdb(endpoint), SHOW, (0, 1))
    assert [each.metadata.title for each in found.seasons[1].episodes] == ["The 1. [Reed]"]


def test_a_wrong_field_takes_no_other_with_it() -> None:
    body = json.dumps({"title": "Quayside", "runtime": {"x": 1}, "vote_count": "12", "genres": [5, {"name": "Drama"}]})
    found = decode(body.encode(), MovieAnswer, "tmdb")
    assert (found.title, found.runtime, found.vote_count) == ("Quayside", None, 12)
    assert [genre.name for genre in found.genres] == ["Drama"]


def test_a_field_that_has_drifted_is_named_and_one_that_is_empty_is_not() -> None:
    credits = {"cast": [{"name": 5}, {"name": None}, "x"], "crew": None}
    body = json.dumps({"runtime": {"x": 1}, "vote_count": "12", "tagline": None, "credits": credits, "new": [3]})
    strange: list[str] = []
    decode(body.encode(), MovieAnswer, "tmdb", strange.append)
    assert sorted(strange) == ["credits.cast", "credits.cast.name", "runtime"]


async def test_the_endpoint_is_told_of_a_field_that_has_drifted() -> None:
    endpoint = FakeEndpoint()
    endpoint.table[f"/movie/{IDENT}"] = movie(runtime="an hour")
    assert (await film_of(tmdb(endpoint), IDENT)).metadata.runtime is None
    assert endpoint.strange == ["runtime"]


@pytest.mark.parametrize(
    "part", [b'"budget":NaN', b'"budget":' + b"9" * 6000, b'"x":"\\ud800"', b'"x":1e999', b'"title":"a","title":"b"']
)
def test_json_that_a_strict_reader_refuses_is_read(part: bytes) -> None:
    found = decode(b'{"id":5,' + part + b',"status":"Released"}', MovieAnswer, "tmdb")
    assert (found.id, found.status) == (5, "Released")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*movie(), "id"]), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_any_json_is_an_answer_or_an_error_of_the_provider(document: object) -> None:
    body = json.dumps(document).encode()
    if isinstance(document, dict):
        assert isinstance(decode(body, MovieAnswer, "tmdb"), MovieAnswer)
    else:
        with pytest.raises(ProviderError):
            decode(body, MovieAnswer, "tmdb")


@given(st.binary(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_an_answer_or_an_error_of_the_provider(body: bytes) -> None:
    try:
        decode(body, MovieAnswer, "tmdb")
    except ProviderError as error:
        assert error.provider == "tmdb"
