"""A bad field is left out; a whole answer is lost only when it is none."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emm_tui.domain.errors import ProviderError
from emm_tui.providers.answers import decode
from emm_tui.providers.tmdb_answers import MovieAnswer
from tests.providers.film import IDENT, FakeEndpoint, movie, tmdb
from tests.providers.show import IDENT as SHOW
from tests.providers.show import season, show

DROPPED = object()
WRONG: list[object] = [
    DROPPED,
    None,
    "",
    "x\x00\ud800",
    0,
    -1,
    10**30,
    1.5,
    True,
    [],
    {},
    [None],
    {"id": None},
    [[1]],
    "\x1b]8;;",
]

Path = tuple[str | int, ...]


def places(value: object, here: Path = ()) -> Iterator[Path]:
    """The paths of all fields and rows in a document."""
    children: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        children = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    for key, child in children:
        yield (*here, key)
        yield from places(child, (*here, key))


def changed(document: dict[str, Any], path: Path, wrong: object) -> dict[str, Any]:
    """The document with one field dropped or replaced."""
    copied = copy.deepcopy(document)
    parent: Any = copied
    for key in path[:-1]:
        parent = parent[key]
    if wrong is DROPPED:
        del parent[path[-1]]
    else:
        parent[path[-1]] = wrong
    return copied


@pytest.mark.parametrize("path", list(places(movie())), ids=lambda path: ".".join(map(str, path)))
async def test_no_single_field_can_cost_a_film(path: Path) -> None:
    for wrong in WRONG:
        endpoint = FakeEndpoint()
        endpoint.table[f"/movie/{IDENT}"] = changed(movie(), path, wrong)
        found = await tmdb(endpoint, "de-DE", "en-US").movie(IDENT)
        assert found.metadata.title
        assert found.metadata.ids["tmdb"] == str(IDENT)
        json.dumps(found.metadata.title).encode("utf-8")
        str(found.metadata).encode("utf-8")


def show_document() -> dict[str, Any]:
    """Details and seasons in one body, as TMDB appends them."""
    return show() | {f"season/{n}": season(n, 1) for n in (0, 1)}


@pytest.mark.parametrize("path", list(places(show_document())), ids=lambda path: ".".join(map(str, path)))
async def test_no_single_field_can_cost_a_show(path: Path) -> None:
    for wrong in WRONG:
        endpoint = FakeEndpoint()
        endpoint.table[f"/tv/{SHOW}"] = changed(show_document(), path, wrong)
        found = await tmdb(endpoint, "de-DE", "en-US").show(SHOW, (0, 1))
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
    found = await tmdb(endpoint).show(SHOW, (0, 1))
    assert [each.metadata.title for each in found.seasons[1].episodes] == ["The 1. [Reed]"]


def test_a_wrong_field_takes_no_other_with_it() -> None:
    body = json.dumps({"title": "Quayside", "runtime": {"x": 1}, "vote_count": "12", "genres": [5, {"name": "Drama"}]})
    found = decode(body.encode(), MovieAnswer, "tmdb")
    assert (found.title, found.runtime, found.vote_count) == ("Quayside", None, 12)
    assert [genre.name for genre in found.genres] == ["Drama"]


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
