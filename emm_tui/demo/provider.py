"""The embedded provider: a small HTTP server on loopback that answers as TMDB does, out of the fictional catalogue."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import parse_qs, unquote, urlsplit

from emm_tui.demo.answers import NOTHING, Answer, Answers
from emm_tui.demo.catalogue import Catalogue
from emm_tui.demo.pictures import picture

HOST = "127.0.0.1"
IMAGES = "/t/p/"
LONGEST_HEAD = 16 * 1024

Reply = tuple[int, str, bytes]

_PICTURE = re.compile(r"/t/p/\w+/(poster|keyart|fanart|landscape|logo)-([0-9]+)\.(?:jpg|png)")
_NUMBERED = re.compile(r"/3/(movie|collection)/([0-9]+)")
_FOUND = re.compile(r"/3/find/(tt[0-9]+)")


class Provider:
    """Answers one path; runs in `serving`."""

    def __init__(self, catalogue: Catalogue, address: str) -> None:
        self._answers = Answers(catalogue, f"{address}{IMAGES}")
        self._titles = {film.id: (film.title, f"{film.directors[0]}  ·  {film.year}") for film in catalogue.all_films()}
        self._titles |= {film.set.id: (film.set.name, "") for film in catalogue.films if film.set}

    def reply(self, target: str) -> Reply:
        """Status, content type and body for a request target."""
        parts = urlsplit(target)
        drawn = _PICTURE.fullmatch(parts.path)
        if drawn:
            return self._picture(drawn[1], int(drawn[2]))
        answer = self._answer(unquote(parts.path), {name: values[0] for name, values in parse_qs(parts.query).items()})
        if answer is None:
            answer = {"success": False, "status_code": 34, "status_message": "There is no such thing here."}
            return 404, "application/json", json.dumps(answer).encode()
        return 200, "application/json", json.dumps(answer).encode()

    def _picture(self, kind: str, ident: int) -> Reply:
        if ident not in self._titles:
            return 404, "text/plain", b""
        return 200, "image/png" if kind == "logo" else "image/jpeg", picture(kind, ident, *self._titles[ident])

    def _answer(self, path: str, query: dict[str, str]) -> Answer | None:
        if path == "/3/configuration":
            return self._answers.configuration()
        if path == "/3/search/movie":
            return self._answers.search(query.get("query", ""), query.get("year", ""))
        if path == "/3/search/tv":
            return NOTHING
        numbered, found = _NUMBERED.fullmatch(path), _FOUND.fullmatch(path)
        if numbered:
            ask: Callable[[int], Answer | None] = (
                self._answers.movie if numbered[1] == "movie" else self._answers.collection
            )
            return ask(int(numbered[2]))
        return self._answers.find(found[1]) if found else None


@contextmanager
def serving(catalogue: Catalogue, port: int = 0) -> Iterator[str]:
    """The provider's address, `http://127.0.0.1:PORT`, for as long as the block runs; another port when it is taken."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="emm-demo-provider", daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(_listen(catalogue, port), loop).result()
    try:
        yield _address(server)
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=2)


def _address(server: asyncio.Server) -> str:
    return f"http://{HOST}:{server.sockets[0].getsockname()[1]}"


async def _listen(catalogue: Catalogue, port: int) -> asyncio.Server:
    providers: list[Provider] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError, IndexError):
            await _converse(providers[0], reader, writer)
        writer.close()

    try:
        server = await asyncio.start_server(serve, HOST, port, limit=LONGEST_HEAD)
    except OSError:
        server = await asyncio.start_server(serve, HOST, 0, limit=LONGEST_HEAD)
    providers.append(Provider(catalogue, _address(server)))
    return server


async def _converse(provider: Provider, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One connection: GET requests one after the other; pictures are drawn on other threads."""
    while head := await reader.readuntil(b"\r\n\r\n"):
        method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
        if method != "GET":
            return
        status, kind, body = await asyncio.to_thread(provider.reply, target)
        lines = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(lines.encode("latin-1") + body)
        await writer.drain()
