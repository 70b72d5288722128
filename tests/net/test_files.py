"""Large files: gone on with after a break, asked for only when there is a new one, whole or not at all."""

from __future__ import annotations

import asyncio
import errno
import resource
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import anyio
import httpx
import pytest

from emm_tui.config import Config
from emm_tui.domain.errors import MissingError, ProviderDownError, ProviderError, ReadOnlyError, StorageError
from emm_tui.net import download
from tests.net.conftest import KEY, Net, Open
from tests.rigs.fault_server import PAGE, FaultServer, Seen, answer

pytestmark = pytest.mark.usefixtures("no_waiting")
PATH = "/title.ratings.tsv.gz"


def dump(size: int = 300_000, seed: int = 7) -> bytes:
    return b"\x1f\x8b" + bytes((n * seed + n // 251) % 256 for n in range(size))


@dataclass
class FileHost:
    """A host of one file that knows ETags and ranges; `cuts` are after how many bytes it hangs up, in turn."""

    server: FaultServer
    body: bytes = field(default_factory=dump)
    etag: str = '"one"'
    cuts: list[int] = field(default_factory=list)
    lies: int = 0

    async def answer(self, writer: asyncio.StreamWriter, seen: Seen) -> None:
        if self.etag and seen.headers.get("if-none-match") == self.etag:
            writer.write(f"HTTP/1.1 304 X\r\nETag: {self.etag}\r\n\r\n".encode())
            return
        begin = int(seen.headers.get("range", "bytes=0-")[6:-1])
        fits = begin and seen.headers.get("if-range") == self.etag
        if fits and begin >= len(self.body):
            writer.write(answer(416, b""))
            return
        headers = [f"ETag: {self.etag}"] if self.etag else []
        if fits:
            headers.append(f"Content-Range: bytes {begin}-{len(self.body) - 1}/{len(self.body) + self.lies}")
        whole = answer(206 if fits else 200, self.body[begin if fits else 0 :], "binary/octet-stream", *headers)
        head = whole.index(b"\r\n\r\n") + 4
        cut = self.cuts.pop(0) if self.cuts else len(whole)
        writer.write(whole[: head + cut])
        if head + cut < len(whole):
            await writer.drain()
            writer.close()


@pytest.fixture
def host(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> FileHost:
    host = FileHost(server)
    monkeypatch.setattr(server, "_answer", host.answer)
    return host


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "data" / "ratings [REC].tsv.gz"


def content(path: Path) -> bytes:
    """What is in a file; nothing when there is none."""
    return path.read_bytes() if path.exists() else b""


def put(path: Path, body: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(body)


def names(target: Path) -> list[str]:
    return sorted(path.name.removeprefix(target.name) for path in target.parent.iterdir())


async def fetch(net: Net, target: Path) -> bool:
    return await net.tmdb.file(PATH, target, operation="imdb.datasets")


async def test_a_file_comes_once_and_again_when_it_is_a_new_one(net: Net, host: FileHost, target: Path) -> None:
    assert [await fetch(net, target), await fetch(net, target)] == [True, False]
    assert content(target) == host.body and names(target) == ["", ".etag"]
    host.body, host.etag = dump(seed=11), '"two"'
    assert [await fetch(net, target), await fetch(net, target)] == [True, False]
    assert content(target) == host.body
    assert net.metrics.providers["tmdb"].requests == len(net.server.seen) == 4
    assert "accept-encoding" in net.server.seen[0].headers and "gzip" not in net.server.seen[0].headers.values()


async def test_a_file_without_etag_comes_each_time(net: Net, host: FileHost, target: Path) -> None:
    host.etag = ""
    assert [await fetch(net, target), await fetch(net, target)] == [True, True]
    assert names(target) == [""]


async def test_a_file_that_is_lost_comes_again_whatever_its_etag(net: Net, host: FileHost, target: Path) -> None:
    await fetch(net, target)
    put(target, b"")
    assert await fetch(net, target) and content(target) == host.body


async def test_what_broke_off_is_gone_on_with(net: Net, host: FileHost, target: Path) -> None:
    host.cuts = [100_000, 50_000]
    assert await fetch(net, target)
    assert content(target) == host.body and names(target) == ["", ".etag"]
    ranges = [seen.headers.get("range") for seen in net.server.seen]
    assert ranges == [None, "bytes=100000-", "bytes=150000-"]


async def test_a_later_run_goes_on_too(open_net: Open, host: FileHost, target: Path) -> None:
    host.cuts = [40_000, 0, 0, 0]
    net = await open_net()
    with pytest.raises(ProviderDownError, match="broke off"):
        await fetch(net, target)
    assert names(target) == [".part", ".part.etag"] and not content(target)
    later = await open_net()
    assert await fetch(later, target) and content(target) == host.body
    assert later.server.seen[-1].headers["range"] == "bytes=40000-"


async def test_a_file_that_changed_meanwhile_starts_anew(net: Net, host: FileHost, target: Path) -> None:
    host.cuts = [40_000, 0, 0, 0]
    with pytest.raises(ProviderDownError):
        await fetch(net, target)
    host.body, host.etag = dump(200_000, seed=13), '"two"'
    assert await fetch(net, target) and content(target) == host.body


async def test_a_part_of_a_weak_etag_starts_anew(net: Net, host: FileHost, target: Path) -> None:
    host.etag, host.cuts = 'W/"one"', [40_000]
    assert await fetch(net, target) and content(target) == host.body
    assert [seen.headers.get("range") for seen in net.server.seen] == [None, None]
    assert not await fetch(net, target)


@pytest.mark.parametrize("left", [b"x" * 300_002, b"x" * 400_000])
async def test_a_part_that_is_no_part_starts_anew(net: Net, host: FileHost, target: Path, left: bytes) -> None:
    put(target.with_name(target.name + ".part"), left)
    put(target.with_name(target.name + ".part.etag"), b'"one"')
    assert await fetch(net, target) and content(target) == host.body


@pytest.mark.parametrize("lies", [5, -5])
async def test_a_wrong_length_is_not_accepted(net: Net, host: FileHost, target: Path, lies: int) -> None:
    host.cuts, host.lies = [40_000, 260_002, 260_002, 260_002], lies
    with pytest.raises(ProviderError):
        await fetch(net, target)
    assert not content(target) and len(net.server.seen) <= 4


async def test_a_range_that_does_not_fit_starts_anew(
    net: Net, host: FileHost, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.cuts = [40_000]
    odd = answer(206, b"x" * 10, "binary/octet-stream", "Content-Range: bytes 3-12/300002", 'ETag: "one"')
    original, answers = host.answer, [odd]

    async def once(writer: asyncio.StreamWriter, seen: Seen) -> None:
        if "range" in seen.headers and answers:
            writer.write(answers.pop())
        else:
            await original(writer, seen)

    monkeypatch.setattr(host.server, "_answer", once)
    assert await fetch(net, target) and content(target) == host.body


NO_FILES = {
    "a page": (answer(200, PAGE, "text/html"), ProviderDownError, "page instead of data"),
    "a page that says it is none": (answer(200, PAGE, "binary/octet-stream"), ProviderError, "it is a page"),
    "nothing": (answer(204, b""), ProviderDownError, "with nothing"),
    "an empty file": (answer(200, b"", "binary/octet-stream"), ProviderError, "empty"),
    "empty chunks": (
        b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ProviderError,
        "empty",
    ),
    "no length": (b"HTTP/1.1 200 X\r\n\r\n\x1f\x8b", ProviderError, "how long"),
    "too large": (b"HTTP/1.1 200 X\r\nContent-Length: 4000000001\r\n\r\n\x1f\x8b", ProviderError, "larger than 4 GB"),
    "missing": (answer(404, PAGE, "text/html"), MissingError, "does not have"),
    "trouble": (answer(500, PAGE, "text/html"), ProviderDownError, "error of its own"),
    "limits": (answer(429, b"", "text/plain", "Retry-After: 9999"), ProviderDownError, "limits our requests"),
    "another status": (answer(400, b"", "text/plain"), ProviderError, "400 instead of a file"),
}


@pytest.mark.parametrize("name", NO_FILES)
async def test_what_is_no_file_leaves_the_old_one(net: Net, target: Path, name: str) -> None:
    body, error, text = NO_FILES[name]
    put(target, b"old")
    net.server.answers[PATH] = [body]
    with pytest.raises(error, match=text):
        await fetch(net, target)
    assert names(target) == [""] and content(target) == b"old"
    assert len(net.server.seen) <= 4


async def test_chunks_need_no_length(net: Net, target: Path) -> None:
    net.server.answers[PATH] = [
        b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n"
    ]
    assert await fetch(net, target) and content(target) == b"abcdef"


async def test_only_the_providers_own_address_is_asked(net: Net, target: Path) -> None:
    assert await net.tmdb.file(net.server.url + PATH, target, operation="imdb.datasets")
    for url in ("https://elsewhere.example/a.gz", "file:///etc/passwd", "http://127.0.0.1:1/a.gz"):
        with pytest.raises(ProviderError, match="own"):
            await net.tmdb.file(url, target, operation="imdb.datasets")
    assert len(net.server.seen) == 1 and KEY in net.server.seen[0].target


async def test_offline_asks_for_no_file(open_net: Open, target: Path) -> None:
    config = Config()
    config.cache.offline = True
    net = await open_net(config)
    with pytest.raises(ProviderDownError, match="offline"):
        await fetch(net, target)
    assert not net.server.seen


@pytest.mark.parametrize(("piece", "goes_on"), [(70_000, True), (700, False)])
async def test_a_file_may_take_its_time_while_it_comes(target: Path, piece: int, goes_on: bool) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b"x" * piece

    response = httpx.Response(200, headers={"Content-Length": str(5 * piece)}, content=pieces())
    put(target, b"old")
    scope = anyio.CancelScope(deadline=0.0)
    await download.Download(target, deadline=30).read(response, scope)
    assert (scope.deadline > anyio.current_time()) is goes_on


async def test_one_that_only_drips_may_not(
    net: Net, host: FileHost, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    net.tmdb._caller.deadline = 0.2

    async def drip(writer: asyncio.StreamWriter, _seen: Seen) -> None:
        writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 650000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    monkeypatch.setattr(host.server, "_answer", drip)
    with pytest.raises(ProviderDownError, match="no whole answer"):
        await fetch(net, target)


async def test_tasks_that_want_the_same_file_fetch_it_once(net: Net, host: FileHost, target: Path) -> None:
    assert await asyncio.gather(*(fetch(net, target) for _ in range(5))) == [True] * 5
    assert len(net.server.seen) == 1


@pytest.mark.parametrize(("number", "error"), [(errno.ENOSPC, StorageError), (errno.EROFS, ReadOnlyError)])
async def test_a_disk_that_takes_no_more_is_not_the_providers_fault(
    net: Net, host: FileHost, target: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    def full(_self: download.Download, _data: bytes) -> None:
        with download._translated(target):
            raise OSError(number, "no")

    monkeypatch.setattr(download.Download, "_append", full)
    with pytest.raises(error) as raised:
        await fetch(net, target)
    assert type(raised.value) is error and len(net.server.seen) == 1
    assert net.client.states()["tmdb"] == ("ok", "") and net.tmdb._caller.lane.limiter.borrowed_tokens == 0


async def test_a_large_file_costs_no_memory(
    net: Net, host: FileHost, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    piece = b"x" * 1_000_000

    async def large(writer: asyncio.StreamWriter, _seen: Seen) -> None:
        writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 150000000\r\n\r\n")
        for _ in range(150):
            writer.write(piece)
            await writer.drain()

    monkeypatch.setattr(host.server, "_answer", large)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert await fetch(net, target)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000
