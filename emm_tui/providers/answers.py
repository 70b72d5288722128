"""Providers' JSON into typed structs: a field that is wrong is left out, it never costs the whole answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin

import msgspec

from emm_tui.domain.display import clean
from emm_tui.domain.errors import ProviderError

T = TypeVar("T", bound=msgspec.Struct)
A = TypeVar("A", bound="Answer")

Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Number = Annotated[float, msgspec.Meta(ge=0, le=1e12)]

Drifted = Callable[[str], None]
"""Is told of a field, as `credits.cast.name`, that is there but cannot be read: the provider may have changed it."""

_UNFIT = object()


class Answer(msgspec.Struct, frozen=True):
    """A whole answer of a provider."""

    @property
    def flaw(self) -> str:
        """Why it is no answer to what was asked, as an error that came with status 200; empty when it is one."""
        return ""


def nobody(_field: str) -> None:
    """The listener for who does not care what has drifted."""


class Reading(Generic[A]):
    """Reads bodies as one kind of answer; what it has read last is not read again."""

    def __init__(self, kind: type[A], provider: str, drifted: Drifted = nobody) -> None:
        self._kind = kind
        self._provider = provider
        self._drifted = drifted
        self._last: tuple[bytes, A] | None = None

    def __call__(self, body: bytes) -> A:
        """The answer. ProviderError when the body is none, or an error in disguise."""
        if self._last is None or self._last[0] is not body:
            found = decode(body, self._kind, self._provider, self._drifted)
            if found.flaw:
                raise ProviderError(self._provider, found.flaw, "Try again later.")
            self._last = body, found
        return self._last[1]


def decode(body: bytes, kind: type[T], provider: str, drifted: Drifted = nobody) -> T:
    """The answer as a struct; what is null, of a wrong type or out of range has its default.

    Raises ProviderError when the body is not a JSON object at all.
    """
    try:
        return _decoder(kind).decode(body)  # type: ignore[no-any-return]
    except (ValueError, RecursionError):
        return _salvage_document(body, kind, provider, drifted)


@cache
def _decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    return msgspec.json.Decoder(kind)


def _salvage_document(body: bytes, kind: type[T], provider: str, drifted: Drifted) -> T:
    """Reads what a strict decoder refuses: lone surrogates, NaN, endless numbers, single fields of a wrong type."""
    try:
        document = json.loads(body.decode("utf-8-sig", "replace"), parse_int=_integer, parse_constant=_nothing)
        found = _salvage(document, kind, "", drifted)
    except (ValueError, RecursionError) as error:
        raise ProviderError(provider, "the answer is not readable JSON.", "Try again later.") from error
    if not isinstance(found, kind):
        raise ProviderError(provider, "the answer is not a JSON object.", "Try again later.")
    return found


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= 18 else None


def _nothing(_constant: str) -> None:
    return None


def _salvage(value: object, kind: Any, name: str, drifted: Drifted) -> object:
    """`value` as `kind`, or `_UNFIT`; structs and lists are salvaged part by part."""
    try:
        return msgspec.convert(value, kind, strict=False)
    except (ValueError, OverflowError):
        pass
    for part in _parts(kind):
        if isinstance(part, type) and issubclass(part, msgspec.Struct) and isinstance(value, dict):
            return _salvage_struct(value, part, name, drifted)
        if get_origin(part) is list and isinstance(value, list):
            return _salvage_list(value, get_args(part)[0], name, drifted)
    if value is not None and name:
        drifted(name)
    return _UNFIT


def _parts(kind: Any) -> list[Any]:
    """The types that a field may have, None left out."""
    if get_origin(kind) in (Union, UnionType):
        return [part for part in get_args(kind) if part is not NoneType]
    return [kind]


def _salvage_struct(
    value: dict[str, object], kind: type[msgspec.Struct], name: str, drifted: Drifted
) -> msgspec.Struct:
    fields = {}
    for field in msgspec.structs.fields(kind):
        if field.encode_name in value:
            inner = f"{name}.{field.encode_name}".lstrip(".")
            part = _salvage(value[field.encode_name], field.type, inner, drifted)
            if part is not _UNFIT:
                fields[field.name] = part
    return kind(**fields)


def _salvage_list(value: list[object], kind: Any, name: str, drifted: Drifted) -> list[object]:
    parts = (_salvage(part, kind, name, drifted) for part in value)
    return [part for part in parts if part is not _UNFIT]


def text(value: str | None) -> str | None:
    """A provider's text as the library keeps it, None when nothing is left of it."""
    return clean(value) or None if value else None


def names(values: list[str | None]) -> list[str]:
    """Clean texts without repetitions, in order."""
    found = (text(value) for value in values)
    return list(dict.fromkeys(name for name in found if name))
