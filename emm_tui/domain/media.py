"""Sources, files and items: what the library is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from emm_tui.domain.rows import ItemRow, Kind, State

if TYPE_CHECKING:
    from emm_tui.domain.artwork import ArtworkCandidate, ArtworkFile
    from emm_tui.domain.guess import Guess, SourceKind
    from emm_tui.domain.match import Candidate
    from emm_tui.domain.metadata import Metadata, Provenance

__all__ = [
    "Discovered",
    "FileRole",
    "Item",
    "ItemRow",
    "Job",
    "Kind",
    "KnownEpisode",
    "Match",
    "MediaFile",
    "Source",
    "State",
    "Target",
]

FileRole = Literal["video", "subtitle", "nfo", "artwork", "trailer", "extra"]


@dataclass(slots=True, frozen=True)
class Source:
    """A folder of films or of shows, as the config names it."""

    name: str
    path: str
    kind: SourceKind


@dataclass(slots=True, frozen=True)
class MediaFile:
    """One file of an item. `path` is absolute, `os.fsdecode`d; `size` in bytes; `part` 1.. for stacks."""

    path: str
    size: int
    mtime_ns: int
    role: FileRole = "video"
    part: int | None = None
    artwork_kind: str | None = None


@dataclass(slots=True)
class Discovered:
    """One film or one episode file as it lies on disk, with everything beside it that belongs to it.

    `path` is the file that stands for it: the video, the first part of a stack, `VIDEO_TS/VIDEO_TS.IFO` or
    `BDMV/index.bdmv` of a disc. `own_folder` is true when the folder holds this film alone.
    `show_folder` is the folder of the whole show (episodes only; None for an episode that lies in the source's root),
    `show_title` what its name says when that has a year, as a folder that somebody named with care.
    """

    source: str
    path: str
    guess: Guess
    files: tuple[MediaFile, ...]
    own_folder: bool = False
    show_folder: str | None = None
    show_title: str | None = None


@dataclass(slots=True)
class Match:
    """Why an item is what it is: `by` is "auto", or "you" when a person decided."""

    by: str
    provider: str
    score: float | None
    reasons: list[str]


@dataclass(slots=True)
class Item:
    """Everything about one item: what `emm show` prints and exporters write.

    `order` is the one that a show's files count in: "" aired, "absolute", or the id of a provider's. `lacking` are the
    providers that could not be asked about it, and why. `folders` are those of a show, the main one first; `copies`
    are the pictures of a show or a season in the other ones. `missing` are the episodes of a show or a season that have
    aired and lie nowhere.
    """

    row: ItemRow
    guess: Guess | None
    metadata: Metadata
    files: list[MediaFile] = field(default_factory=list)
    own_folder: bool = False
    source: str | None = None
    artwork: dict[str, ArtworkFile] = field(default_factory=dict)
    artwork_candidates: list[ArtworkCandidate] = field(default_factory=list)
    provenance: dict[str, Provenance] = field(default_factory=dict)
    locked: list[str] = field(default_factory=list)
    match: Match | None = None
    candidates: list[Candidate] = field(default_factory=list)
    show: ItemRow | None = None
    seasons: list[ItemRow] = field(default_factory=list)
    error: str | None = None
    edition: str | None = None
    order: str = ""
    lacking: dict[str, str] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    copies: list[ArtworkFile] = field(default_factory=list)
    missing: list[KnownEpisode] = field(default_factory=list)

    @property
    def videos(self) -> list[MediaFile]:
        """The files that are played, in the order of their parts."""
        return sorted((f for f in self.files if f.role == "video"), key=lambda f: (f.part or 0, f.path))


@dataclass(slots=True)
class Target:
    """What a scrape needs to know of an item: its files, what its name says, what was decided and placed before.

    `ids` are the decided ids (provider -> id), `by` who decided: "" nobody, "auto", or "you".
    `nfo_ids` are the ids of an NFO that lies beside it, `locked` the fields and kinds of artwork to leave alone.
    A show's `path` is its folder, "" when it has none of its own; its `files` are those of its episodes that are there,
    `seasons` the numbers of these, `order` as in `Item`.
    `found_at` is the provider at which it was decided.
    """

    id: int
    kind: Kind
    state: State
    source: str
    path: str
    guess: Guess
    files: tuple[MediaFile, ...]
    own_folder: bool = False
    title: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    by: str = ""
    artwork: dict[str, ArtworkFile] = field(default_factory=dict)
    nfo_ids: dict[str, str] = field(default_factory=dict)
    seasons: tuple[int, ...] = ()
    order: str = ""
    locked: tuple[str, ...] = ()
    found_at: str = ""


@dataclass(slots=True, frozen=True)
class KnownEpisode:
    """An episode that exists, whether there is a file of it or not; `aired` is `YYYY-MM-DD`."""

    season: int
    episode: int
    title: str | None = None
    aired: str | None = None
    absolute: int | None = None


@dataclass(slots=True)
class Job:
    """One run of a verb. Times are ISO 8601 in UTC; `state` running|done|partial|interrupted|cancelled."""

    id: int
    verb: str
    started: str
    ended: str | None
    state: str
    items: int
    done: int
    failed: int
    arguments: dict[str, object] = field(default_factory=dict)
