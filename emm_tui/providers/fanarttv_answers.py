"""What Fanart.tv answers: one flat object, a list of pictures for each type that it has any of; figures are texts."""

from __future__ import annotations

import re

from msgspec import Struct, field

from emm_tui.providers.answers import Answer, text

Figure = str | int | None

_DIGITS = re.compile(r"\d{1,10}", re.ASCII)


class Picture(Struct, frozen=True):
    """A picture: `lang` "00" and "" mean that there is no text on it, `season` may be "all"; sizes since v3.2."""

    url: str | None = None
    lang: str | None = None
    likes: Figure = None
    season: Figure = None
    width: Figure = None
    height: Figure = None


class ArtAnswer(Answer, frozen=True):
    """What films and shows have in common."""

    name: str | None = None
    status: str | None = None
    message: str | None = field(default=None, name="error message")

    @property
    def flaw(self) -> str:
        """An error that came with status 200, unless it says that there is no art."""
        if self.status != "error" or "not found" in (self.message or "").lower():
            return ""
        return f"it says: {text(self.message) or 'error'}"


class MovieArt(ArtAnswer, frozen=True):
    """`/movies/{id}`."""

    tmdb_id: Figure = None
    imdb_id: Figure = None
    movieposter: list[Picture] = field(default_factory=list)
    moviebackground: list[Picture] = field(default_factory=list)
    hdmovielogo: list[Picture] = field(default_factory=list)
    movielogo: list[Picture] = field(default_factory=list)
    hdmovieclearart: list[Picture] = field(default_factory=list)
    movieart: list[Picture] = field(default_factory=list)
    moviebanner: list[Picture] = field(default_factory=list)
    moviethumb: list[Picture] = field(default_factory=list)
    moviedisc: list[Picture] = field(default_factory=list)


class ShowArt(ArtAnswer, frozen=True):
    """`/tv/{tvdb id}`."""

    thetvdb_id: Figure = None
    tvposter: list[Picture] = field(default_factory=list)
    showbackground: list[Picture] = field(default_factory=list)
    hdtvlogo: list[Picture] = field(default_factory=list)
    clearlogo: list[Picture] = field(default_factory=list)
    hdclearart: list[Picture] = field(default_factory=list)
    clearart: list[Picture] = field(default_factory=list)
    characterart: list[Picture] = field(default_factory=list)
    tvbanner: list[Picture] = field(default_factory=list)
    tvthumb: list[Picture] = field(default_factory=list)
    seasonposter: list[Picture] = field(default_factory=list)
    seasonbanner: list[Picture] = field(default_factory=list)
    seasonthumb: list[Picture] = field(default_factory=list)


def figure(value: Figure) -> int | None:
    """A number that may be written as text; None when it is none."""
    found = _DIGITS.fullmatch(str(value).strip()) if value is not None else None
    return int(found[0]) if found else None
