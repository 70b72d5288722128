"""What JSON says of items, candidates and names: pure functions from the domain's nouns to plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from emm_tui.cli.guess_view import guess
from emm_tui.domain.artwork import ArtworkCandidate, ArtworkFile
from emm_tui.domain.match import Candidate
from emm_tui.domain.media import Item, ItemRow, MediaFile
from emm_tui.domain.metadata import Credit, Metadata, SetInfo

if TYPE_CHECKING:
    from emm_tui.pipeline.choose import Offer

Document = dict[str, Any]


def row(item: ItemRow) -> Document:
    """One item of `list`."""
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "year": item.year,
        "season": item.season,
        "episode": item.episode,
        "show": item.show,
        "state": item.state,
        "path": item.path,
        "tmdb": item.tmdb,
        "imdb": item.imdb,
        "tvdb": item.tvdb,
        "rating": item.rating,
        "runtime": item.runtime,
        "added": item.added or None,
        "missing_since": item.missing_since,
        "marked": item.marked,
    }


def item(found: Item) -> Document:
    """The whole of `show`."""
    facts = found.metadata
    return {
        "id": found.row.id,
        "kind": found.row.kind,
        "state": found.row.state,
        **_texts(facts, found.row),
        "genres": facts.genres,
        "countries": facts.countries,
        "studios": facts.studios,
        "tags": facts.tags,
        "ratings": {name: {"value": r.value, "votes": r.votes, "max": r.max} for name, r in facts.ratings.items()},
        "user_rating": facts.user_rating,
        "ids": ids(facts.ids),
        "set": _set(facts.set) if facts.set else None,
        "directors": [credit.name for credit in facts.people("director")],
        "writers": [credit.name for credit in facts.people("writer")],
        "cast": [_actor(credit) for credit in facts.people("actor")],
        "trailer": facts.trailer,
        "season": _first(facts.season, found.row.season),
        "episode": _first(facts.episode, found.row.episode),
        "show": _show(found.show) if found.show else None,
        "seasons": [_season(season) for season in found.seasons],
        "path": found.row.path,
        "source": found.source,
        "folders": found.folders,
        "files": [_file(file) for file in found.files],
        "artwork": {kind: _artwork(file) for kind, file in sorted(found.artwork.items())},
        "provenance": {
            name: {"provider": p.provider, "language": p.language, "time": p.time}
            for name, p in found.provenance.items()
        },
        "locked": found.locked,
        "lacking": found.lacking,
        "match": match(found),
        "edition": found.edition,
        "order": (found.order or "aired") if found.row.kind == "show" else None,
        "error": found.error,
        "added": found.row.added or None,
        "missing_since": found.row.missing_since,
        "marked": found.row.marked,
    }


def match(found: Item) -> Document:
    """Why an item is what it is."""
    if found.match is None:
        return {"by": None, "provider": None, "score": None, "reasons": []}
    return {
        "by": found.match.by,
        "provider": found.match.provider,
        "score": found.match.score,
        "reasons": found.match.reasons,
    }


def candidate(one: Candidate) -> Document:
    """One title that an item may be."""
    return {
        "provider": one.provider,
        "id": _number(one.id),
        "title": one.title,
        "year": one.year,
        "original_title": one.original_title,
        "score": one.score,
        "reasons": one.reasons,
    }


def review(found: Item) -> Document:
    """One item that needs a person."""
    return {
        "id": found.row.id,
        "path": found.row.path,
        "state": found.row.state,
        "title": found.row.title,
        "year": found.row.year,
        "error": found.error,
        "candidates": [candidate(one) for one in found.candidates],
    }


def explain(found: Item) -> Document:
    """What the name says, who could be meant, and what was decided why."""
    return {
        "id": found.row.id,
        "path": found.row.path,
        "state": found.row.state,
        "title": found.metadata.title or found.row.title,
        "ids": ids(found.metadata.ids),
        "guess": guess(found.guess) if found.guess else None,
        "match": match(found),
        "candidates": [candidate(one) for one in found.candidates],
        "error": found.error,
    }


def ids(known: Mapping[str, str]) -> Document:
    """Ids by provider, numbers as numbers."""
    return {name: _number(value) for name, value in sorted(known.items())}


def offer(one: Offer) -> Document:
    """One kind of picture: what lies there, and what is on offer, numbered as `artwork --choose` takes it."""
    return {
        "kind": one.kind,
        "current": {**_artwork(one.file), "chosen": one.file.chosen} if one.file else None,
        "locked": one.locked,
        "candidates": [
            {"number": place + 1, "current": place == one.current, **_artwork_candidate(candidate)}
            for place, candidate in enumerate(one.candidates)
        ],
    }


def _artwork_candidate(one: ArtworkCandidate) -> Document:
    return {
        "provider": one.provider,
        "url": one.url,
        "preview": one.preview,
        "width": one.width or None,
        "height": one.height or None,
        "language": one.language,
        "votes": one.votes,
        "score": one.score,
    }


def _texts(facts: Metadata, found: ItemRow) -> Document:
    return {
        "title": facts.title or found.title or None,
        "original_title": facts.original_title,
        "sort_title": facts.sort_title,
        "year": _first(facts.year, found.year),
        **{
            name: getattr(facts, name)
            for name in ("premiered", "runtime", "plot", "outline", "tagline", "certification", "status")
        },
    }


def _set(one: SetInfo) -> Document:
    return {"name": one.name, "overview": one.overview, "ids": {"tmdb": one.tmdb} if one.tmdb else {}}


def _actor(credit: Credit) -> Document:
    return {"name": credit.name, "role": credit.role, "order": credit.order, "thumb": credit.thumb}


def _show(show: ItemRow) -> Document:
    known = {"tmdb": show.tmdb, "imdb": show.imdb, "tvdb": show.tvdb}
    return {"id": show.id, "title": show.title, "ids": {name: value for name, value in known.items() if value}}


def _season(season: ItemRow) -> Document:
    return {"id": season.id, "season": season.season, "title": season.title, "state": season.state}


def _file(file: MediaFile) -> Document:
    return {"path": file.path, "size": file.size, "part": file.part, "role": file.role, "streams": None}


def _artwork(file: ArtworkFile) -> Document:
    return {
        "path": file.path,
        "url": file.url,
        "width": file.width,
        "height": file.height,
        "language": file.language,
        "provider": file.provider,
    }


def _number(value: str) -> int | str:
    return int(value) if value.isdecimal() and value.isascii() else value


def _first(value: int | None, other: int | None) -> int | None:
    return other if value is None else value
