"""Secrets taken out of text, in every form in which they could get into it."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from urllib.parse import quote, quote_plus, unquote, urlsplit

from emm_tui.config import Config, Secret

MASK = "***"
_SHORTEST = 4
_NAMED = re.compile(
    r"(?i)\b((?:api[_-]?key|client[_-]?key|access_token|session_id|pin|token)=)[^&\s\"'<>\\]+|\b(Bearer\s+)[\w.~+/=-]+"
)


class Redactor:
    """`redactor(text)` is `text` with `***` for each secret: as it is, quoted for addresses or JSON, or in base64."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._known: set[str] = set()
        self._secrets: re.Pattern[str] | None = None
        self._add(secrets)

    def learn(self, config: Config) -> None:
        """Takes out the secrets of another config as well; those of the one before stay secret."""
        self._add(_secrets(config))

    def _add(self, secrets: Iterable[str]) -> None:
        self._known.update(secrets)
        forms = {form for secret in self._known for form in _forms(secret) if len(form) >= _SHORTEST}
        longest_first = sorted(forms, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest_first))) if forms else None

    @classmethod
    def of(cls, config: Config) -> Redactor:
        """The redactor of all secrets that the config holds, passwords in addresses included."""
        return cls(_secrets(config))

    def __call__(self, text: str) -> str:
        if self._secrets:
            text = self._secrets.sub(MASK, text)
        return _NAMED.sub(lambda found: (found[1] or found[2]) + MASK, text)

    def __repr__(self) -> str:
        return "Redactor(***)"


def _secrets(value: object) -> Iterator[str]:
    if isinstance(value, Secret):
        yield value.reveal()
    elif isinstance(value, str) and "@" in value and "://" in value:
        yield unquote(urlsplit(value).password or "")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _secrets(getattr(value, field.name))


def _forms(secret: str) -> Iterator[str]:
    if len(secret) < _SHORTEST:
        return
    yield secret
    yield quote(secret, safe="")
    yield quote_plus(secret)
    yield json.dumps(secret)[1:-1]
    yield from _base64_forms(secret.encode("utf-8", "surrogatepass"))


def _base64_forms(data: bytes) -> Iterator[str]:
    """The letters that stand for `data` alone, wherever it begins in what was encoded (as in `user:key`)."""
    for before in range(3):
        letters = base64.b64encode(b"\0" * before + data).decode().rstrip("=")
        whole = (before + len(data)) % 3 == 0
        inner = letters[(0, 2, 3)[before] : None if whole else -1]
        yield inner
        yield inner.replace("+", "-").replace("/", "_")
