"""NFO files beside the media: written once, merged with care, never at the cost of somebody else's."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from emm_tui import fsio
from emm_tui.config import Config
from emm_tui.domain.errors import ExportError, ReadOnlyError, StorageError
from emm_tui.domain.guess import Guess
from emm_tui.domain.media import Item, ItemRow, MediaFile, Target
from emm_tui.domain.metadata import Metadata
from emm_tui.exporters import nfo_read
from emm_tui.paths import Paths
from emm_tui.pipeline.export import export, export_item, export_show, nfo_ids

NOTES = b"a group's release notes \xdb\xdb\nhttps://www.imdb.com/title/tt9900001/\n"
BOMB = b'<!DOCTYPE movie [<!ENTITY x SYSTEM "file:///etc/passwd">]><movie>&x;</movie>'


@dataclass
class Deps:
    """What an export takes of a run."""

    home: Path
    config: Config = field(default_factory=Config)

    @property
    def paths(self) -> Paths:
        return Paths.resolve({"EMM_HOME": str(self.home)})

    def backups(self) -> list[bytes]:
        folder = self.paths.backups / "nfo"
        return [path.read_bytes() for path in folder.iterdir()] if folder.exists() else []


@pytest.fixture
def deps(tmp_path: Path) -> Deps:
    return Deps(tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "films" / "Tide (2007)"
    made.mkdir(parents=True)
    return made


def film(path: Path | str, own_folder: bool = True, files: list[MediaFile] | None = None) -> Item:
    metadata = Metadata(title="[REC] Tide", year=2007, plot="A harbour wakes.", ids={"tmdb": "990001"})
    row = ItemRow(1, "movie", "scraped", "[REC] Tide", path=str(path))
    return Item(row, None, metadata, files or [MediaFile(str(path), 1, 1)], own_folder)


def title(path: Path) -> str | None:
    return nfo_read.parse(path.read_bytes()).roots[0].findtext("title")


async def test_a_film_gets_an_nfo_of_its_name(deps: Deps, folder: Path) -> None:
    assert await export_item(film(folder / "Tide.mkv"), deps) == [str(folder / "Tide.nfo")]
    assert title(folder / "Tide.nfo") == "[REC] Tide"
    assert os.listdir(folder) == ["Tide.nfo"]


async def test_nothing_is_written_when_nothing_changed(deps: Deps, folder: Path) -> None:
    item = film(folder / "Tide.mkv")
    await export_item(item, deps)
    before = (folder / "Tide.nfo").stat()
    assert await export_item(item, deps) == []
    after = (folder / "Tide.nfo").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert deps.backups() == []


async def test_somebody_elses_nfo_is_merged_and_backed_up_before_its_first_change(deps: Deps, folder: Path) -> None:
    theirs = b"<movie><title>Theirs</title><mine>1</mine></movie>"
    (folder / "Tide.nfo").write_bytes(theirs)
    item = film(folder / "Tide.mkv")
    await export_item(item, deps)
    assert title(folder / "Tide.nfo") == "[REC] Tide" and b"<mine>1</mine>" in (folder / "Tide.nfo").read_bytes()
    item.metadata.plot = "Another."
    assert await export_item(item, deps)
    assert deps.backups() == [theirs]


async def test_an_nfo_that_has_movie_nfo_as_its_name_is_the_one_to_merge(deps: Deps, folder: Path) -> None:
    (folder / "movie.nfo").write_bytes(b"<movie><mine/></movie>")
    assert await export_item(film(folder / "Tide.mkv"), deps) == [str(folder / "movie.nfo")]
    assert not (folder / "Tide.nfo").exists()


async def test_two_that_are_there_say_the_same(deps: Deps, folder: Path) -> None:
    for name in ("movie.nfo", "Tide.nfo"):
        (folder / name).write_bytes(b"<movie><title>Old</title></movie>")
    assert len(await export_item(film(folder / "Tide.mkv"), deps)) == 2
    assert title(folder / "movie.nfo") == title(folder / "Tide.nfo") == "[REC] Tide"


@pytest.mark.parametrize("blank", [b"", b"\r\n"])
async def test_an_empty_movie_nfo_is_filled_and_the_one_of_the_videos_name_written(
    deps: Deps, folder: Path, blank: bytes
) -> None:
    (folder / "movie.nfo").write_bytes(blank)
    item = film(folder / "Tide.mkv")
    both = [str(folder / "Tide.nfo"), str(folder / "movie.nfo")]
    assert await export_item(item, deps) == both
    assert title(folder / "movie.nfo") == title(folder / "Tide.nfo") == "[REC] Tide"
    assert await export_item(item, deps) == []
    item.metadata.plot = "Another."
    assert await export_item(item, deps) == both


async def test_an_empty_nfo_of_the_videos_name_is_filled(deps: Deps, folder: Path) -> None:
    (folder / "Tide.nfo").touch()
    assert await export_item(film(folder / "Tide.mkv", own_folder=False), deps) == [str(folder / "Tide.nfo")]
    assert title(folder / "Tide.nfo") == "[REC] Tide"


async def test_an_empty_movie_nfo_is_filled_beside_notes_that_stay(deps: Deps, folder: Path) -> None:
    (folder / "Tide.nfo").write_bytes(NOTES)
    (folder / "movie.nfo").touch()
    assert await export_item(film(folder / "Tide.mkv"), deps) == [str(folder / "movie.nfo")]
    assert (folder / "Tide.nfo").read_bytes() == NOTES


@pytest.mark.parametrize(
    "data", [NOTES, BOMB, b"<movie><title>cut", b"x" * (5 << 20)], ids=["notes", "bomb", "cut", "huge"]
)
async def test_what_cannot_be_read_is_left_and_movie_nfo_is_written_beside_it(
    deps: Deps, folder: Path, data: bytes
) -> None:
    (folder / "Tide.nfo").write_bytes(data)
    item = film(folder / "Tide.mkv")
    assert await export_item(item, deps) == [str(folder / "movie.nfo")]
    assert (folder / "Tide.nfo").read_bytes() == data
    assert await export_item(item, deps) == []


async def test_where_films_share_a_folder_it_fails_with_what_to_do(deps: Deps, folder: Path) -> None:
    (folder / "Tide.nfo").write_bytes(BOMB)
    with pytest.raises(ExportError, match=r"Tide\.nfo.*document type.*Move it away"):
        await export_item(film(folder / "Tide.mkv", own_folder=False), deps)
    assert os.listdir(folder) == ["Tide.nfo"]


async def test_a_stack_has_one_nfo(deps: Deps, folder: Path) -> None:
    parts = [MediaFile(str(folder / f"Tide cd{n}.avi"), 1, 1, part=n) for n in (1, 2)]
    assert await export_item(film(parts[0].path, False, parts), deps) == [str(folder / "Tide.nfo")]


@pytest.mark.parametrize(
    ("inside", "name"), [("VIDEO_TS/VIDEO_TS.IFO", "VIDEO_TS.nfo"), ("BDMV/index.bdmv", "index.nfo")]
)
async def test_a_disc_has_its_nfo_inside(deps: Deps, folder: Path, inside: str, name: str) -> None:
    path = folder / inside
    path.parent.mkdir()
    assert await export_item(film(path), deps) == [str(path.parent / name)]


async def test_a_name_without_room_says_so(deps: Deps, folder: Path) -> None:
    video = folder / ("x" * 252 + ".ts")
    with pytest.raises(ExportError, match="Shorten"):
        await export_item(film(video, own_folder=False), deps)
    assert await export_item(film(video), deps) == [str(folder / "movie.nfo")]


async def test_a_name_that_is_not_utf8_is_written_beside_the_video(deps: Deps, folder: Path) -> None:
    await export_item(film(os.path.join(folder, os.fsdecode(b"caf\xe9.mkv")), own_folder=False), deps)
    assert os.listdir(os.fsencode(folder)) == [b"caf\xe9.nfo"]


async def test_an_nfo_that_a_person_saves_meanwhile_is_merged_too(
    deps: Deps, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, replaced = folder / "Tide.nfo", fsio._fill
    path.write_bytes(b"<movie/>")

    def slow(handle: int, data: bytes, target: str) -> fsio.Stamp:
        if target == str(path) and b"added" not in path.read_bytes():
            path.write_bytes(b"<movie><mine>added just now</mine></movie>")
        return replaced(handle, data, target)

    monkeypatch.setattr(fsio, "_fill", slow)
    await export_item(film(folder / "Tide.mkv"), deps)
    assert title(path) == "[REC] Tide" and b"added just now" in path.read_bytes()


async def test_leftovers_of_a_killed_run_are_swept(deps: Deps, folder: Path) -> None:
    (folder / f".emm-{0x3FFFFE:06x}00.tmp").write_bytes(b"half")
    await export_item(film(folder / "Tide.mkv"), deps)
    assert os.listdir(folder) == ["Tide.nfo"]


async def test_a_read_only_share_keeps_the_old_nfo(deps: Deps, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = film(folder / "Tide.mkv")
    await export_item(item, deps)
    before = (folder / "Tide.nfo").read_bytes()
    item.metadata.plot = "Another."

    def refuse(*_args: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("emm_tui.fsio.os.replace", refuse)
    with pytest.raises(ReadOnlyError, match="Make the source writable"):
        await export_item(item, deps)
    assert (folder / "Tide.nfo").read_bytes() == before and os.listdir(folder) == ["Tide.nfo"]


class Films:
    """A library of some films."""

    def __init__(self, *items: Item) -> None:
        self.items = items

    def item(self, ident: int) -> Item:
        return self.items[ident]


async def test_an_export_of_many_goes_on_after_one_that_fails(deps: Deps, folder: Path) -> None:
    (folder / "Bad.nfo").write_bytes(BOMB)
    films = Films(*(film(folder / f"{name}.mkv", own_folder=False) for name in ("Bad", "Tide", "Wave")))
    report = await export([0, 1, 2], films, deps.config, deps.paths)  # type: ignore[arg-type]
    assert (report.items, len(report.written), report.exit_code) == (3, 2, 1)
    assert "Move it away" in report.failures[0].error
    again = await export([1, 2], films, deps.config, deps.paths)  # type: ignore[arg-type]
    assert (again.written, again.unchanged, again.exit_code) == ([], 2, 0)


async def test_an_export_goes_on_after_what_is_read_only_and_says_so(
    deps: Deps, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = fsio.write_whole

    def refuse(path: str, data: bytes, **more: object) -> fsio.Stamp:
        if "Tide" in os.path.basename(path):
            raise ReadOnlyError(f"{path}: Read-only file system.")
        return write(path, data, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("emm_tui.fsio.write_whole", refuse)
    films = Films(*(film(folder / f"{name}.mkv", own_folder=False) for name in ("Tide", "Wave")))
    report = await export([0, 1], films, deps.config, deps.paths)  # type: ignore[arg-type]
    assert report.written == [str(folder / "Wave.nfo")]
    assert [failure.item for failure in report.failures] == [1]
    assert "Read-only" in (report.storage_error or "") and report.exit_code == 9


async def test_a_dry_run_names_the_files_and_writes_none(deps: Deps, folder: Path) -> None:
    (folder / "movie.nfo").write_bytes(b"<movie/>")
    left = folder / f".emm-{0x3FFFFE:06x}00.tmp"
    left.write_bytes(b"half")
    films = Films(film(folder / "Tide.mkv"))
    report = await export([0], films, deps.config, deps.paths, dry_run=True)  # type: ignore[arg-type]
    assert report.written == [str(folder / "movie.nfo")]
    assert (folder / "movie.nfo").read_bytes() == b"<movie/>" and left.exists() and deps.backups() == []


def test_ids_come_from_the_nfo_that_kodi_prefers(folder: Path) -> None:
    path = str(folder / "Tide.mkv")
    target = Target(1, "movie", "new", "Films", path, Guess(path), (MediaFile(path, 1, 1),), True)
    assert nfo_ids(target) == {}
    (folder / "Tide.nfo").write_bytes(NOTES)
    assert nfo_ids(target) == {"imdb": "tt9900001"}
    (folder / "movie.nfo").write_bytes(b"<movie><uniqueid type='tmdb'>7</uniqueid></movie>")
    assert nfo_ids(target) == {"tmdb": "7"}


# -- shows
@dataclass
class Lights:
    """A show with one season in its folder, as a library gives it; `in_root` has its episodes in the source's root."""

    folder: Path
    in_root: bool = False

    def __post_init__(self) -> None:
        path = None if self.in_root else str(self.folder)
        self.row = ItemRow(2, "show", "scraped", '[REC] "Lights"', year=2011, path=path)
        self.seasons = [
            Item(ItemRow(3, "season", "scraped", "The Long Night", season=1), None, Metadata(), show=self.row)
        ]
        ids = {"tmdb": "990200"}
        self.show = Item(self.row, None, Metadata(title=self.row.title, year=2011, ids=ids))
        self.show.seasons = [season.row for season in self.seasons]
        self.files: dict[str, list[Item]] = {}

    def add(self, name: str, *numbers: int) -> Path:
        """A file of these episodes."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for number in numbers:
            row = ItemRow(
                100 + number, "episode", "scraped", f"Lamp {number}", season=1, episode=number, path=str(path)
            )
            item = Item(row, None, Metadata(title=row.title), [MediaFile(str(path), 1, 1)], show=self.row)
            self.files.setdefault(str(path), []).append(item)
        return path.with_suffix(".nfo")

    # what the library answers
    def item(self, ident: int) -> Item:
        assert ident == self.row.id
        return self.show

    def show_parts(self, ident: int) -> tuple[list[Item], list[Item]]:
        assert ident == self.row.id
        return self.seasons, [item for items in self.files.values() for item in items]

    async def export(self, deps: Deps) -> list[str]:
        return await export_show(self.show, self.seasons, self.files, deps)


@pytest.fixture
def lights(tmp_path: Path) -> Lights:
    return Lights(tmp_path / "tv" / "[REC] Lights (2011)")


async def test_a_show_gets_its_nfo_and_one_for_each_file_of_episodes(deps: Deps, lights: Lights) -> None:
    one, two = lights.add("Season 01/S01E01.mkv", 1), lights.add("Season 01/S01E02-E03.mkv", 2, 3)
    own = lights.folder / "tvshow.nfo"
    assert await lights.export(deps) == [str(own), str(one), str(two)]
    assert title(own) == '[REC] "Lights"' and b'<namedseason number="1">The Long Night<' in own.read_bytes()
    assert [root.findtext("title") for root in nfo_read.parse(two.read_bytes()).roots] == ["Lamp 2", "Lamp 3"]
    assert await lights.export(deps) == []


async def test_an_episode_in_the_root_of_a_source_has_its_own_nfo_alone(deps: Deps, tmp_path: Path) -> None:
    lights = Lights(tmp_path / "tv", in_root=True)
    lights.add("Lights.S01E01.mkv", 1)
    assert await lights.export(deps) == [str(tmp_path / "tv" / "Lights.S01E01.nfo")]
    assert os.listdir(tmp_path / "tv") == ["Lights.S01E01.nfo"]


async def test_an_episode_that_fails_keeps_no_other_from_its_nfo(deps: Deps, lights: Lights) -> None:
    bad = [lights.add(f"S01E0{number}.mkv", number) for number in (1, 2)]
    good = lights.add("S01E03.mkv", 3)
    for path in bad:
        path.write_bytes(BOMB)
    with pytest.raises(ExportError, match=r"S01E01\.nfo.*Move it away.*1 more"):
        await lights.export(deps)
    assert title(good) == "Lamp 3" and title(lights.folder / "tvshow.nfo")
    assert [path.read_bytes() for path in bad] == [BOMB, BOMB]


async def test_a_full_disk_ends_the_export_of_a_show(
    deps: Deps, lights: Lights, monkeypatch: pytest.MonkeyPatch
) -> None:
    lights.add("S01E01.mkv", 1)

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("emm_tui.fsio.os.fsync", full)
    with pytest.raises(StorageError):
        await lights.export(deps)
    assert os.listdir(lights.folder) == []


async def test_an_nfo_of_somebody_else_is_backed_up_before_an_episode_changes_it(deps: Deps, lights: Lights) -> None:
    path = lights.add("S01E01.mkv", 1)
    theirs = b"<episodedetails><season>1</season><episode>1</episode><mine/></episodedetails>"
    path.write_bytes(theirs)
    await lights.export(deps)
    assert b"<mine/>" in path.read_bytes() and deps.backups() == [theirs]


async def test_an_export_of_a_show_brings_all_its_files_and_names_those_that_fail(deps: Deps, lights: Lights) -> None:
    lights.add("S01E01-E02.mkv", 1, 2)
    bad = lights.add("S01E04.mkv", 4)
    bad.write_bytes(BOMB)
    report = await export([2], lights, deps.config, deps.paths, dry_run=True)  # type: ignore[arg-type]
    assert sorted(os.listdir(lights.folder)) == ["S01E04.nfo"] and len(report.written) == 2
    report = await export([2], lights, deps.config, deps.paths)  # type: ignore[arg-type]
    assert [os.path.basename(path) for path in report.written] == ["tvshow.nfo", "S01E01-E02.nfo"]
    assert [(failure.item, failure.path) for failure in report.failures] == [(104, str(bad.with_suffix(".mkv")))]
    assert (report.items, report.exit_code) == (1, 1)


def test_an_nfo_in_the_folder_of_a_show_gives_its_ids(lights: Lights) -> None:
    lights.folder.mkdir(parents=True)
    path = str(lights.folder)
    target = Target(2, "show", "new", "TV", path, Guess(path), ())
    assert nfo_ids(target) == {}
    (lights.folder / "tvshow.nfo").write_bytes(b"<tvshow><uniqueid type='tvdb'>7</uniqueid></tvshow>")
    assert nfo_ids(target) == {"tvdb": "7"}
    assert nfo_ids(Target(2, "show", "new", "TV", "", Guess(""), ())) == {}
