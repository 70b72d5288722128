"""An endpoint answers out of the cache when it may, and asks as seldom as it can."""

from __future__ import annotations

import asyncio
import time

import pytest

from emm_tui.config import Config
from emm_tui.domain import events as ev
from emm_tui.domain.errors import KeyRefusedError, MissingError, ProviderDownError, ProviderError
from tests.net.conftest import KEY, Net, Open
from tests.rigs.fault_server import GOOD, answer

OTHER = b'{"title": "[/] and more"}'


async def test_a_fresh_answer_is_not_asked_for_again(net: Net) -> None:
    first = await net.tmdb.get("/movie/7", {"language": "en-US"}, operation="tmdb.movie")
    second = await net.tmdb.get("/movie/7", {"language": "en-US"}, operation="tmdb.movie")
    assert first == second == GOOD
    assert net.server.count("/movie/7") == 1
    assert [event.hit for event in net.told(ev.CacheLooked)] == [False, True]
    assert net.metrics.providers["tmdb"].requests == 1


async def test_the_cache_is_shared_with_the_next_run(net: Net, open_net: Open) -> None:
    await net.tmdb.get("/movie/7", operation="tmdb.movie")
    again = await open_net()
    assert await again.tmdb.get("/movie/7", operation="tmdb.movie") == GOOD
    assert net.server.count("/movie/7") == 1


async def test_other_parameters_are_another_question(net: Net) -> None:
    await net.tmdb.get("/movie/7", {"language": "en-US"}, operation="tmdb.movie")
    await net.tmdb.get("/movie/7", {"language": "de-DE"}, operation="tmdb.movie")
    assert net.server.count("/movie/7") == 2


async def test_the_key_goes_with_the_request_and_never_into_the_cache(net: Net) -> None:
    await net.tmdb.get("/movie/7", operation="tmdb.movie")
    assert f"api_key={KEY}" in net.server.seen[0].target
    files = [path for path in net.directory.rglob("*") if path.is_file()]
    assert files and not any(KEY.encode() in path.read_bytes() for path in files)


async def test_a_stale_answer_is_revalidated_by_its_etag(net: Net) -> None:
    for _ in range(2):
        assert await net.tmdb.get("/etag", operation="tmdb.movie", ttl=0) == GOOD
    assert [seen.headers.get("if-none-match") for seen in net.server.seen] == [None, '"v1"']
    assert [event.status for event in net.told(ev.RequestEnded)] == [200, 304]
    assert await net.tmdb.get("/etag", operation="tmdb.movie", ttl=60) == GOOD
    assert net.server.count("/etag") == 3
    assert await net.tmdb.get("/etag", operation="tmdb.movie", ttl=60) == GOOD
    assert net.server.count("/etag") == 3


async def test_a_404_is_remembered(net: Net) -> None:
    for _ in range(2):
        with pytest.raises(MissingError):
            await net.tmdb.get("/404", operation="tmdb.movie")
    assert net.server.count("/404") == 1


async def test_a_404_page_is_not_remembered(net: Net) -> None:
    for _ in range(2):
        with pytest.raises(MissingError):
            await net.tmdb.get("/404-page", operation="tmdb.movie")
    assert net.server.count("/404-page") == 2


async def test_a_refresh_asks_once_and_then_relies_on_what_it_got(net: Net, open_net: Open) -> None:
    await net.tmdb.get("/etag", operation="tmdb.movie")
    refresh = await open_net(not_before=time.time())
    await refresh.tmdb.get("/etag", operation="tmdb.movie")
    await refresh.tmdb.get("/etag", operation="tmdb.movie")
    assert net.server.count("/etag") == 2
    assert "if-none-match" not in net.server.seen[1].headers


@pytest.mark.usefixtures("no_waiting")
async def test_a_provider_that_is_down_answers_with_what_is_stale(net: Net) -> None:
    net.server.answers["/movie/7"] = [answer(200, GOOD), answer(500, b"", "text/plain")]
    await net.tmdb.get("/movie/7", operation="tmdb.movie", ttl=0)
    assert await net.tmdb.get("/movie/7", operation="tmdb.movie", ttl=0) == GOOD
    assert net.client.degraded == {"tmdb"}


@pytest.mark.usefixtures("no_waiting")
async def test_a_refresh_of_a_provider_that_is_down_keeps_what_is_there(net: Net, open_net: Open) -> None:
    net.server.answers["/movie/7"] = [answer(200, GOOD), answer(500, b"", "text/plain")]
    await net.tmdb.get("/movie/7", operation="tmdb.movie")
    refresh = await open_net(not_before=time.time())
    assert await refresh.tmdb.get("/movie/7", operation="tmdb.movie") == GOOD
    assert refresh.client.degraded == {"tmdb"} and not net.client.degraded


async def test_offline_answers_from_the_cache_alone(net: Net, open_net: Open) -> None:
    await net.tmdb.get("/movie/7", operation="tmdb.movie", ttl=0)
    config = Config()
    config.cache.offline = True
    offline = await open_net(config)
    assert await offline.tmdb.get("/movie/7", operation="tmdb.movie") == GOOD
    with pytest.raises(ProviderDownError, match="offline is on"):
        await offline.tmdb.get("/movie/8", operation="tmdb.movie")
    with pytest.raises(ProviderDownError, match="offline is on"):
        await offline.tmdb.download(net.server.url + "/picture")
    assert len(net.server.seen) == 1 and not offline.client.degraded


GARBAGE = b'{"success": false}'


