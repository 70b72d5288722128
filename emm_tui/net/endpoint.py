"""A provider's way out: answers out of the cache or from the network, and pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from urllib.parse import urlencode

import httpx

from emm_tui.config import ProviderConfig, Secret
from emm_tui.domain.errors import KeyRefusedError, MissingError, ProviderDownError, ProviderError
from emm_tui.net.addresses import Origin, may_fetch, parse_address
from emm_tui.net.answers import Answer, is_page, judge_json, judge_picture, message
from emm_tui.net.entries import Entry
from emm_tui.net.flights import Flights
from emm_tui.net.lane import Lane
from emm_tui.net.redact import Redactor
from emm_tui.net.sender import Call, Sender
from emm_tui.net.shelf import Shelf
from emm_tui.net.units import LONGEST_TTL, parse_ttl

JSON_LIMIT = 8_000_000
PICTURE_LIMIT = 25_000_000
PICTURE_DEADLINE = 120.0
_NEGATIVE_TTL = 86400.0
_LONGEST_ETAG = 200
_SHORTEST_TOKEN = 16

Accept = Callable[[bytes], object]


@dataclass(slots=True)
class Shared:
    """What all endpoints of a client share. Answers stored before `not_before` (Unix seconds) are asked for again."""

    sender: Sender
    shelf: Shelf
    deadline: float
    ttl: float
    offline: bool
    not_before: float
    degraded: set[str]
    picture_lane: Callable[[Origin], Lane]


class Endpoint:
    """One provider as its requests see it: a base address, keys that nobody sees, a pace of its own.

    `image_hosts` are the hosts that its pictures may come from; a provider that learns of one later adds it.
    """

    def __init__(
        self,
        shared: Shared,
        lane: Lane,
        base_url: httpx.URL,
        config: ProviderConfig,
        headers: Mapping[str, str],
        secret_params: Mapping[str, str],
        image_hosts: Collection[str],
    ) -> None:
        self.name = lane.name
        self.image_hosts = {host.lower() for host in image_hosts}
        self._shared = shared
        self._lane = lane
        self._base = str(base_url).rstrip("/")
        self._origin = Origin.of(base_url)
        self._headers = {"Accept": "application/json", **headers}
        self._query = urlencode(secret_params)
        self._ttl = parse_ttl(config.ttl, f"providers.{lane.name}.ttl") if config.ttl else shared.ttl
        self._picture_bases = {self._origin, *_origins(config.image_base_url)}
        self._key_name = _key_name(lane.name, config)
        self._redact = Redactor((*secret_params.values(), *_tokens(headers)))
        self._flights = Flights()
        self._refused = ""
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

        MissingError (404), KeyRefusedError, ProviderDownError, ProviderError. While the provider is down a stale
        answer does, and the provider is noted in the client's `degraded`. `accept` raises ProviderError for a body
        that is no answer to this: it is never kept, and what is kept of that sort counts as not there.
        """
        query = urlencode(params or {}, errors="replace")
        url = self._base + ("/" + path.lstrip("/") if path else "") + ("?" + query if query else "")
        seconds = min(self._ttl if ttl is None else ttl, LONGEST_TTL)
        return await self._flights.share(url, partial(self._answer, url, operation, seconds, accept or bytes))

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
            limit=PICTURE_LIMIT,
            deadline=max(PICTURE_DEADLINE, self._shared.deadline),
            judge=judge_picture,
            allowed=self._may_fetch,
            headers={"Accept": "image/*"},
        )
        answer = await self._shared.sender.fetch(call)
        if answer.status != 200:
            raise MissingError(self.name, "a picture is gone.")
        return answer.body

    def drifted(self, field: str) -> None:
        """Warns, once a field, that answers have one that is not what we know it as."""
        if field not in self._drifted:
            self._drifted.add(field)
            self._lane.warn(f"a field of its answers cannot be read and is left out: {field}")

    async def _answer(self, url: str, operation: str, ttl: float, accept: Accept) -> bytes:
        entry = _acceptable(await self._shared.shelf.look(url), accept)
        wanted = entry is not None and entry.stored >= self._shared.not_before
        usable = entry is not None and (self._shared.offline or (wanted and entry.fresh(time.time(), ttl)))
        self._shared.shelf.count(self.name, usable)
        if entry is not None and usable:
            return self._open(entry, operation)
        if self._shared.offline:
            raise self._offline()
        try:
            answer = await self._ask(url, operation, entry.etag if entry and wanted else "")
        except ProviderDownError:
            if entry is None:
                raise
            self._shared.degraded.add(self.name)
            return self._open(entry, operation)
        if answer.status == 200:
            accept(answer.body)
        return await self._settle(url, operation, ttl, answer, entry)

    async def _ask(self, url: str, operation: str, etag: str) -> Answer:
        if self._refused:
            raise self._refusal()
        call = Call(
            lane=self._lane,
            provider=self.name,
            operation=operation,
            url=url,
            limit=JSON_LIMIT,
            deadline=self._shared.deadline,
            judge=judge_json,
            allowed=lambda target: Origin.of(target) == self._origin,
            headers={**self._headers, "If-None-Match": etag} if etag else self._headers,
            query=self._query,
            redact=self._redact,
        )
        return await self._shared.sender.fetch(call)

    async def _settle(self, url: str, operation: str, ttl: float, answer: Answer, entry: Entry | None) -> bytes:
        """Keeps what the answer teaches and gives its body, or the error that it stands for."""
        now = time.time()
        match answer.status:
            case 304 if entry is not None and entry.status == 200:
                kept = replace(entry, stored=now, expires=now + ttl)
            case 404:
                kept = Entry(self.name, 404, b"", now, now + min(ttl, _NEGATIVE_TTL))
            case 401 | 403:
                self._refused = self._redact(message(answer)) or f"answered {answer.status}"
                self._lane.say("refused", self._refused)
                raise self._refusal()
            case 200:
                kept = Entry(self.name, 200, answer.body, now, now + ttl, _etag(answer))
            case _:
                raise ProviderError(self.name, f"answered {answer.status} to something that was not asked.")
        if not (answer.status == 404 and is_page(answer)):
            await self._shared.shelf.keep(url, kept)
        return self._open(kept, operation)

    def _open(self, entry: Entry, operation: str) -> bytes:
        if entry.status == 404:
            raise MissingError(self.name, f"does not have what was asked for ({operation}).")
        return entry.body

    def _may_fetch(self, url: httpx.URL) -> bool:
        return may_fetch(url, self.image_hosts, self._picture_bases)

    def _refusal(self) -> KeyRefusedError:
        variable = "EMM_" + self._key_name.upper().replace(".", "__")
        return KeyRefusedError(
            self.name, f"the key was refused: {self._refused}", f"Check {self._key_name} in config.toml, or {variable}."
        )

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


def _tokens(headers: Mapping[str, str]) -> Iterator[str]:
    """Header values that may be keys, without their scheme word."""
    return (value.rpartition(" ")[2] for value in headers.values() if len(value) >= _SHORTEST_TOKEN)


def _key_name(name: str, config: ProviderConfig) -> str:
    secrets = (field.name for field in fields(config) if isinstance(getattr(config, field.name), Secret))
    return f"providers.{name}.{next(secrets, 'base_url')}"
