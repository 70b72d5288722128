"""The XML elements of an NFO: how each kind of value is written, and what of older ones is kept beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from lxml import etree

from emm_tui.domain.display import clean
from emm_tui.domain.media import ItemRow
from emm_tui.domain.metadata import Credit, Job, Metadata

Elements = list[etree._Element]

RATING_NAMES = {"tmdb": "themoviedb", "tvdb": "thetvdb", "rottentomatoes": "tomatometerallcritics"}
"""What Kodi calls the sources of ratings, where that differs from the provider's name."""

_YOUTUBE = re.compile(r"[\w-]{5,20}")


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


def count(name: str, value: int | None) -> Elements:
    """A tag for a number that may be zero, as that of the specials is."""
    return [element(name, str(value))] if value is not None and value >= 0 else []


def each(name: str, values: Iterable[str]) -> Elements:
    """A tag for each value. Readers split at " / ", so no value has it."""
    texts = dict.fromkeys(one_line(value).replace(" / ", "/").replace(" / ", "/") for value in values)
    return [element(name, text) for text in texts if text]


def ratings(metadata: Metadata) -> Elements:
    """All ratings, unscaled; the first is the default."""
    known = {name: r for name, r in metadata.ratings.items() if 0 < r.value <= r.max}
    default = next(iter(known), "")
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


def names(metadata: Metadata, job: Job) -> list[str]:
    """The names of all who had a job."""
    return [credit.name for credit in metadata.credits if credit.job == job]


def named_seasons(seasons: Iterable[ItemRow]) -> Elements:
    """The names of seasons; those that every reader gives by itself, in its own language, are left out."""
    told = {row.season: one_line(row.title) for row in seasons if row.season is not None}
    return [
        element("namedseason", name, number=str(number))
        for number, name in sorted(told.items())
        if name and name not in (f"Season {number}", "Specials")
    ]


def episode_guide(metadata: Metadata) -> Elements:
    """The ids of a show as the JSON text by which a scraper of Kodi finds its episodes."""
    known = {name: clean(metadata.ids[name]) for name in ("tmdb", "imdb", "tvdb") if metadata.ids.get(name)}
    return [element("episodeguide", json.dumps(known))] if known else []


def display_episode(metadata: Metadata) -> Elements:
    """The episode before which a special stands: the first of its season when no other is told."""
    first = 1 if metadata.airs_before_season is not None else None
    return count("displayepisode", metadata.airs_before_episode or first)


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


def keep_other_seasons(new: Elements, old: Elements) -> Elements:
    """Our names of seasons, and those of seasons that we have no name for."""
    numbers = {one.get("number") for one in new}
    return new + [one for one in old if one.get("number") not in numbers]
