"""Pictures come from the provider's own hosts alone, and are pictures."""

from __future__ import annotations

import pytest

from emm_tui.config import Config
from emm_tui.domain import events as ev
from emm_tui.domain.errors import MissingError, ProviderDownError, ProviderError
from tests.net.conftest import KEY, Net, Open
from tests.rigs.fault_server import png

ELSEWHERE = [
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:image/png;base64,AAAA",
    "ftp://image.example.org/a.png",
    "http://image.example.org/a.png",
    "https://image.example.org:8443/a.png",
    "https://image.example.org.evil.example/a.png",
    "https://evilimage.example.org/a.png",
    "https://user:pass@image.example.org/a.png",
    "https://image.example.org@evil.example/a.png",
    "http://127.0.0.1/a.png",
    "http://127.0.0.1:1/a.png",
    "http://localhost/a.png",
    "http://[::1]/a.png",
    "https://169.254.169.254/latest",
    "https://10.0.0.1/a.png",
    "https://2130706433/a.png",
    "//image.example.org/a.png",
    "/t/p/original/a.png",
    "https:///a.png",
    "https://[::bad/a.png",
    "https://image.example.org\\@evil.example/a.png",
    "https://\x1b]52;c;x\x07/a.png",
    "",
    " ",
    "https://" + "a" * 70000,
    "https://xn--a/\udce9.png",
]


@pytest.mark.parametrize("url", ELSEWHERE)
async def test_no_picture_is_asked_for_elsewhere(open_net: Open, url: str) -> None:
    net = await open_net(image_hosts=["Image.example.org", "10.0.0.1", "127.0.0.1", "::1", "169.254.169.254"])
    with pytest.raises(ProviderError, match="own"):
        await net.tmdb.download(url)
    assert not net.server.seen and not net.told(ev.RequestEnded)


async def test_a_picture_comes_back_as_it_is_and_counts_as_one(net: Net) -> None:
    assert await net.tmdb.download(net.server.url + "/picture") == png()
    assert net.metrics.providers["images"].requests == 1 and "tmdb" not in net.metrics.providers
    assert net.metrics.operations["image.download"].count == 1
    assert KEY not in net.server.seen[0].target


async def test_a_redirect_on_the_same_host_is_followed(net: Net) -> None:
    assert await net.tmdb.download(net.server.url + "/picture-moved") == png()


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("path", ["/picture-to-private", "/to-file", "/to-nonsense", "/to-nowhere", "/in-circles"])
async def test_a_redirect_elsewhere_is_not_followed(net: Net, path: str) -> None:
    with pytest.raises(ProviderError):
        await net.tmdb.download(net.server.url + path)
    assert {seen.path for seen in net.server.seen} == {path} and len(net.server.seen) <= 4


@pytest.mark.parametrize("path", ["/picture-svg", "/picture-text", "/picture-page", "/page", "/challenge"])
async def test_what_is_no_picture_is_refused(net: Net, path: str) -> None:
    with pytest.raises(ProviderError):
        await net.tmdb.download(net.server.url + path)
    assert net.server.count(path) == 1


async def test_a_picture_that_is_gone_is_missing(net: Net) -> None:
    with pytest.raises(MissingError):
        await net.tmdb.download(net.server.url + "/404")


async def test_a_loopback_picture_needs_a_loopback_provider(open_net: Open) -> None:
    net = await open_net(base="https://api.example.org")
    with pytest.raises(ProviderError, match="own"):
        await net.tmdb.download(net.server.url + "/picture")


async def test_the_configured_picture_address_is_allowed(open_net: Open, net: Net) -> None:
    config = Config()
    config.providers.tmdb.image_base_url = net.server.url + "/t/p/"
    other = await open_net(config, base="https://api.example.org")
    assert await other.tmdb.download(net.server.url + "/picture") == png()


@pytest.mark.usefixtures("no_waiting")
async def test_a_picture_host_that_limits_us_does_not_stop_the_provider(net: Net) -> None:
    with pytest.raises(ProviderDownError):
        await net.tmdb.download(net.server.url + "/429-huge")
    assert await net.tmdb.get("/movie/7", operation="tmdb.movie")
