"""Pages: taken as they are, kept as answers are; who lets no programs in is left alone for hours."""

from __future__ import annotations

import pytest

from emm_tui.domain import events as ev
from emm_tui.domain.errors import MissingError, ProviderDownError, ProviderError
from tests.net.conftest import KEY, Net
from tests.rigs.fault_server import PAGE, answer


async def test_a_page_is_asked_for_as_one_and_kept(net: Net) -> None:
    net.server.answers["/title"] = [answer(200, PAGE, "text/html")]
    for _ in range(2):
        assert await net.tmdb.page("/title", {"ref": "[REC]"}, operation="imdb.title") == PAGE
    assert len(net.server.seen) == 1 and net.server.seen[0].headers["accept"].startswith("text/html")
    assert f"api_key={KEY}" in net.server.seen[0].target


@pytest.mark.parametrize(
    "blocked",
    [
        answer(202, b"", "text/html", "x-amzn-waf-action: challenge"),
        answer(200, PAGE, "text/html", "cf-mitigated: challenge"),
        answer(200, b" \n", "text/html"),
        answer(204, b""),
        answer(403, PAGE, "text/html"),
        answer(401, PAGE, "text/html"),
    ],
)
async def test_a_block_is_found_out_once(net: Net, blocked: bytes) -> None:
    net.server.answers["/title"] = [blocked]
    for path in ("/title", "/title", "/other"):
        with pytest.raises(ProviderDownError, match=r"lets no programs in") as raised:
            await net.tmdb.page(path, operation="imdb.title")
    assert "another 6 h" in str(raised.value) or "another 5 h" in str(raised.value)
    assert len(net.server.seen) == 1
    assert [event.state for event in net.told(ev.ProviderStateChanged)] == ["down"]


async def test_a_page_by_which_its_reader_knows_a_block_is_the_last_one(net: Net) -> None:
    net.server.answers["/title"] = [answer(200, PAGE, "text/html")]

    def accept(_body: bytes) -> None:
        raise ProviderDownError("tmdb", "lets no programs in.")

    for path in ("/title", "/title", "/other"):
        with pytest.raises(ProviderDownError, match=r"lets no programs in"):
            await net.tmdb.page(path, operation="imdb.title", accept=accept)
    assert len(net.server.seen) == 1
    assert [(event.state, event.detail) for event in net.told(ev.ProviderStateChanged)] == [
        ("down", "lets no programs in")
    ]


async def test_a_page_that_is_not_there_is_missing_and_remembered(net: Net) -> None:
    net.server.answers["/gone"] = [answer(410, PAGE, "text/html")]
    for path in ("/404-page", "/gone"):
        for _ in range(2):
            with pytest.raises(MissingError):
                await net.tmdb.page(path, operation="imdb.title")
        assert net.server.count(path) == 1


@pytest.mark.usefixtures("no_waiting")
async def test_a_host_with_trouble_is_asked_again(net: Net) -> None:
    net.server.answers["/title"] = [answer(503, PAGE, "text/html"), answer(200, PAGE, "text/html")]
    assert await net.tmdb.page("/title", operation="imdb.title") == PAGE


async def test_a_page_above_the_limit_is_refused(net: Net) -> None:
    net.server.answers["/title"] = [answer(200, b"<" * 8_000_001, "text/html")]
    with pytest.raises(ProviderError, match="larger than 8 MB"):
        await net.tmdb.page("/title", operation="imdb.title")
