"""kill -9 at random moments of a scrape: no damaged file, no lost row, and nothing that was done is asked for again."""

from __future__ import annotations

import os
import random
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from emm_tui.demo.home import opened
from emm_tui.demo.options import Options
from emm_tui.demo.provider import Provider, Reply

KILLS = 50
FILMS, SHOWS = 20, 2
LATENCY = 0.004
IN_FLIGHT = 16
"""So many items are in flight, each with at most one answer on its way into the cache."""
ON_THE_WAY = 1.0
"""Seconds that such an answer may take to get there on a busy machine."""
COUNT = "SELECT count(*) FROM items WHERE kind IN ('movie', 'episode')"
"""Not shows: folders of one show are several until their ids are known."""
STATES = "SELECT kind, title, state FROM items WHERE kind <> 'set' ORDER BY 1, 2, 3"


@dataclass
class Requests:
    """What the provider was asked: (when it was answered, target)."""

    rows: list[tuple[float, str]] = field(default_factory=list)

    def api(self) -> list[tuple[float, str]]:
        """The requests for facts."""
        return [row for row in self.rows if "/t/p/" not in row[1]]

    def pictures(self) -> list[tuple[float, str]]:
        """The requests for pictures."""
        return [row for row in self.rows if "/t/p/" in row[1]]


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> Requests:
    """The log of a provider that takes its time."""
    log = Requests()
    answer = Provider.reply

    def reply(self: Provider, target: str) -> Reply:
        time.sleep(LATENCY)
        found = answer(self, target)
        log.rows.append((time.monotonic(), target))
        return found

    monkeypatch.setattr(Provider, "reply", reply)
    return log


@dataclass
class Home:
    """A demo's home, and the program in it."""

    path: Path

    def emm(self, *words: str) -> subprocess.Popen[bytes]:
        """Starts a verb."""
        command = [sys.executable, "-m", "emm_tui", *words, "-q"]
        environ = {**os.environ, "EMM_HOME": str(self.path)}
        return subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self, *words: str) -> None:
        """Runs a verb to its end, which must be a good one."""
        child = self.emm(*words)
        said, _ = child.communicate(timeout=120)
        assert child.returncode == 0, (words, said)

    def beside(self, pattern: str) -> list[Path]:
        """Files among the media."""
        return sorted(self.path.glob(f"media/**/{pattern}"))

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """What the library says, read from the file itself."""
        with sqlite3.connect(f"file:{self.path / 'library.db'}?mode=ro", uri=True) as db:
            return list(db.execute(sql))


@contextmanager
def scanned(folder: Path) -> Iterator[Home]:
    """A home whose films and shows are in the library, none of them scraped."""
    with opened(Options(movies=FILMS, shows=SHOWS, keep=folder)) as path:
        home = Home(path)
        home.run("scan")
        yield home


def check_whole(home: Home) -> None:
    """Every file is whole, and so is the library."""
    for nfo in home.beside("*.nfo"):
        text = re.sub(r"<\?xml.*?\?>", "", nfo.read_text(encoding="utf-8"))
        roots = [root.tag for root in ElementTree.fromstring(f"<all>{text}</all>")]
        assert roots and set(roots) <= {"movie", "tvshow", "episodedetails"}
    for picture in [*home.beside("*.jpg"), *home.beside("*.png")]:
        with Image.open(picture) as image:
            image.load()
    assert home.rows("PRAGMA integrity_check") == [("ok",)]


def check_nothing_twice(requests: Requests, kill: float, placed: set[str]) -> None:
    """No answer that had arrived is asked for again, nor a picture that lay in place."""
    answered = {target: when for when, target in requests.api() if when < kill}
    again = {target: kill - answered[target] for when, target in requests.api() if when > kill and target in answered}
    assert len(again) <= IN_FLIGHT
    assert all(age < ON_THE_WAY for age in again.values()), again
    assert not {target for when, target in requests.pictures() if when > kill} & placed


def targets_in_place(home: Home) -> set[str]:
    """The addresses of the pictures that the library knows to lie beside the media, and that do."""
    known = home.rows("SELECT path, url FROM artwork_files WHERE url IS NOT NULL")
    found = {str(url) for path, url in known if os.path.exists(os.fsdecode(path))}  # type: ignore[arg-type]
    return {re.sub(r"^https?://[^/]+", "", url) for url in found}


@pytest.mark.rig
def test_a_killed_scrape_damages_nothing_and_goes_on_where_it_was(tmp_path: Path, requests: Requests) -> None:
    with scanned(tmp_path / "whole") as home:
        begin = time.monotonic()
        home.run("scrape")
        whole = time.monotonic() - begin
        settled = home.rows(STATES)
    with scanned(tmp_path / "before") as home:
        count = home.rows(COUNT)
    dice, halfway = random.Random(7), 0
    for number in range(KILLS):
        requests.rows.clear()
        with scanned(tmp_path / str(number)) as home:
            child = home.emm("scrape")
            time.sleep(dice.uniform(whole / 4, whole))
            child.kill()
            child.communicate()
            kill = time.monotonic()
            check_whole(home)
            assert home.rows(COUNT) >= count
            placed = targets_in_place(home)
            halfway += 0 < len(placed)
            home.run("scrape")
            check_whole(home)
            check_nothing_twice(requests, kill, placed)
            assert home.rows(STATES) == settled
            assert not home.beside(".emm-*")
    assert halfway > KILLS / 3, "too few kills fell into the work"
