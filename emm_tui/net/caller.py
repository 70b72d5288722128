"""How a provider is asked: its address, its keys that nobody sees, its login, and what a refused key means."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from urllib.parse import urlencode

import httpx
import msgspec

from emm_tui.config import ProviderConfig, Secret
from emm_tui.domain.errors import KeyRefusedError, ProviderError
from emm_tui.net.addresses import Origin
from emm_tui.net.answers import BLOCKED_SECONDS, Answer, Judge, Trouble, judge_file, judge_json, judge_page, message
from emm_tui.net.body import Read, at_most
from emm_tui.net.download import Download
from emm_tui.net.lane import Lane
from emm_tui.net.login import Login, Tokens
from emm_tui.net.quota import until_tomorrow
from emm_tui.net.redact import Redactor
from emm_tui.net.sender import Call, Sender

_BODY = at_most(8_000_000)
_SHORTEST_TOKEN = 16
_DENIALS = (401, 403)


@dataclass(slots=True, frozen=True)
class Form:
    """A kind of answer: what we say that we take, what it is worth, and how much of it is read."""

    accept: str
    judge: Judge
    read: Read = _BODY


JSON = Form("application/json", judge_json, at_most(24_000_000))  # a soap has thousands of episodes in a season
FILE = Form("*/*", judge_file)
PAGE = Form("text/html,text/plain;q=0.9,*/*;q=0.5", judge_page)


@dataclass(slots=True, frozen=True)
class Keys:
    """Everything by which a provider knows us. `used_up` tells that a body means: no more requests today."""

    headers: Mapping[str, str]
    params: Mapping[str, str]
    login: Login | None = None
    used_up: Callable[[bytes], bool] | None = None


class Caller:
    """Asks one provider; `deadline` is in seconds for one request."""

    def __init__(
        self, sender: Sender, lane: Lane, base_url: httpx.URL, config: ProviderConfig, keys: Keys, deadline: float
    ) -> None:
        self.origin = Origin.of(base_url)
        self.deadline = deadline
        self.lane = lane
        self._sender = sender
        self._base = str(base_url).rstrip("/")
        self._keys = keys
        self._query = urlencode(keys.params)
        self._key_name = next((f.name for f in fields(config) if isinstance(getattr(config, f.name), Secret)), "")
        self._secrets = tuple(_secrets(keys))
        self._redactor = Redactor(self._secrets)
        self._tokens = Tokens(partial(self._log_in, keys.login)) if keys.login else None
        self._refused = ""

    def url(self, path: str, params: Mapping[str, str | int] | None = None) -> str:
        """The address of a path, without keys."""
        query = urlencode(params or {}, errors="replace")
        return self._base + ("/" + path.lstrip("/") if path else "") + ("?" + query if query else "")

    async def ask(self, url: str, operation: str, form: Form, etag: str = "") -> Answer:
        """The answer: 200, 304 or missing. KeyRefusedError, ProviderDownError, ProviderError."""
        return await self._visit(self._call(url, operation, form, {"If-None-Match": etag} if etag else {}))

    async def fill(self, url: str, operation: str, download: Download) -> Answer:
        """The answer, as `ask`, when its body has gone into the download."""
        call = self._call(url, operation, FILE, {})
        return await self._visit(replace(call, read=download.read, sign=download.sign, deadlines=math.inf))

    async def _visit(self, call: Call) -> Answer:
        if self._tokens is None:
            return await self._fetch(call)
        visit = _Visit(self._tokens, call)
        return await self._fetch(replace(call, judge=visit.judge, sign=visit.sign))

    async def _fetch(self, call: Call) -> Answer:
        if self._refused:
            raise self._refusal()
        answer = await self._sender.fetch(call)
        if answer.status in _DENIALS:
            self._refused = self._redact(message(answer)) or f"answered {answer.status}"
            self.lane.say("refused", self._refused)
            raise self._refusal()
        return answer

    async def _log_in(self, login: Login) -> str:
        call = self._call(self.url(login.path), f"{self.lane.name}.login", JSON, {"Content-Type": "application/json"})
        answer = await self._fetch(replace(call, body=msgspec.json.encode(dict(login.body)), allowed=_nowhere))
        try:
            token = login.token(answer.body) if answer.status == 200 else ""
        except Exception:  # whatever a provider's reader of an answer stumbles over
            token = ""
        if not (token and token.isascii() and token.isprintable()):
            raise ProviderError(self.lane.name, "gave no token for the login.")
        self._redactor = Redactor((*self._secrets, token))
        return token

    def _call(self, url: str, operation: str, form: Form, headers: Mapping[str, str]) -> Call:
        return Call(
            lane=self.lane,
            provider=self.lane.name,
            operation=operation,
            url=url,
            read=form.read,
            deadline=self.deadline,
            judge=partial(self._judge, form.judge),
            allowed=self._is_ours,
            headers={"Accept": form.accept, **self._keys.headers, **headers},
            query=self._query,
            redact=self._redact,
        )

    def _judge(self, judge: Judge, answer: Answer) -> Trouble | None:
        """What an answer is worth, with words of the provider's own; who has no key has none refused."""
        used_up = self._keys.used_up
        if used_up and answer.status in (*_DENIALS, 429) and used_up(answer.body):
            if self.lane.quota:
                self.lane.quota.use_up()
            return Trouble("has no more requests for us today (UTC)", park=until_tomorrow())
        trouble = judge(answer)
        if trouble is None and answer.status in _DENIALS and not self._key_name:
            return Trouble(f"turns us away ({answer.status})", park=BLOCKED_SECONDS)
        return trouble

    def _is_ours(self, url: httpx.URL) -> bool:
        return Origin.of(url) == self.origin

    def _redact(self, text: str) -> str:
        return self._redactor(text)

    def _refusal(self) -> KeyRefusedError:
        key = f"providers.{self.lane.name}.{self._key_name}"
        hint = f"Check {key} in config.toml, or EMM_{key.upper().replace('.', '__')}."
        return KeyRefusedError(self.lane.name, f"the key was refused: {self._refused}", hint)


class _Visit:
    """One call of a provider with a login: a token for each try, and one more login when the first is not taken."""

    def __init__(self, tokens: Tokens, call: Call) -> None:
        self._tokens = tokens
        self._call = call
        self._token = ""
        self._again = True

    async def sign(self) -> dict[str, str]:
        self._token = await self._tokens.current()
        others = await self._call.sign() if self._call.sign else {}
        return {**others, "Authorization": f"Bearer {self._token}"}

    def judge(self, answer: Answer) -> Trouble | None:
        trouble = self._call.judge(answer)
        if answer.status == 401 and trouble is None and self._again:
            self._again = False
            self._tokens.spoil(self._token)
            return Trouble("takes our login no longer", again=True, quick=True, down=False)
        return trouble


def _nowhere(_url: httpx.URL) -> bool:
    return False


def _secrets(keys: Keys) -> Iterator[str]:
    """Everything that may be a key: header values without their scheme word, parameters, the login."""
    yield from (value.rpartition(" ")[2] for value in keys.headers.values() if len(value) >= _SHORTEST_TOKEN)
    yield from keys.params.values()
    yield from keys.login.body.values() if keys.login else ()
