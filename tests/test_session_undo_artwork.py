"""What a person did with pictures is taken back: what lay there comes back, byte for byte, without asking anybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from emm_tui.domain.errors import ExportError, NotFoundError
from emm_tui.pipeline import made_way
from emm_tui.pipeline.reports import ScrapeOptions
from tests.fake_films import FakeSession
from tests.test_session_artwork import FIRST, NAME, SECOND, beside, kind, poster
from tests.test_session_artwork import session as session  # the fixture

ALL = ScrapeOptions(scope="all")


async def test_undo_brings_the_picture_back_that_lay_there_and_scrapes_may_replace_it_again(
    session: FakeSession,
) -> None:
    before = poster(session).read_bytes()
    Image.new("RGB", (40, 60)).save(poster(session).with_name("x.jpg"))  # something else that lies there stays
    await session.choose_artwork(1, "poster", SECOND)
    session.films.asked.clear()
    planned = await session.undo()
    assert (planned.verb, [one.part for one in planned.changes]) == ("artwork", ["artwork:poster"])
    assert planned.changes[0].now == "second.jpg (tmdb, kept)"
    assert planned.changes[0].then == "11.jpg (tmdb)"
    done = await session.undo(apply=True)
    assert (done.files, done.exit_code) == ([str(poster(session))], 0)
    assert poster(session).read_bytes() == before
    offer = await kind(session)
    assert offer.file is not None
    assert (offer.current, offer.file.chosen) == (0, False)
    await session.scrape(options=ALL)
    assert poster(session).read_bytes() == before
    assert session.films.asked.count(("download", FIRST)) == 0
    assert "x.jpg" in beside(session)


async def test_an_undone_choice_can_be_had_again(session: FakeSession) -> None:
    await session.choose_artwork(1, "poster", SECOND)
    chosen = poster(session).read_bytes()
    await session.undo(apply=True)
    undone = next(job.id for job in session.library.jobs() if job.verb == "undo")
    session.films.pictures_are_down = True
    await session.undo(undone, apply=True)
    assert poster(session).read_bytes() == chosen
    offer = await kind(session)
    assert offer.file is not None
    assert (offer.current, offer.file.chosen) == (1, True)
    assert (await session.undo()).verb == "artwork"


async def test_a_removed_picture_comes_back_and_its_kind_is_open_to_scrapes(session: FakeSession) -> None:
    before = poster(session).read_bytes()
    await session.remove_artwork(1, "poster")
    assert (await session.undo()).changes[0].now == "none, and none wanted"
    await session.undo(apply=True)
    offer = await kind(session)
    assert (poster(session).read_bytes(), offer.locked, offer.current) == (before, False, 0)


async def test_undoing_a_choice_where_none_lay_takes_the_picture_away(session: FakeSession) -> None:
    await session.remove_artwork(1, "poster")
    await session.choose_artwork(1, "poster", FIRST)
    await session.undo(apply=True)
    offer = await kind(session)
    assert (offer.file, offer.locked) == (None, True)
    assert not poster(session).exists()


async def test_somebody_elses_picture_comes_back_under_its_own_name(session: FakeSession) -> None:
    poster(session).unlink()
    own = poster(session).with_name("folder.jpg")
    Image.new("RGB", (400, 600), "green").save(own)
    data = own.read_bytes()
    await session.choose_artwork(1, "poster", SECOND)
    await session.undo(apply=True)
    assert (own.read_bytes(), poster(session).exists()) == (data, False)
    await session.scrape(options=ALL)
    assert own.read_bytes() == data


async def test_a_kept_picture_is_left_to_the_scrapes_again_and_one_that_was_kept_already_is_no_change(
    session: FakeSession,
) -> None:
    await session.keep_artwork(1, "poster")
    await session.keep_artwork(1, "poster")
    await session.undo(apply=True)
    offer = await kind(session)
    assert offer.file is not None
    assert not offer.file.chosen
    with pytest.raises(NotFoundError):
        await session.undo()


async def test_what_somebody_put_there_since_is_copied_before_it_makes_way_again(session: FakeSession) -> None:
    await session.choose_artwork(1, "poster", SECOND)
    Image.new("RGB", (600, 900), "red").save(poster(session))
    data = poster(session).read_bytes()
    await session.undo(apply=True)
    assert poster(session).read_bytes() != data
    assert [path.read_bytes() for path in (session.paths.backups / "artwork").iterdir()] == [data]


async def test_a_copy_that_is_gone_leaves_all_as_it_is(session: FakeSession) -> None:
    await session.choose_artwork(1, "poster", SECOND)
    chosen = poster(session).read_bytes()
    for copy in (session.paths.backups / "artwork-ours").iterdir():
        copy.unlink()
    with pytest.raises(ExportError):
        await session.undo(apply=True)
    assert poster(session).read_bytes() == chosen
    assert (await session.undo()).possible


async def test_only_so_many_copies_of_our_own_pictures_are_kept(
    session: FakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(made_way, "OURS", 2)
    urls = [one.url for one in (await kind(session)).candidates]
    for url in (*urls[1:], *urls):
        await session.choose_artwork(1, "poster", url)
    assert len(list((session.paths.backups / "artwork-ours").iterdir())) == 2


async def test_a_later_choice_stands_on_an_earlier_one_but_not_on_another_kind_or_a_field(session: FakeSession) -> None:
    await session.edit([1], {"year": "1999"}, apply=True)
    await session.choose_artwork(1, "poster", SECOND)
    first = session.library.last_change()
    await session.mark([1], apply=True)
    assert (await session.undo(first)).possible
    await session.remove_artwork(1, "poster")
    [stays] = (await session.undo(first)).changes
    assert "changed again by job" in str(stays.problem)


MOVED = "Pier 9 [bold]"


def moved(session: FakeSession, *, video: str | None = None) -> Path:
    """The film's folder under another name, with the `video` and its poster renamed too; returns the folder."""
    media = session.paths.state / "media"
    folder = (media / NAME).rename(media / MOVED)
    if video:
        for file in folder.iterdir():
            file.rename(folder / file.name.replace(NAME, video))
    return folder


