"""A title page of IMDb as the two pieces of data that are in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import TypeVar

from emm_tui.domain.errors import ProviderDownError, ProviderError
from emm_tui.domain.ids import is_id
from emm_tui.providers.answers import A, Drifted, decode, nobody, text
from emm_tui.providers.imdb_page_answers import LinkedData, NextData, TitleData

T = TypeVar("T")

_LINKED = b'type="application/ld+json"'
_NEXT = b'id="__NEXT_DATA__"'
_NAME = "imdb"


@dataclass(slots=True, frozen=True)
class Page:
    """What a page says: `above` the fold, in its `main` column, and to search engines (`linked`)."""

    above: TitleData
    main: TitleData
    linked: LinkedData
    id: str | None = None

    def first(self, read: Callable[[TitleData], T | None]) -> T | None:
        """What is read of one of the two parts, if there is any of it."""
        return read(self.above) or read(self.main)

    @property
    def foreign(self) -> bool:
        """Whether it was made for another country than the US: its title and its day are those of there."""
        country = self.first(lambda part: part.release_date.country.id)
        origins = {row.id for part in (self.above, self.main) for row in part.countries_of_origin.countries}
        return country not in {None, "US", *origins}

    @property
    def series(self) -> bool | None:
        """Whether it is of a show; None when it does not tell."""
        told = (part.title_type.is_series for part in (self.above, self.main))
        linked = {"TVSeries": True, "Movie": False}.get(self.linked.type or "")
        return next((series for series in told if series is not None), linked)

    @property
    def title(self) -> str | None:
        """The name under which it is shown."""
        shown = self.first(lambda part: text(part.title_text.text))
        return shown or escaped(self.linked.alternate_name) or escaped(self.linked.name)

    @property
    def original_title(self) -> str | None:
        """The name in its own country."""
        return self.first(lambda part: text(part.original_title_text.text)) or escaped(self.linked.name)


class PageReading:
    """Reads pages; the one that it has read last is not read again."""

    def __init__(self, drifted: Drifted) -> None:
        self._drifted = drifted
        self._last: tuple[bytes, Page] | None = None

    def __call__(self, body: bytes) -> Page:
        """The data of a page, as `read_page`."""
        if self._last is None or self._last[0] is not body:
            self._last = body, read_page(body, self._drifted)
        return self._last[1]


def read_page(body: bytes, drifted: Drifted = nobody) -> Page:
    """The data of a page. ProviderError when there is no title in it, ProviderDownError when it is no title's page."""
    if _LINKED not in body and _NEXT not in body:
        raise ProviderDownError(_NAME, "sent a page without data: it lets no programs in.", "Try again later.")
    props = (_read(body, _NEXT, NextData, drifted) or NextData()).props.page_props
    linked = _read(body, _LINKED, LinkedData, drifted) or LinkedData()
    told = (props.tconst, props.above.id, props.main.id, (linked.url or "").rstrip("/").rpartition("/")[2])
    ident = next((one for one in told if one and is_id("imdb", one)), None)
    page = Page(props.above, props.main, linked, ident)
    if not page.title and not page.original_title:
        raise ProviderError(_NAME, "the page holds no data of a title.", "Try again later.")
    return page


def escaped(value: str | None) -> str | None:
    """A text of the linked data, which is written as in HTML."""
    return text(unescape(value)) if value else None


def _read(body: bytes, mark: bytes, kind: type[A], drifted: Drifted) -> A | None:
    """The data of the script with a mark in its tag; None when there is none that can be read."""
    place = body.find(mark)
    start = body.find(b">", place) + 1
    end = body.find(b"</script", start)
    if place < 0 or not start or end < 0:
        return None
    try:
        return decode(body[start:end], kind, _NAME, drifted)
    except ProviderError:
        return None
