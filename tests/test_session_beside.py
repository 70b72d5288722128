"""What a session leaves beside the media when titles change, folders are read-only, or a person was there first."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from tests.fake_films import FakeFilms, FakeSession, make_session

NAMES = ["[REC] (2007)", "The Lamp Keeper (1999)"]
COLOURS = {"1": "red", "2": "blue", "3": "green"}


class ColouredFilms(FakeFilms):
    """Each film has a poster of a colour of its own."""

    async def download(self, url: str) -> bytes:
        self.asked.append(("download", url))
        held = io.BytesIO()
        Image.new("RGB", (100, 150), COLOURS[Path(url).stem]).save(held, "JPEG")
        return held.getvalue()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[FakeSession]:
    """Two films on disk; the provider knows them and a third one."""
    films = ColouredFilms({1: ("[REC]", 2007), 2: ("The Lamp Keeper", 1999), 3: ("M*A*R*S", 2011)})
    made = make_session(tmp_path, films, NAMES)
    yield made
    made.close()


async def test_another_match_brings_the_pictures_of_the_other_film(session: FakeSession, tmp_path: Path) -> None:
    await session.scan()
    await session.scrape()
    path = tmp_path / "media" / NAMES[0] / f"{NAMES[0]}-poster.jpg"
    before = path.read_bytes()
    item = session.library.resolve('"[REC]"')
    await session.match(item, "tmdb", "3")
    assert path.read_bytes() == await session.films.download("https://pictures.invalid/3.jpg") != before
    assert session.library.item(item).artwork["poster"].url == "https://pictures.invalid/3.jpg"


async def test_a_hand_made_nfo_is_copied_before_its_first_scrape_changes_it(
    session: FakeSession, tmp_path: Path
) -> None:
    theirs = b"<movie><title>Mine</title><plot>My own words.</plot><actor><name>Me</name></actor></movie>"
    path = tmp_path / "media" / NAMES[0] / f"{NAMES[0]}.nfo"
    path.write_bytes(theirs)
    await session.scan()
    await session.scrape()
    assert path.read_bytes() != theirs
    assert [copy.read_bytes() for copy in (session.paths.backups / "nfo").iterdir()] == [theirs]


async def test_a_read_only_folder_costs_its_own_film_the_files_but_not_the_facts(
    session: FakeSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(tmp_path / "media" / NAMES[0])
    access = os.access
    monkeypatch.setattr("emm_tui.fsio.os.access", lambda path, mode: path != folder and access(path, mode))
    monkeypatch.setattr("emm_tui.fsio.os.statvfs", lambda _: SimpleNamespace(f_flag=os.ST_RDONLY))
    await session.scan()
    report = await session.scrape()
    assert (report.done, report.failed) == (1, 1)
    assert "Make the source writable" in report.failures[0].error
    assert session.library.item(session.library.resolve('"[REC]"')).metadata.plot == "All about [REC]."
    assert ("download", "https://pictures.invalid/1.jpg") not in session.films.asked
    assert os.listdir(folder) == [f"{NAMES[0]}.mkv"]