def pictures(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix in (".jpg", ".png")}


@pytest.mark.parametrize("video", [None, "Pier 9 (2007)"], ids=["folder", "folder and files"])
async def test_undo_follows_the_item_to_where_it_is_today(session: FakeSession, video: str | None) -> None:
    before = poster(session).read_bytes()
    await session.choose_artwork(1, "poster", SECOND)
    old, folder = poster(session).parent, moved(session, video=video)
    await session.scan(full=True)
    chosen = pictures(folder)
    await session.undo(apply=True)
    name = f"{video or NAME}-poster.jpg"
    assert (pictures(folder), old.exists()) == ({name: before}, False)
    offer = await kind(session)
    assert offer.file is not None
    assert (offer.current, offer.file.path) == (0, str(folder / name))
    undone = next(job.id for job in session.library.jobs() if job.verb == "undo")
    await session.undo(undone, apply=True)
    assert pictures(folder) == chosen


async def test_a_bare_name_stays_bare_in_the_new_folder(session: FakeSession) -> None:
    poster(session).unlink()
    own = poster(session).with_name("Folder.jpg")
    Image.new("RGB", (400, 600), "green").save(own)
    data = own.read_bytes()
    await session.choose_artwork(1, "poster", SECOND)
    folder = moved(session, video="Pier 9 (2007)")
    await session.scan(full=True)
    await session.undo(apply=True)
    assert pictures(folder) == {"Folder.jpg": data}


@pytest.mark.parametrize("emptied", [False, True], ids=["renamed", "moved out"])
async def test_an_item_that_is_not_where_it_was_is_said_and_nothing_is_put_there(
    session: FakeSession, emptied: bool
) -> None:
    before = poster(session).read_bytes()
    await session.choose_artwork(1, "poster", SECOND)
    old, folder = poster(session).parent, moved(session)
    if emptied:
        old.mkdir()  # somebody keeps other things there
    chosen = pictures(folder)
    with pytest.raises(ExportError, match=r"is not at .* any more.*scan its source, then undo again"):
        await session.undo(apply=True)
    assert pictures(folder) == chosen
    assert not emptied or list(old.iterdir()) == []
    assert (await session.undo()).possible
    await session.scan(full=True)
    await session.undo(apply=True)
    assert pictures(folder) == {f"{NAME}-poster.jpg": before}


async def test_something_else_that_took_the_place_in_the_new_folder_is_left_alone(session: FakeSession) -> None:
    await session.choose_artwork(1, "poster", SECOND)
    folder = moved(session)
    await session.scan(full=True)
    (folder / f"{NAME}-poster.jpg").rename(folder / f"{NAME}-poster.png")
    (folder / f"{NAME}-poster.jpg").write_bytes(b"no picture")
    await session.scan(full=True)
    there = pictures(folder)
    with pytest.raises(ExportError, match="Something else lies at"):
        await session.undo(apply=True)
    assert pictures(folder) == there
