"""Pictures beside the media: the right ones arrive whole, right ones are kept, nobody's are overwritten."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from emm_tui import fsio
from emm_tui.domain.artwork import ArtworkCandidate, ArtworkFile
from emm_tui.domain.errors import ExportError, ProviderDownError, ProviderError, ReadOnlyError, StorageError
from emm_tui.domain.guess import Guess
from emm_tui.domain.media import MediaFile, Target
from emm_tui.domain.metadata import Metadata, SetInfo
from emm_tui.pipeline.artwork import fetch_artwork
from emm_tui.pipeline.artwork_survey import remove_ours
from tests.pipeline.drawing import FANART, LOGO, POSTER, Run, offer, picture

TITLE = "[REC] Tide (2007)"


@pytest.fixture
def run() -> Run:
    """A run whose provider has a poster, a fanart and a logo."""
    run = Run()
    run.config.artwork.kinds = ["poster", "fanart", "clearlogo"]
    run.provider.pictures = {
        "poster.jpg": picture(),
        "fanart.jpg": picture(FANART),
        "logo.png": picture(LOGO, form="PNG"),
        "other.jpg": picture(colour="blue"),
    }
    return run


OFFERED = [offer("poster", "poster.jpg"), offer("fanart", "fanart.jpg", None), offer("clearlogo", "logo.png")]


@pytest.fixture
def target(tmp_path: Path) -> Target:
    folder = tmp_path / TITLE
    folder.mkdir()
    video = folder / f"{TITLE}.mkv"
    video.write_bytes(b"video")
    return Target(7, "movie", "matched", "Films", str(video), Guess(str(video)), (MediaFile(str(video), 5, 1),), True)


def flat(folder: Path, name: str) -> Target:
    """A film that lies among others."""
    path = os.path.join(folder, name)
    Path(path).write_bytes(b"video")
    return Target(7, "movie", "matched", "Films", path, Guess(path), (MediaFile(path, 5, 1),))


def folder(target: Target) -> Path:
    return Path(target.path).parent


def names(target: Target) -> list[str]:
    return sorted(set(os.listdir(folder(target))) - {os.path.basename(target.path)})


async def fetch(
    run: Run, target: Target, offered: list[ArtworkCandidate] = OFFERED, metadata: Metadata | None = None
) -> dict[str, ArtworkFile]:
    run.events.clear()
    run.provider.asked.clear()
    target.artwork = run.shelf.known
    brought = await fetch_artwork(target, metadata or Metadata(original_language="en"), offered, run.deps())
    run.lost = sorted(brought.lost)
    return {file.kind: file for file in brought.files}


async def test_each_kind_lies_beside_the_video_with_the_bytes_that_were_sent(run: Run, target: Target) -> None:
    files = await fetch(run, target)
    assert names(target) == [f"{TITLE}-clearlogo.png", f"{TITLE}-fanart.jpg", f"{TITLE}-poster.jpg"]
    assert (folder(target) / f"{TITLE}-poster.jpg").read_bytes() == run.provider.pictures["poster.jpg"]
    poster = files["poster"]
    assert (poster.width, poster.height, poster.language) == (*POSTER, "en")
    assert poster.url == "https://pictures.test/poster.jpg" and len(poster.sha256 or "") == 64
    assert run.shelf.placed == files and not run.shelf.planned
    assert {outcome for _, outcome in run.outcomes()} == {"downloaded"}


async def test_a_second_run_asks_nothing_and_writes_nothing(run: Run, target: Target) -> None:
    first = await fetch(run, target)
    before = {name: (folder(target) / name).stat().st_mtime_ns for name in names(target)}
    run.shelf.writes = 0
    assert await fetch(run, target) == first
    assert (run.provider.asked, run.shelf.writes) == ([], 0)
    assert {name: (folder(target) / name).stat().st_mtime_ns for name in names(target)} == before
    assert {outcome for _, outcome in run.outcomes()} == {"kept"}


async def test_the_plan_is_committed_before_the_first_byte_is_asked_for(run: Run, target: Target) -> None:
    seen: list[set[str]] = []
    download = run.provider.download

    async def watched(url: str) -> bytes:
        seen.append(set(run.shelf.planned))
        return await download(url)

    run.provider.download = watched  # type: ignore[method-assign]
    await fetch(run, target)
    assert seen == [{"poster", "fanart", "clearlogo"}] * 3


async def test_an_address_that_serves_two_kinds_is_asked_once(run: Run, target: Target) -> None:
    run.config.artwork.kinds = ["poster", "keyart"]
    files = await fetch(run, target, [offer("poster", "poster.jpg", None)])
    assert run.provider.asked == ["https://pictures.test/poster.jpg"]
    assert set(files) == {"poster", "keyart"}
    assert run.outcomes() in (
        [("keyart", "downloaded"), ("poster", "kept")],
        [("keyart", "kept"), ("poster", "downloaded")],
    )


async def test_no_more_pictures_are_in_flight_than_the_config_allows(run: Run, target: Target) -> None:
    run.config.artwork.concurrency = 1
    await fetch(run, target)
    assert run.provider.most == 1


@pytest.mark.parametrize("name", [f"{TITLE}-poster.png", "poster.jpg", "folder.jpg", "Poster.JPG"])
async def test_a_picture_of_the_user_is_kept_under_any_name_that_is_read(run: Run, target: Target, name: str) -> None:
    theirs = picture((20, 30), "green", "PNG" if name.endswith("png") else "JPEG")
    (folder(target) / name).write_bytes(theirs)
    for _ in range(2):
        files = await fetch(run, target)
        assert (folder(target) / name).read_bytes() == theirs
        assert (files["poster"].path, files["poster"].url) == (str(folder(target) / name), None)
        assert (files["poster"].width, files["poster"].height) == (20, 30)
        assert f"{TITLE}-poster.jpg" not in names(target)
    assert run.shelf.writes == 2


async def test_bare_names_of_a_shared_folder_belong_to_nobody(run: Run, target: Target) -> None:
    target.own_folder = False
    (folder(target) / "poster.jpg").write_bytes(picture())
    assert (await fetch(run, target))["poster"].path.endswith(f"{TITLE}-poster.jpg")


async def test_a_broken_picture_is_as_good_as_none(run: Run, target: Target) -> None:
    path = folder(target) / f"{TITLE}-poster.jpg"
    for broken in (b"", picture((400, 600))[:-300]):
        run.shelf.placed.clear()
        path.write_bytes(broken)
        await fetch(run, target)
        assert path.read_bytes() == run.provider.pictures["poster.jpg"]


@pytest.mark.parametrize("name", ["poster.jpg", "Folder.JPG"])
async def test_what_is_no_picture_stays_and_the_right_one_is_put_beside_it(run: Run, target: Target, name: str) -> None:
    (folder(target) / name).write_bytes(b"not an image")
    assert (await fetch(run, target))["poster"].path == str(folder(target) / f"{TITLE}-poster.jpg")
    assert (folder(target) / name).read_bytes() == b"not an image"
    assert run.warnings() == [f"{folder(target) / name} is no picture. It was left alone; take it away."]
    await fetch(run, target)
    assert run.provider.asked == []


async def test_what_is_no_picture_stays_though_it_has_the_name_that_plex_reads(run: Run, target: Target) -> None:
    run.config.export.profiles = ["plex"]
    (folder(target) / "poster.jpg").write_bytes(b"not an image")
    assert (await fetch(run, target))["poster"].path == str(folder(target) / f"{TITLE}-poster.jpg")
    files = await fetch(run, target, [offer("poster", "other.jpg"), *OFFERED[1:]])
    assert files["poster"].url == "https://pictures.test/other.jpg"
    assert (folder(target) / "poster.jpg").read_bytes() == b"not an image"


async def test_ours_is_replaced_where_it_lies_when_its_better_name_is_a_persons(run: Run, target: Target) -> None:
    await fetch(run, target)
    run.config.export.profiles = ["plex"]
    (folder(target) / "poster.jpg").write_bytes(picture(colour="green"))
    files = await fetch(run, target, [offer("poster", "other.jpg"), *OFFERED[1:]])
    assert files["poster"].path == str(folder(target) / f"{TITLE}-poster.jpg")
    assert (folder(target) / "poster.jpg").read_bytes() == picture(colour="green")


async def test_what_is_no_picture_and_has_the_only_name_is_told_and_nothing_is_asked(run: Run, tmp_path: Path) -> None:
    film = flat(tmp_path, "Tide.mkv")
    (tmp_path / "Tide-poster.jpg").write_bytes(b"not an image")
    run.shelf.placed["poster"] = ArtworkFile("poster", str(tmp_path / "Tide-poster.jpg"), size=12)
    assert set(await fetch(run, film)) == {"fanart", "clearlogo"} == set(run.shelf.placed)
    assert (tmp_path / "Tide-poster.jpg").read_bytes() == b"not an image"
    assert len(run.provider.asked) == 2 and "Tide-poster.jpg is no picture" in run.warnings()[0]


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
async def test_a_picture_of_a_format_that_we_do_not_decode_is_a_picture(run: Run, target: Target, form: str) -> None:
    (folder(target) / "poster.jpg").write_bytes(picture(form=form))
    assert (await fetch(run, target))["poster"].path == str(folder(target) / "poster.jpg")
    assert not run.warnings()


async def test_a_picture_that_may_not_be_read_is_not_replaced(
    run: Run, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder(target) / f"{TITLE}-poster.jpg"
    path.write_bytes(b"theirs")

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("emm_tui.pipeline.pictures.Image.open", refuse)
    run.config.artwork.kinds = ["poster"]
    assert (await fetch(run, target))["poster"].url is None
    assert path.read_bytes() == b"theirs"


async def test_a_picture_that_a_person_put_over_ours_is_theirs(run: Run, target: Target) -> None:
    await fetch(run, target)
    path = folder(target) / f"{TITLE}-poster.jpg"
    path.write_bytes(picture((80, 120), "green"))
    files = await fetch(run, target, [offer("poster", "other.jpg", votes=99), *OFFERED])
    assert path.read_bytes() == picture((80, 120), "green")
    assert files["poster"].url is None


async def test_a_copied_library_keeps_its_pictures(run: Run, target: Target) -> None:
    await fetch(run, target)
    for name in names(target):
        os.utime(folder(target) / name, (1, 1))
    files = await fetch(run, target)
    assert run.provider.asked == []
    assert files["poster"].url == "https://pictures.test/poster.jpg"


async def test_ours_is_not_replaced_because_votes_have_changed(run: Run, target: Target) -> None:
    await fetch(run, target)
    await fetch(run, target, [*OFFERED, offer("poster", "other.jpg", votes=500)])
    assert run.provider.asked == []


async def test_ours_is_replaced_by_one_of_a_better_language(run: Run, target: Target) -> None:
    run.config.library.languages = ["de-DE", "en-US"]
    run.provider.pictures["better.png"] = picture(POSTER, "blue", "PNG")
    await fetch(run, target)
    files = await fetch(run, target, [*OFFERED, offer("poster", "better.png", "de")])
    assert files["poster"].language == "de"
    assert names(target) == [f"{TITLE}-clearlogo.png", f"{TITLE}-fanart.jpg", f"{TITLE}-poster.png"]


async def test_a_picture_that_a_person_chose_stays_and_comes_back(run: Run, target: Target) -> None:
    run.config.library.languages = ["de-DE"]
    files = await fetch(run, target)
    run.shelf.placed["poster"] = replace(files["poster"], chosen=True)
    better = [*OFFERED, offer("poster", "other.jpg", "de")]
    assert (await fetch(run, target, better))["poster"].url == files["poster"].url
    os.unlink(files["poster"].path)
    again = (await fetch(run, target, better))["poster"]
    assert (again.url, again.chosen) == (files["poster"].url, True)


@pytest.mark.parametrize(
    "bad",
    [
        b"<html>portal</html>",
        b"",
        picture((400, 600))[:-200],
        picture((400, 600), form="PNG")[:-9],
        picture(form="WEBP"),
        picture(form="GIF"),
        picture((60, 40)),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=["html", "empty", "half jpeg", "half png", "webp", "gif", "wrong shape", "svg"],
)
async def test_what_is_no_whole_picture_is_never_put_in_place(run: Run, target: Target, bad: bytes) -> None:
    run.provider.pictures["poster.jpg"] = bad
    files = await fetch(run, target)
    assert set(files) == {"fanart", "clearlogo"}
    assert ("poster", "failed") in run.outcomes()
    assert len(run.warnings()) == 1
    assert not run.shelf.planned and names(target) == [f"{TITLE}-clearlogo.png", f"{TITLE}-fanart.jpg"]


async def test_a_picture_of_a_billion_pixels_is_refused_before_it_is_decoded(run: Run, target: Target) -> None:
    bomb = bytearray(picture(form="PNG"))
    bomb[16:24] = (30_000).to_bytes(4) + (45_000).to_bytes(4)
    run.provider.pictures["poster.jpg"] = bytes(bomb)
    assert "poster" not in await fetch(run, target)


async def test_the_next_best_is_taken_when_the_best_is_missing_or_damaged(run: Run, target: Target) -> None:
    run.provider.pictures["damaged.jpg"] = b"junk"
    best = [offer("poster", "gone.jpg", votes=9), offer("poster", "damaged.jpg", votes=8)]
    files = await fetch(run, target, [*best, *OFFERED])
    assert files["poster"].url == "https://pictures.test/poster.jpg"
    assert ("poster", "downloaded") in run.outcomes() and not run.warnings()


@pytest.mark.parametrize(
    "bad",
    [ProviderDownError("tmdb", "is down"), ProviderError("tmdb", "sent no picture"), b"<html/>", picture()[:-200]],
    ids=["down", "error", "html", "half"],
)
async def test_pictures_that_a_passing_trouble_cost_are_told_as_lost(
    run: Run, target: Target, bad: bytes | ProviderError
) -> None:
    run.provider.pictures["poster.jpg"] = bad
    assert set(await fetch(run, target)) == {"fanart", "clearlogo"}
    assert len(run.lost) == 1 and run.lost[0].startswith(f"{TITLE}-poster: ")
    run.provider.pictures["poster.jpg"] = picture()
    assert "poster" in await fetch(run, target) and run.lost == []


async def test_pictures_that_nobody_has_any_more_or_that_do_not_fit_are_not_lost(run: Run, target: Target) -> None:
    run.provider.pictures |= {"poster.jpg": picture((60, 40)), "logo.png": picture(LOGO, form="WEBP")}
    del run.provider.pictures["fanart.jpg"]
    assert await fetch(run, target) == {} and run.lost == []
    assert len(run.warnings()) == 3


async def test_a_picture_is_lost_when_only_some_of_its_options_are_gone_for_good(run: Run, target: Target) -> None:
    run.provider.pictures["poster.jpg"] = ProviderDownError("tmdb", "is down")
    await fetch(run, target, [*OFFERED, offer("poster", "gone.jpg", votes=-1)])
    assert ["is down" in text for text in run.lost] == [True]


async def test_pictures_of_another_title_make_way_and_those_that_the_new_one_lacks_go(run: Run, target: Target) -> None:
    await fetch(run, target)
    files = await fetch(run, target, [offer("poster", "other.jpg"), offer("fanart", "gone.jpg", None)])
    assert names(target) == [f"{TITLE}-poster.jpg"] and set(files) == {"poster"} == set(run.shelf.placed)
    assert files["poster"].url == "https://pictures.test/other.jpg"
    assert (folder(target) / f"{TITLE}-poster.jpg").read_bytes() == run.provider.pictures["other.jpg"]


async def test_a_title_without_any_picture_keeps_none_of_another_title(run: Run, target: Target) -> None:
    run.config.artwork.extra_fanart = 1
    run.provider.pictures["second.jpg"] = picture(FANART, "blue")
    await fetch(run, target, [*OFFERED, offer("fanart", "second.jpg", None, votes=-1)])
    run.config.artwork.extra_fanart = 0
    assert await fetch(run, target, []) == {}
    assert names(target) == [] and not run.shelf.placed and not run.shelf.planned


async def test_what_a_person_chose_or_put_there_stays_when_the_title_changes(run: Run, target: Target) -> None:
    files = await fetch(run, target)
    run.shelf.placed["fanart"] = replace(files["fanart"], chosen=True)
    logo = folder(target) / f"{TITLE}-clearlogo.png"
    theirs = picture(LOGO, "green", "PNG")
    logo.write_bytes(theirs)
    files = await fetch(run, target, [offer("poster", "other.jpg"), offer("fanart", "gone.jpg", None)])
    assert (files["fanart"].chosen, files["clearlogo"].url) == (True, None)
    assert logo.read_bytes() == theirs


async def test_a_picture_of_another_title_that_was_changed_since_we_looked_is_not_removed(
    run: Run, target: Target
) -> None:
    files = await fetch(run, target)
    path = folder(target) / f"{TITLE}-poster.jpg"
    os.utime(path, ns=(1, 1))
    changed = replace(files["poster"], sha256="0" * 64, mtime_ns=1)
    remove_ours(changed)
    remove_ours(replace(files["poster"], mtime_ns=2))
    assert path.exists()
    remove_ours(replace(files["poster"], mtime_ns=1))
    assert not path.exists()


async def test_a_provider_that_changes_its_host_has_the_same_pictures(run: Run, target: Target) -> None:
    await fetch(run, target)
    moved = [replace(one, url=one.url.replace("pictures.test", "mirror.test")) for one in OFFERED]
    await fetch(run, target, moved)
    assert run.provider.asked == [] and len(names(target)) == 3


async def test_one_of_our_pictures_that_is_on_offer_no_more_is_replaced(run: Run, target: Target) -> None:
    await fetch(run, target)
    files = await fetch(run, target, [offer("poster", "other.jpg"), *OFFERED[1:]])
    assert files["poster"].url == "https://pictures.test/other.jpg"
    files = await fetch(run, target, OFFERED[1:])
    assert files["poster"].url == "https://pictures.test/other.jpg"


async def test_a_failed_replacement_leaves_the_old_picture_and_its_record(run: Run, target: Target) -> None:
    run.config.library.languages = ["de-DE"]
    before = await fetch(run, target)
    files = await fetch(run, target, [*OFFERED, offer("poster", "gone.jpg", "de")])
    assert files["poster"] == before["poster"] == run.shelf.placed["poster"]


async def test_a_full_disk_ends_the_run(run: Run, target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("emm_tui.fsio.os.fsync", full)
    with pytest.raises(StorageError):
        await fetch(run, target)
    assert names(target) == []


async def test_a_folder_that_refuses_one_picture_is_a_warning(
    run: Run, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = fsio.write_whole

    def refuse(path: str, data: bytes, **more: object) -> fsio.Stamp:
        if "poster" in path:
            raise ExportError(f"{path}: Permission denied.")
        return write(path, data, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("emm_tui.fsio.write_whole", refuse)
    assert set(await fetch(run, target)) == {"fanart", "clearlogo"}
    assert "Permission denied" in run.warnings()[0]


async def test_a_read_only_folder_fails_the_item_before_anything_is_asked(
    run: Run, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fetch(run, target, OFFERED[:1])
    monkeypatch.setattr("emm_tui.fsio.os.access", lambda *_: False)
    monkeypatch.setattr("emm_tui.fsio.os.statvfs", lambda _: SimpleNamespace(f_flag=os.ST_RDONLY))
    with pytest.raises(ReadOnlyError):
        await fetch(run, target)
    assert run.provider.asked == [] and not run.shelf.planned
    assert set(await fetch(run, target, OFFERED[:1])) == {"poster"}


async def test_a_folder_that_is_gone_fails_the_item(run: Run, target: Target) -> None:
    os.rename(folder(target), folder(target).with_name("moved"))
    with pytest.raises(ExportError):
        await fetch(run, target)


async def test_a_picture_that_arrived_before_the_crash_is_adopted(run: Run, target: Target) -> None:
    placed = await fetch(run, target)
    run.shelf.placed.clear()
    for kind, file in placed.items():
        run.shelf.planned[kind] = replace(
            file,
            path=file.path.replace(".png", ".jpg"),
            width=None,
            size=None,
            mtime_ns=None,
            sha256=None,
            pending=True,
        )
    files = await fetch(run, target)
    assert run.provider.asked == []
    assert files == placed and not run.shelf.planned


async def test_a_picture_that_did_not_arrive_before_the_crash_is_fetched(run: Run, target: Target) -> None:
    placed = await fetch(run, target)
    for name in names(target):
        os.unlink(folder(target) / name)
    left = folder(target) / f".emm-{0x3FFFFE:06x}00.tmp"
    left.write_bytes(b"half")
    run.shelf.planned = {k: replace(f, size=None, mtime_ns=None, pending=True) for k, f in placed.items()}
    files = await fetch(run, target)
    assert len(run.provider.asked) == 3 and not left.exists()
    assert {k: f.sha256 for k, f in files.items()} == {k: f.sha256 for k, f in placed.items()}


async def test_a_broken_picture_is_not_taken_for_one_that_arrived(run: Run, target: Target) -> None:
    planned = replace((await fetch(run, target))["poster"], width=None, size=None, mtime_ns=None, pending=True)
    (folder(target) / f"{TITLE}-poster.jpg").write_bytes(picture((400, 600))[:-300])
    run.shelf.planned["poster"] = planned
    await fetch(run, target)
    assert (folder(target) / f"{TITLE}-poster.jpg").read_bytes() == run.provider.pictures["poster.jpg"]


async def test_a_replacement_that_a_crash_cut_off_is_done_again(run: Run, target: Target) -> None:
    run.config.library.languages = ["de-DE"]
    old = (await fetch(run, target))["poster"]
    better = offer("poster", "other.jpg", "de")
    run.shelf.planned["poster"] = replace(old, url=better.url, pending=True)
    files = await fetch(run, target, [*OFFERED, better])
    assert files["poster"].url == better.url
    assert (folder(target) / f"{TITLE}-poster.jpg").read_bytes() == run.provider.pictures["other.jpg"]


async def test_pictures_that_are_gone_are_forgotten(run: Run, target: Target) -> None:
    files = await fetch(run, target)
    os.unlink(files["poster"].path)
    await fetch(run, target, OFFERED[1:])
    assert set(run.shelf.placed) == {"fanart", "clearlogo"}


async def test_more_fanart_is_numbered(run: Run, target: Target) -> None:
    run.config.artwork.extra_fanart = 2
    run.provider.pictures["second.jpg"] = picture(FANART, "blue")
    offered = [*OFFERED, offer("fanart", "second.jpg", None, votes=-1)]
    assert set(await fetch(run, target, offered)) == {"poster", "fanart", "fanart1", "clearlogo"}
    assert f"{TITLE}-fanart1.jpg" in names(target)


async def test_a_disc_has_its_pictures_above_it(run: Run, target: Target) -> None:
    disc = folder(target) / "VIDEO_TS"
    disc.mkdir()
    target.path = str(disc / "VIDEO_TS.IFO")
    await fetch(run, target)
    assert {"poster.jpg", "fanart.jpg", "clearlogo.png"} <= set(os.listdir(folder(target).parent))
    assert os.listdir(disc) == []


SAGA = SetInfo("Tide: The Saga", 3, None, "https://pictures.test/poster.jpg", "https://pictures.test/fanart.jpg")


async def test_a_set_gets_its_pictures_once(run: Run, target: Target, tmp_path: Path) -> None:
    sets = tmp_path / "sets"
    sets.mkdir()
    run.config.export.sets_directory = str(sets)
    deps = run.deps()
    for _ in range(2):
        await fetch_artwork(target, Metadata(set=SAGA), [], deps)
    assert sorted(os.listdir(sets / "Tide_ The Saga")) == ["fanart.jpg", "poster.jpg"]
    assert len(run.provider.asked) == 2
    await fetch(run, target, [], Metadata(set=SAGA))
    assert run.provider.asked == [] and run.outcomes() == [("fanart", "kept"), ("poster", "kept")]


async def test_a_folder_of_sets_that_is_away_is_not_made(run: Run, target: Target, tmp_path: Path) -> None:
    run.config.export.sets_directory = str(tmp_path / "away")
    await fetch(run, target, [], Metadata(set=SAGA))
    assert not (tmp_path / "away").exists()
    assert "sets_directory" in run.warnings()[0]


async def test_pictures_of_a_set_can_be_lost_too(run: Run, target: Target, tmp_path: Path) -> None:
    run.config.export.sets_directory = str(tmp_path)
    run.provider.pictures["poster.jpg"] = ProviderDownError("tmdb", "is down")
    await fetch(run, target, [], Metadata(set=SAGA))
    assert run.lost == ["poster of the set: tmdb: is down"]


async def test_a_folder_of_sets_that_is_read_only_costs_the_films_nothing(
    run: Run, target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sets = tmp_path / "sets"
    sets.mkdir()
    run.config.export.sets_directory = str(sets)
    monkeypatch.setattr("emm_tui.fsio.os.access", lambda path, _mode: path != str(sets))
    monkeypatch.setattr("emm_tui.fsio.os.statvfs", lambda _: SimpleNamespace(f_flag=os.ST_RDONLY))
    assert set(await fetch(run, target, metadata=Metadata(set=SAGA))) == {"poster", "fanart", "clearlogo"}
    assert len(run.provider.asked) == 3 and run.lost == [] and len(run.warnings()) == 2


async def test_a_name_that_is_not_utf8_gets_its_pictures(run: Run, tmp_path: Path) -> None:
    await fetch(run, flat(tmp_path, os.fsdecode(b"caf\xe9.mkv")))
    assert b"caf\xe9-poster.jpg" in os.listdir(os.fsencode(tmp_path))


async def test_a_name_without_room_is_a_warning(run: Run, tmp_path: Path) -> None:
    assert await fetch(run, flat(tmp_path, "x" * 250 + ".mkv")) == {}
    assert "Shorten" in run.warnings()[0]
