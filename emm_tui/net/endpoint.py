"""A provider's way out: answers out of the cache or from the network, and pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import httpx
from anyio import to_thread

from emm_tui.config import ProviderConfig
from emm_tui.domain.errors import KeyRefusedError, MissingError, ProviderDownError, ProviderError
from emm_tui.net.addresses import Origin, may_fetch, parse_address
from emm_tui.net.answers import BLOCKED_SECONDS, Answer, Trouble, is_page, judge_picture
from emm_tui.net.body import at_most
from emm_tui.net.caller import JSON, PAGE, Caller, Form
from emm_tui.net.download import Download
from emm_tui.net.entries import Entry
from emm_tui.net.flights import Flights
from emm_tui.net.lane import Lane
from emm_tui.net.sender import Call, Sender
from emm_tui.net.shelf import Shelf
from emm_tui.net.units import LONGEST_TTL, parse_ttl

PICTURE_LIMIT = 25_000_000
PICTURE_DEADLINE = 120.0
_PICTURE = at_most(PICTURE_LIMIT)
_NEGATIVE_TTL = 86400.0
_LONGEST_ETAG = 200

Accept = Callable[[bytes], object]


@dataclass(slots=True)
class Shared:
    """What all endpoints of a client share.

    Answers stored before `not_before` (Unix seconds) are asked for again; with `any_age` all others are fresh.
    """

    sender: Sender
    shelf: Shelf
    ttl: float
    offline: bool
    not_before: float
    any_age: bool
    degraded: set[str]
    picture_lane: Callable[[Origin], Lane]


class Endpoint:
    """One provider as its requests see it: a base address, keys that nobody sees, a pace of its own.

    `image_hosts` are the hosts that its pictures may come from; a provider that learns of one later adds it.
    """

    def __init__(
        self, shared: Shared, name: str, caller: Caller, config: ProviderConfig, image_hosts: Collection[str]
    ) -> None:
        self.name = name
        self.image_hosts = {host.lower() for host in image_hosts}
        self._shared = shared
        self._caller = caller
        self._ttl = parse_ttl(config.ttl, f"providers.{name}.ttl") if config.ttl else shared.ttl
        self._picture_bases = {caller.origin, *_origins(config.image_base_url)}
        self._flights = Flights[bytes]()
        self._files = Flights[bool]()
        self._drifted: set[str] = set()

    def __repr__(self) -> str:
        return f"<Endpoint {self.name}>"

    async def get(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        *,
        operation: str,
        ttl: float | None = None,
        accept: Accept | None = None,
    ) -> bytes:
        """The JSON body of a 200, fresh from the cache or asked for; `ttl` in seconds.

        MissingError (404), KeyRefusedError, ProviderDownError, ProviderError. While the provider gives nothing of
        use a stale answer does, and the provider is noted in the client's `degraded`. `accept` raises ProviderError for
        a body that is no answer to this: it is never kept, and what is kept of that sort counts as not there. A
        ProviderDownError of it says that there is no use in asking for anything.
        """
        return await self._find(JSON, path, params, operation, ttl, accept)

    async def page(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        *,
        operation: str,
        ttl: float | None = None,
        accept: Accept | None = None,
    ) -> bytes:
        """The bytes of a page or text, as `get`; a host that lets no programs in is left alone for hours."""
        return await self._find(PAGE, path, params, operation, ttl, accept)

    async def download(self, url: str) -> bytes:
        """The bytes of a JPEG, PNG or WEBP of at most 25 MB; only from the provider's own hosts, over https."""
        address = parse_address(url)
        if address is None or not self._may_fetch(address):
            raise ProviderError(self.name, "the address of a picture is not one of the provider's own.")
        if self._shared.offline:
            raise self._offline()
        call = Call(
            lane=self._shared.picture_lane(Origin.of(address)),
            provider=self.name,
            operation="image.download",
            url=str(address),
            read=_PICTURE,
            deadline=max(PICTURE_DEADLINE, self._caller.deadline),
            judge=judge_picture,
            allowed=self._may_fetch,
            headers={"Accept": "image/*"},
        )
        answer = await self._shared.sender.fetch(call)
        if answer.status != 200:
            raise MissingError(self.name, "a picture is gone.")
        return answer.body

    async def file(self, path: str, target: Path, *, operation: str) -> bool:
        """Whether the file at a path or an address of the provider's own is a new one; then it is `target`.

        At most 4 GB, as it comes over the wire, at least 64 KB in each `network.timeout`. What broke off lies in
        `target.part` and is gone on with; `target.etag` tells whether there is a new one. For one process at a time.
        StorageError, MissingError and those of `get`.
        """
        if self._shared.offline:
            raise self._offline()
        url = path if "://" in path else self._caller.url(path)
        address = parse_address(url)
        if address is None or Origin.of(address) != self._caller.origin:
            raise ProviderError(self.name, "the address of a file is not one of the provider's own.")
        return await self._files.share(str(target), partial(self._fetch_file, url, target, operation))

    async def _fetch_file(self, url: str, target: Path, operation: str) -> bool:
        download = Download(target, self._caller.deadline)
        answer = await self._caller.fill(url, operation, download)
        match answer.status:
            case 200 | 206:
                await to_thread.run_sync(download.finish)
            case 304:
                await to_thread.run_sync(download.drop)
            case _:
                raise MissingError(self.name, f"does not have that file ({operation}).")
        return answer.status != 304

    def drifted(self, field: str) -> None:
        """Warns, once a field, that answers have one that is not what we know it as."""
        if field not in self._drifted:
            self._drifted.add(field)
            self._caller.lane.warn(f"a field of its answers cannot be read and is left out: {field}")

    async def _find(
        self,
        form: Form,
        path: str,
        params: Mapping[str, str | int] | None,
        operation: str,
        ttl: float | None,
        accept: Accept | None,
    ) -> bytes:
        url = self._caller.url(path, params)
        seconds = min(self._ttl if ttl is None else ttl, LONGEST_TTL)
        return await self._flights.share(url, partial(self._answer, url, form, operation, seconds, accept or bytes))

    async def _answer(self, url: str, form: Form, operation: str, ttl: float, accept: Accept) -> bytes:
        entry = _acceptable(await self._shared.shelf.look(url), accept)
        wanted = entry is not None and entry.stored >= self._shared.not_before
        usable = entry is not None and self._is_usable(entry, wanted, ttl)
        self._shared.shelf.count(self.name, usable)
        if entry is not None and usable:
            return self._open(entry, operation)
        if self._shared.offline:
            raise self._offline()
        try:
            answer = await self._caller.ask(url, operation, form, entry.etag if entry and wanted else "")
            if answer.status == 200:
                self._check(accept, answer.body)
        except (KeyRefusedError, MissingError):
            raise
        except ProviderError:
            if entry is None:
                raise
            self._shared.degraded.add(self.name)
            return self._open(entry, operation)
        return await self._settle(url, form, operation, ttl, answer, entry)

    def _check(self, accept: Accept, body: bytes) -> None:
        """Raises what `accept` does; a provider that is down by its word is left alone for hours."""
        try:
            accept(body)
        except ProviderDownError as error:
            text = error.message.removeprefix(f"{self.name}: ").rstrip(".")
            self._caller.lane.failed(Trouble(text, park=BLOCKED_SECONDS), time.monotonic(), 0)
            raise

    def _is_usable(self, entry: Entry, wanted: bool, ttl: float) -> bool:
        if self._shared.offline:
            return True
        return wanted and (self._shared.any_age or entry.fresh(time.time(), ttl))

    async def _settle(
        self, url: str, form: Form, operation: str, ttl: float, answer: Answer, entry: Entry | None
    ) -> bytes:
        """Keeps what the answer teaches and gives its body, or the error that it stands for."""
        now = time.time()
        match answer.status:
            case 304 if entry is not None and entry.status == 200:
                kept = replace(entry, stored=now, expires=now + ttl)
            case 404 | 410:
                kept = Entry(self.name, 404, b"", now, now + min(ttl, _NEGATIVE_TTL))
            case 200:
                kept = Entry(self.name, 200, answer.body, now, now + ttl, _etag(answer))
            case _:
                raise ProviderError(self.name, f"answered {answer.status} to something that was not asked.")
        if kept.status == 200 or form is PAGE or not is_page(answer):
            await self._shared.shelf.keep(url, kept)
        return self._open(kept, operation)

    def _open(self, entry: Entry, operation: str) -> bytes:
        if entry.status == 404:
            raise MissingError(self.name, f"does not have what was asked for ({operation}).")
        return entry.body

    def _may_fetch(self, url: httpx.URL) -> bool:
        return may_fetch(url, self.image_hosts, self._picture_bases)

    def _offline(self) -> ProviderDownError:
        return ProviderDownError(self.name, "not in the cache, and offline is on.", "Set cache.offline = false to ask.")


def _acceptable(entry: Entry | None, accept: Accept) -> Entry | None:
    """The entry unless its body is no answer to what is asked, as one that an older version kept."""
    if entry is None or entry.status != 200:
        return entry
    try:
        accept(entry.body)
    except ProviderError:
        return None
    return entry


def _etag(answer: Answer) -> str:
    """The answer's ETag when it can be sent back as it is, else nothing."""
    etag = answer.headers.get("etag", "")
    return etag if len(etag) <= _LONGEST_ETAG and etag.isascii() and etag.isprintable() else ""


def _origins(address: str) -> list[Origin]:
    url = parse_address(address) if address else None
    return [Origin.of(url)] if url else []
