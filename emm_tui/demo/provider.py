"""The embedded provider: a small HTTP server on loopback that answers as TMDB does, out of the fictional catalogue."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import parse_qs, unquote, urlsplit

from emm_tui.demo.answers import Answer, Answers
from emm_tui.demo.catalogue import Catalogue
from emm_tui.demo.pictures import picture
from emm_tui.demo.show_answers import ShowAnswers, TooManyPartsError

HOST = "127.0.0.1"
IMAGES = "/t/p/"
LONGEST_HEAD = 16 * 1024

Reply = tuple[int, str, bytes]

_PICTURE = re.compile(r"/t/p/\w+/(poster|keyart|fanart|landscape|logo|still)([2-5]?)-([0-9]{1,12})\.(?:jpg|png)")
_NUMBERED = re.compile(r"/3/(movie|collection|tv)/([0-9]{1,12})")
_SEASON = re.compile(r"/3/tv/([0-9]{1,12})/season/([0-9]{1,4})")
_FOUND = re.compile(r"/3/find/((?:tt)?[0-9]{1,12})")


class Provider:
    """Answers one path; runs in `serving`."""

    def __init__(self, catalogue: Catalogue, address: str) -> None:
        self._answers = Answers(catalogue, f"{address}{IMAGES}")
        self._shows = ShowAnswers(catalogue.all_shows())
        self._titles = dict(_titles(catalogue))

    def reply(self, target: str) -> Reply:
        """Status, content type and body for a request target."""
        parts = urlsplit(target)
        drawn = _PICTURE.fullmatch(parts.path)
        if drawn:
            return self._picture(drawn[1], int(drawn[3]), int(drawn[2] or 1))
        try:
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            answer = self._answer(unquote(parts.path), query)
        except TooManyPartsError:
            return _refusal(400, 27, "Too many parts to append.")
        if answer is None:
            return _refusal(404, 34, "There is no such thing here.")
        return 200, "application/json", json.dumps(answer).encode()

    def _picture(self, kind: str, ident: int, version: int) -> Reply:
        if ident not in self._titles:
            return 404, "text/plain", b""
        title, line = self._titles[ident]
        return 200, "image/png" if kind == "logo" else "image/jpeg", picture(kind, ident, title, line, version)

    def _answer(self, path: str, query: dict[str, str]) -> Answer | None:
        if path == "/3/configuration":
            return self._answers.configuration()
        if path == "/3/search/movie":
            return self._answers.search(query.get("query", ""), query.get("year", ""))
        if path == "/3/search/tv":
            return self._shows.search(query.get("query", ""), query.get("first_air_date_year", ""))
        numbered, season, found = _NUMBERED.fullmatch(path), _SEASON.fullmatch(path), _FOUND.fullmatch(path)
        if numbered:
            return self._titled(numbered[1], int(numbered[2]), query)
        if season:
            return self._shows.season(int(season[1]), int(season[2]))
        return self._find(found[1], query.get("external_source", "")) if found else None

    def _titled(self, kind: str, ident: int, query: dict[str, str]) -> Answer | None:
        if kind == "tv":
            return self._shows.show(ident, query.get("append_to_response", ""))
        return self._answers.movie(ident) if kind == "movie" else self._answers.collection(ident)

    def _find(self, ident: str, source: str) -> Answer:
        return {"movie_results": self._answers.find(ident), "tv_results": self._shows.find(ident, source)}


def _titles(catalogue: Catalogue) -> Iterator[tuple[int, tuple[str, str]]]:
    """What is lettered on the pictures of an id: a title and a line below it."""
    for film in catalogue.all_films():
        yield film.id, (film.title, f"{film.directors[0]}  ·  {film.year}")
        if film.set:
            yield film.set.id, (film.set.name, "")
    for show in catalogue.all_shows():
        yield show.id, (show.title, f"{show.network}  ·  {show.year}")
        for season in show.seasons:
            yield season.id, (show.title, season.name)
            yield from ((episode.id, (episode.title, "")) for episode in season.episodes)


def _refusal(status: int, code: int, message: str) -> Reply:
    answer = {"success": False, "status_code": code, "status_message": message}
    return status, "application/json", json.dumps(answer).encode()


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