def refuse_garbage(body: bytes) -> None:
    if body == GARBAGE:
        raise ProviderError("tmdb", "that is no film.")


async def test_an_answer_that_is_not_accepted_is_never_kept(net: Net, open_net: Open) -> None:
    net.server.answers["/movie/7"] = [answer(200, GARBAGE), answer(200, GOOD)]
    with pytest.raises(ProviderError, match="no film"):
        await net.tmdb.get("/movie/7", operation="tmdb.movie", accept=refuse_garbage)
    assert net.cache.usage() == {}
    for session in (net, await open_net()):
        assert await session.tmdb.get("/movie/7", operation="tmdb.movie", accept=refuse_garbage) == GOOD
    assert net.server.count("/movie/7") == 2


async def test_instead_of_an_answer_that_is_not_accepted_the_one_before_it_does(net: Net, open_net: Open) -> None:
    net.server.answers["/movie/7"] = [answer(200, GOOD), answer(200, GARBAGE)]
    await net.tmdb.get("/movie/7", operation="tmdb.movie", accept=refuse_garbage)
    refresh = await open_net(not_before=time.time())
    assert await refresh.tmdb.get("/movie/7", operation="tmdb.movie", accept=refuse_garbage) == GOOD
    assert refresh.client.degraded == {"tmdb"}
    assert await net.tmdb.get("/movie/7", operation="tmdb.movie", accept=refuse_garbage) == GOOD


async def test_a_kept_answer_that_is_not_accepted_is_asked_for_again(net: Net, open_net: Open) -> None:
    net.server.answers["/movie/7"] = [answer(200, GARBAGE, "application/json", 'ETag: "v1"'), answer(200, GOOD)]
    assert await net.tmdb.get("/movie/7", operation="tmdb.movie") == GARBAGE
    config = Config()
    config.cache.offline = True
    with pytest.raises(ProviderDownError):
        await (await open_net(config)).tmdb.get("/movie/7", operation="tmdb.movie", accept=refuse_garbage)
    assert await net.tmdb.get("/movie/7", operation="tmdb.movie", accept=refuse_garbage) == GOOD
    assert "if-none-match" not in net.server.seen[1].headers


async def test_tasks_that_ask_the_same_are_answered_by_one_request(net: Net) -> None:
    net.server.latency = 0.05
    bodies = await asyncio.gather(*(net.tmdb.get("/movie/7", operation="tmdb.movie") for _ in range(20)))
    assert bodies == [GOOD] * 20
    assert len(net.server.seen) == 1


async def test_a_cancelled_task_does_not_take_the_answer_from_the_others(net: Net) -> None:
    net.server.latency = 0.05
    first, *rest = [asyncio.create_task(net.tmdb.get("/movie/7", operation="tmdb.movie")) for _ in range(5)]
    await asyncio.sleep(0.02)
    first.cancel()
    assert await asyncio.gather(*rest) == [GOOD] * 4
    assert first.cancelled()


async def test_an_error_reaches_all_tasks_that_asked(net: Net) -> None:
    net.server.latency = 0.02
    asks = (net.tmdb.get("/404", operation="tmdb.movie") for _ in range(5))
    errors = await asyncio.gather(*asks, return_exceptions=True)
    assert all(isinstance(error, MissingError) for error in errors)
    assert len(net.server.seen) == 1


async def test_a_refused_key_names_its_setting_and_is_not_tried_again(net: Net) -> None:
    with pytest.raises(KeyRefusedError) as refused:
        await net.tmdb.get("/401", operation="tmdb.movie")
    assert "providers.tmdb.token" in str(refused.value) and "Invalid API key" in str(refused.value)
    with pytest.raises(KeyRefusedError):
        await net.tmdb.get("/movie/7", operation="tmdb.movie")
    assert len(net.server.seen) == 1
    assert [event.state for event in net.told(ev.ProviderStateChanged)] == ["refused"]


async def test_names_that_are_not_unicode_can_be_searched_for(net: Net) -> None:
    assert await net.tmdb.get("/search/movie", {"query": "Bad\udce9 [REC] \x1b & co"}, operation="tmdb.search") == GOOD


async def test_the_providers_own_ttl_counts(open_net: Open) -> None:
    config = Config()
    config.providers.tmdb.ttl = "0s"
    net = await open_net(config)
    for _ in range(2):
        await net.tmdb.get("/movie/7", operation="tmdb.movie")
    assert net.server.count("/movie/7") == 2


async def test_a_drifted_field_is_warned_of_once(net: Net) -> None:
    for field in ("runtime", "credits.cast", "runtime"):
        net.tmdb.drifted(field)
    texts = [event.text for event in net.told(ev.Warned)]
    assert [text.rpartition(": ")[2] for text in texts] == ["runtime", "credits.cast"]
    assert all(text.startswith("tmdb: ") for text in texts)


async def test_any_age_takes_what_is_in_the_cache_unless_a_refresh_asks_for_newer(open_net: Open) -> None:
    config = Config()
    config.providers.tmdb.ttl = "0s"
    for age, requests in ((False, 1), (True, 1), (False, 2)):
        net = await open_net(config, any_age=age)
        assert await net.tmdb.get("/movie/7", operation="tmdb.movie") == GOOD
        assert len(net.server.seen) == requests
    refresh = await open_net(config, any_age=True, not_before=time.time() + 1)
    await refresh.tmdb.get("/movie/7", operation="tmdb.movie")
    assert len(refresh.server.seen) == 3
