"""The pictures of a show: in its folder, its seasons' too, a still beside each file; each recorded with its item."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field, replace
from pathlib import Path

import anyio
import pytest

from emm_tui.domain import events as ev
from emm_tui.domain.artwork import ArtworkFile
from emm_tui.domain.errors import ExportError, ProviderDownError, StorageError
from emm_tui.domain.media import Item, ItemRow, MediaFile
from emm_tui.domain.metadata import Metadata
from emm_tui.pipeline.artwork_download import ArtworkDeps
from emm_tui.pipeline.artwork_show import fetch_show_artwork
from tests.pipeline.drawing import BANNER, FANART, LOGO, Library, Run, offer, picture

PICTURES = {
    "poster.jpg": picture(),
    "fanart.jpg": picture(FANART),
    "logo.png": picture(LOGO, form="PNG"),
    "banner.jpg": picture(BANNER),
    "specials.jpg": picture(colour="blue"),
    **{f"still{n}.jpg": picture(FANART, colour) for n, colour in enumerate(("blue", "green", "white"))},
}


@dataclass
class Scene:
    """A show with two seasons and three episodes in two files, and the run that fetches its pictures."""

    folder: Path
    run: Run = field(default_factory=Run)
    library: Library = field(default_factory=Library)
    lone: bool = False

    def __post_init__(self) -> None:
        self.run.provider.pictures = dict(PICTURES)
        row = ItemRow(2, "show", "matched", "[REC] Lights", path=None if self.lone else str(self.folder))
        self.show = Item(row, None, Metadata(original_language="no"))
        self.show.artwork_candidates = [
            offer("poster", "poster.jpg"),
            offer("fanart", "fanart.jpg", None),
            offer("clearlogo", "logo.png"),
            offer("banner", "banner.jpg"),
        ]
        self.seasons = [self._season(0, "specials.jpg"), self._season(1, "poster.jpg")]
        self.files = {}
        for name, numbers in (("Season 01/Lights S01E01-E02.mkv", (1, 2)), ("Season 01/Lights S01E03.mkv", (3,))):
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"video")
            self.files[str(path)] = [self._episode(number, str(path)) for number in numbers]

    def _season(self, number: int, poster: str) -> Item:
        row = ItemRow(10 + number, "season", "matched", f"Season {number}", season=number)
        return Item(row, None, Metadata(), artwork_candidates=[offer("poster", poster)], show=self.show.row)

    def _episode(self, number: int, path: str) -> Item:
        row = ItemRow(100 + number, "episode", "matched", f"Lamp {number}", season=1, episode=number, path=path)
        stills = [offer("thumb", f"still{number - 1}.jpg", None, 1280)]
        return Item(row, None, Metadata(), [MediaFile(path, 5, 1)], artwork_candidates=stills, show=self.show.row)

    @property
    def items(self) -> list[Item]:
        return [self.show, *self.seasons, *(item for items in self.files.values() for item in items)]

    async def fetch(self) -> list[ArtworkFile]:
        self.run.events.clear()
        self.run.provider.asked.clear()
        for item in self.items:
            item.artwork = self.library.of(item.row.id).known
        limiter = anyio.CapacityLimiter(self.run.config.artwork.concurrency)
        images = {"tmdb": self.run.provider}
        deps = ArtworkDeps(self.run.config, self.run.events.append, images, self.library, limiter)
        brought = await fetch_show_artwork(self.show, self.seasons, self.files, deps)
        self.run.lost = sorted(brought.lost)
        return brought.files

    def pictures(self) -> list[str]:
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())
        return sorted(name for name in found if not name.endswith(".mkv"))


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path / "[REC] Lights (2011)")


EVERYTHING = [
    "Season 01/Lights S01E01-E02-thumb.jpg",
    "Season 01/Lights S01E03-thumb.jpg",
    "banner.jpg",
    "clearlogo.png",
    "fanart.jpg",
    "poster.jpg",
    "season-specials-poster.jpg",
    "season01-poster.jpg",
]


async def test_each_picture_lies_where_it_is_read_and_is_recorded_with_its_item(scene: Scene) -> None:
    files = await scene.fetch()
    assert scene.pictures() == EVERYTHING
    assert sorted(file.path.removeprefix(f"{scene.folder}/") for file in files) == EVERYTHING
    placed = {item: sorted(shelf.placed) for item, shelf in scene.library.shelves.items() if shelf.placed}
    assert placed == {
        2: ["banner", "clearlogo", "fanart", "poster"],
        10: ["poster"],
        11: ["poster"],
        101: ["thumb"],
        103: ["thumb"],
    }
    assert not any(shelf.planned for shelf in scene.library.shelves.values())
    first = scene.folder / "Season 01" / "Lights S01E01-E02-thumb.jpg"
    assert first.read_bytes() == PICTURES["still0.jpg"]


async def test_a_picture_of_the_show_that_is_a_season_s_too_is_asked_once(scene: Scene) -> None:
    await scene.fetch()
    assert len(scene.run.provider.asked) == len(set(scene.run.provider.asked)) == 7
    outcomes = [outcome for _, outcome in scene.run.outcomes()]
    assert (outcomes.count("downloaded"), outcomes.count("kept")) == (7, 1)
    assert (scene.folder / "season01-poster.jpg").read_bytes() == (scene.folder / "poster.jpg").read_bytes()


async def test_a_second_run_asks_nothing_and_writes_nothing(scene: Scene) -> None:
    first = await scene.fetch()
    for shelf in scene.library.shelves.values():
        shelf.writes = 0
    again = await scene.fetch()
    assert sorted(again, key=str) == sorted(first, key=str)
    assert scene.run.provider.asked == [] and not any(shelf.writes for shelf in scene.library.shelves.values())
    assert {outcome for _, outcome in scene.run.outcomes()} == {"kept"}


async def test_a_season_gets_every_kind_that_is_offered_for_it_and_no_other(scene: Scene) -> None:
    scene.seasons[0].artwork_candidates += [
        offer("banner", "banner.jpg"),
        offer("fanart", "fanart.jpg", None),
        offer("clearlogo", "logo.png"),
    ]
    await scene.fetch()
    assert [name for name in scene.pictures() if name.startswith("season-specials")] == [
        "season-specials-banner.jpg",
        "season-specials-fanart.jpg",
        "season-specials-poster.jpg",
    ]


async def test_more_fanart_is_numbered_for_the_show_alone(scene: Scene) -> None:
    scene.run.config.artwork.extra_fanart = 1
    fanart = [offer("fanart", "still0.jpg", None, votes=-1), offer("fanart", "still1.jpg", None, votes=-2)]
    scene.show.artwork_candidates += fanart
    scene.seasons[1].artwork_candidates += fanart
    await scene.fetch()
    assert [name for name in scene.pictures() if "fanart" in name] == [
        "fanart.jpg",
        "fanart1.jpg",
        "season01-fanart.jpg",
    ]


async def test_a_disc_picture_or_a_still_is_never_a_show_s(scene: Scene) -> None:
    scene.show.artwork_candidates += [offer("discart", "poster.jpg"), offer("thumb", "still0.jpg")]
    await scene.fetch()
    assert scene.pictures() == EVERYTHING


async def test_episodes_in_the_root_of_a_source_bring_nothing_but_their_stills(tmp_path: Path) -> None:
    scene = Scene(tmp_path / "tv", lone=True)
    await scene.fetch()
    assert scene.pictures() == [name for name in EVERYTHING if "thumb" in name]


async def test_a_file_whose_first_episode_has_no_still_takes_the_next_one_s(scene: Scene) -> None:
    next(iter(scene.files.values()))[0].artwork_candidates = []
    await scene.fetch()
    first = scene.folder / "Season 01" / "Lights S01E01-E02-thumb.jpg"
    assert first.read_bytes() == PICTURES["still1.jpg"]
    assert "thumb" in scene.library.of(101).placed


@pytest.mark.parametrize(
    "name", ["poster.png", "folder.jpg", "season01-poster.JPG", "Season 01/Lights S01E03-thumb.png"]
)
async def test_a_picture_of_the_user_is_kept(scene: Scene, name: str) -> None:
    theirs = picture((20, 30), "green", "PNG" if name.endswith("png") else "JPEG")
    (scene.folder / name).write_bytes(theirs)
    await scene.fetch()
    assert (scene.folder / name).read_bytes() == theirs
    assert len(scene.pictures()) == len(EVERYTHING)


async def test_a_picture_that_arrived_before_a_crash_is_adopted_with_its_item(scene: Scene) -> None:
    await scene.fetch()
    shelf = scene.library.of(11)
    planned = replace(shelf.placed.pop("poster"), width=None, size=None, mtime_ns=None, sha256=None, pending=True)
    shelf.planned["poster"] = planned
    await scene.fetch()
    assert scene.run.provider.asked == [] and "poster" in shelf.placed and not shelf.planned


async def test_a_still_that_cannot_be_had_is_a_warning(scene: Scene) -> None:
    del scene.run.provider.pictures["still2.jpg"]
    await scene.fetch()
    assert scene.pictures() == [name for name in EVERYTHING if "S01E03" not in name]
    assert ("thumb", "failed") in scene.run.outcomes() and len(scene.run.warnings()) == 1
    assert not scene.library.of(103).planned


async def test_a_folder_of_a_season_that_is_gone_costs_its_stills_alone(scene: Scene) -> None:
    os.rename(scene.folder / "Season 01", scene.folder.parent / "moved")
    await scene.fetch()
    assert scene.pictures() == [name for name in EVERYTHING if "thumb" not in name]
    assert len(scene.run.warnings()) == len(scene.run.lost) == 1


async def test_a_season_on_a_read_only_share_costs_its_stills_alone(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("emm_tui.fsio.os.access", lambda path, _mode: "Season" not in path)
    await scene.fetch()
    assert scene.pictures() == [name for name in EVERYTHING if "thumb" not in name]
    assert not any("still" in url for url in scene.run.provider.asked)
    assert len(scene.run.lost) == 1 and "right to write" in scene.run.lost[0]


async def test_pictures_that_a_passing_trouble_cost_are_told_as_lost(scene: Scene) -> None:
    scene.run.provider.pictures |= dict.fromkeys(("specials.jpg", "still2.jpg"), ProviderDownError("tmdb", "is down"))
    await scene.fetch()
    assert [text.split(":")[0] for text in scene.run.lost] == ["Lights S01E03-thumb", "season-specials-poster"]


async def test_pictures_of_another_show_go_with_their_items(scene: Scene) -> None:
    await scene.fetch()
    scene.run.provider.pictures["new.jpg"] = picture(colour="green")
    for item in scene.items:
        item.artwork_candidates = []
    scene.show.artwork_candidates = [offer("poster", "new.jpg")]
    await scene.fetch()
    assert scene.pictures() == ["poster.jpg"]
    assert (scene.folder / "poster.jpg").read_bytes() == scene.run.provider.pictures["new.jpg"]
    assert not scene.library.of(101).placed and not scene.library.of(11).placed


async def test_a_still_that_is_on_offer_no_more_stays_with_its_show(scene: Scene) -> None:
    await scene.fetch()
    for item in scene.items:
        if item.row.kind == "episode":
            item.artwork_candidates = []
    await scene.fetch()
    assert scene.pictures() == EVERYTHING and scene.run.provider.asked == []


async def test_what_cannot_be_looked_at_costs_its_folder_alone(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    await scene.fetch()
    look = os.stat

    def broken(path: str) -> os.stat_result:
        if str(path).endswith("-thumb.jpg"):
            raise OSError(errno.EIO, "Input/output error")
        return look(path)

    monkeypatch.setattr("emm_tui.fsio.os.stat", broken)
    assert len(await scene.fetch()) == len(EVERYTHING) - 2
    assert len(scene.run.warnings()) == 1 and "thumb" in scene.library.of(101).placed


async def test_a_folder_of_a_show_that_is_gone_fails_the_show(scene: Scene) -> None:
    os.rename(scene.folder, scene.folder.with_name("moved"))
    with pytest.raises(ExportError):
        await scene.fetch()
    assert scene.run.provider.asked == []


async def test_a_full_disk_ends_the_run(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("emm_tui.fsio.os.fsync", full)
    with pytest.raises(StorageError):
        await scene.fetch()
    assert scene.pictures() == []


async def test_no_more_pictures_are_in_flight_than_the_config_allows(scene: Scene) -> None:
    scene.run.config.artwork.concurrency = 2
    await scene.fetch()
    assert scene.run.provider.most == 2


async def test_a_folder_is_swept_and_listed_once_however_many_episodes_it_has(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[str] = []
    listdir = os.listdir

    def watched(path: str) -> list[str]:
        listed.append(path)
        return listdir(path)

    monkeypatch.setattr("emm_tui.fsio.os.listdir", watched)
    left = scene.folder / "Season 01" / f".emm-{0x3FFFFE:06x}00.tmp"
    left.write_bytes(b"half")
    await scene.fetch()
    assert sorted(listed) == [str(scene.folder), str(scene.folder / "Season 01")] and not left.exists()
    assert not any(isinstance(event, ev.Warned) for event in scene.run.events)
