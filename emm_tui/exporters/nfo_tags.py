"""The tags of an NFO that are ours, as one table for each kind of title: from metadata to XML elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from emm_tui.domain.display import clean
from emm_tui.domain.metadata import Credit, Metadata

Elements = list[etree._Element]
Make = Callable[[Metadata], Elements]
Keep = Callable[[Elements, Elements], Elements]

RATING_NAMES = {"tmdb": "themoviedb", "tvdb": "thetvdb", "rottentomatoes": "tomatometerallcritics"}
"""What Kodi calls the sources of ratings, where that differs from the provider's name."""

_YOUTUBE = re.compile(r"[\w-]{5,20}")


@dataclass(slots=True, frozen=True)
class Tag:
    """One of our tags: the metadata `field` it shows, how it is made, and what of older ones is kept beside it.

    `keep` takes the new and the old elements; without it the old ones go as soon as there are new ones.
    """

    name: str
    field: str
    make: Make
    keep: Keep | None = None


def element(name: str, text: str = "", /, **attributes: str) -> etree._Element:
    """An element with text that any XML reader takes."""
    made = etree.Element(name, {key: one_line(value) for key, value in attributes.items()})
    made.text = clean(text) or None
    return made


def one_line(text: str) -> str:
    """Text without line breaks, double spaces and characters that XML forbids."""
    return " ".join(clean(text).split())


def line(name: str, value: str | None) -> Elements:
    """A tag for one line of text; none when there is no text."""
    text = one_line(value or "")
    return [element(name, text)] if text else []


def paragraphs(name: str, value: str | None) -> Elements:
    """A tag for a longer text, which keeps its line breaks."""
    text = clean(value or "")
    return [element(name, text)] if text else []


def number(name: str, value: float | None) -> Elements:
    """A tag for a whole number above zero."""
    return [element(name, str(round(value)))] if value and value > 0 else []


def each(name: str, values: Iterable[str]) -> Elements:
    """A tag for each value. Readers split at " / ", so no value has it."""
    texts = dict.fromkeys(one_line(value).replace(" / ", "/").replace(" / ", "/") for value in values)
    return [element(name, text) for text in texts if text]


def ratings(metadata: Metadata) -> Elements:
    """All ratings, unscaled; TMDB's is the default, else the first."""
    known = {name: r for name, r in metadata.ratings.items() if 0 < r.value <= r.max}
    default = "tmdb" if "tmdb" in known else next(iter(known), "")
    made = etree.Element("ratings")
    for name, rating in known.items():
        attributes = {"name": RATING_NAMES.get(name, name), "max": f"{rating.max:g}"}
        one = element("rating", **attributes, **({"default": "true"} if name == default else {}))
        one.append(element("value", f"{rating.value:.3f}".rstrip("0").rstrip(".")))
        if rating.votes is not None:
            one.append(element("votes", str(rating.votes)))
        made.append(one)
    return [made] if known else []


def unique_ids(metadata: Metadata) -> Elements:
    """An id for each provider; TMDB's is the default, else the first."""
    known = {name: value for name, value in metadata.ids.items() if value}
    default = "tmdb" if "tmdb" in known else next(iter(known), "")
    names = sorted(known, key=lambda name: name != default)
    return [
        element("uniqueid", known[name], type=name, **({"default": "true"} if name == default else {}))
        for name in names
    ]


def movie_set(metadata: Metadata) -> Elements:
    """The set with its own text; the id in the attribute is Jellyfin's form."""
    if not metadata.set or not one_line(metadata.set.name):
        return []
    made = element("set", **({"tmdbcolid": str(metadata.set.tmdb)} if metadata.set.tmdb else {}))
    made.extend(line("name", metadata.set.name) + paragraphs("overview", metadata.set.overview))
    return [made]


def trailer(metadata: Metadata) -> Elements:
    """The trailer in the form of Kodi's plug-in, which Jellyfin reads too."""
    key = metadata.trailer or ""
    return line("trailer", f"plugin://plugin.video.youtube/play/?video_id={key}") if _YOUTUBE.fullmatch(key) else []


def actors(metadata: Metadata) -> Elements:
    """The cast in billing order, each person once."""
    people: dict[str, list[Credit]] = {}
    for credit in metadata.people("actor"):
        people.setdefault(one_line(credit.name), []).append(credit)
    return [_actor(name, credits, place) for place, (name, credits) in enumerate(people.items()) if name]


def _actor(name: str, credits: Sequence[Credit], place: int) -> etree._Element:
    roles = dict.fromkeys(role for c in credits if (role := one_line(c.role or "")))
    made = etree.Element("actor")
    made.extend(line("name", name) + line("role", " / ".join(roles)))
    made.append(element("order", str(place)))
    made.extend(line("thumb", next((c.thumb for c in credits if c.thumb), None)))
    return made


def _names(metadata: Metadata, job: str) -> list[str]:
    return [credit.name for credit in metadata.credits if credit.job == job]


def keep_other_ratings(new: Elements, old: Elements) -> Elements:
    """Our ratings, and those of sources that we have none of."""
    names = {one.get("name") for ours in new for one in ours}
    for theirs in old:
        for one in theirs.findall("rating"):
            if one.get("name") not in names:
                one.attrib.pop("default", "")
                new[0].append(one)
    return new


def keep_other_ids(new: Elements, old: Elements) -> Elements:
    """Our ids, and those at providers that we have none of."""
    types = {one.get("type") for one in new}
    others = [one for one in old if one.get("type") not in types]
    for one in others:
        one.attrib.pop("default", "")
    return new + others


def keep_other_tags(new: Elements, old: Elements) -> Elements:
    """Our tags, and those that a person has given."""
    texts = {one.text for one in new}
    return new + [one for one in old if one_line(one.text or "") not in texts]


MOVIE = (
    Tag("title", "title", lambda m: line("title", m.title)),
    Tag("originaltitle", "original_title", lambda m: line("originaltitle", m.original_title)),
    Tag("sorttitle", "sort_title", lambda m: line("sorttitle", m.sort_title)),
    Tag("ratings", "ratings", ratings, keep_other_ratings),
    Tag("userrating", "user_rating", lambda m: number("userrating", m.user_rating)),
    Tag("outline", "outline", lambda m: paragraphs("outline", m.outline)),
    Tag("plot", "plot", lambda m: paragraphs("plot", m.plot)),
    Tag("tagline", "tagline", lambda m: line("tagline", m.tagline)),
    Tag("runtime", "runtime", lambda m: number("runtime", m.runtime)),
    Tag("mpaa", "certification", lambda m: line("mpaa", m.certification)),
    Tag("uniqueid", "ids", unique_ids, keep_other_ids),
    Tag("genre", "genres", lambda m: each("genre", m.genres)),
    Tag("country", "countries", lambda m: each("country", m.countries)),
    Tag("set", "set", movie_set),
    Tag("credits", "writers", lambda m: each("credits", _names(m, "writer"))),
    Tag("director", "directors", lambda m: each("director", _names(m, "director"))),
    Tag("premiered", "premiered", lambda m: line("premiered", m.premiered)),
    Tag("year", "year", lambda m: number("year", m.year)),
    Tag("studio", "studios", lambda m: each("studio", m.studios)),
    Tag("trailer", "trailer", trailer),
    Tag("tag", "tags", lambda m: each("tag", m.tags), keep_other_tags),
    Tag("actor", "cast", actors),
)
