"""A scrape in the middle, for the screens that show what goes on."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from emm_tui.domain import events as ev
from emm_tui.domain.events import ItemFailed
from emm_tui.domain.media import Job
from emm_tui.domain.metrics import Histogram, Level
from emm_tui.log import FILE
from emm_tui.ui.app import EmmApp
from tests.ui.fake import FakeLibrary, FakeSession

LOADS = (
    ("tmdb", "tmdb.movie", 90, 0.052),
    ("images", "image.download", 140, 0.031),
    ("fanarttv", "fanarttv.movie", 30, 0.4),
)
LEVELS = {"tmdb": Level(14, 16, 3), "images": Level(20, 20, 31), "fanarttv": Level(0, 5)}


def busy(session: FakeSession, app: EmmApp, seconds: int = 12) -> None:
    """So many seconds of a scrape of 400 films, on a clock that stands still afterwards."""
    now = 1000.0
    app.activity._clock = app.activity.pulse._clock = lambda: now
    session.emit(ev.JobStarted(7, "scrape", 400))
    app.activity.tick()
    for second in range(seconds):
        for provider, operation, most, took in LOADS:
            for n in range(most * (1 + second % 4) // 4):
                session.emit(ev.RequestEnded(provider, operation, 200, took * (1 + n % 5), 20_000, retry=n % 40 == 39))
                session.emit(ev.CacheLooked(provider, n % 3 > 0))
        for id in range(second * 9, second * 9 + 9):
            session.emit(ev.StageEntered(id + 20, ("identify", "artwork", "artwork", "scrape")[id % 4]))
            session.emit(ev.ItemEnded(id, "done"))
        session.metrics.operations.setdefault("store.batch", Histogram()).add(4_000_000 + second * 300_000)
        now += 1.0
        app.activity.tick()
    session.emit(ev.ItemFailed(3, "/media/films/[REC] (2007)/[REC].mkv", "artwork", "no \x1b[31manswer"))
    session.metrics.fold(ev.ProviderStateChanged("fanarttv", "paused", "limits our requests; waiting 20 s"))
    session.metrics.levels = {name: partial(LEVELS.__getitem__, name) for name in LEVELS}
    app.activity.tick()


def line(number: int, level: str, event: str, **fields: object) -> str:
    """A line of the log, so many seconds after noon."""
    time = f"2026-11-02T12:{number // 60 % 60:02d}:{number % 60:02d}.5Z"
    return json.dumps({"timestamp": time, "level": level, "event": event, **fields})


def write_log(folder: Path, lines: int = 60) -> Path:
    """A log of a scrape in which something has failed."""
    said = [line(0, "info", "job started", job=7, verb="scrape", total=400)]
    for number in range(1, lines):
        if number % 9 == 8:
            path = f"/media/films/[REC] ({1990 + number})/[bold]\x1b[31m.mkv"
            fields = {"item": number, "path": path, "stage": "artwork", "error": "tmdb has no answer for \u202e that"}
            said.append(line(number, "error", "item failed", **fields))
        elif number % 13 == 0:
            said.append(line(number, "warning", "provider", provider="fanarttv", state="paused", detail="waiting 20 s"))
        else:
            said.append(line(number, "info", "item ended", item=number, outcome="done"))
    file = folder / FILE
    file.write_text("\n".join(said) + "\n", encoding="ascii")
    return file


def jobs(library: FakeLibrary) -> None:
    """What has run so far: something of every state."""
    long: dict[str, object] = {"query": "year:1990..1999", "options": {"scope": "failed", "mode": "ask"}}
    library.history = [
        Job(7, "scrape", "2026-11-02T12:00:00Z", None, "running", 400, 108, 1, long),
        Job(6, "scrape", "2026-11-01T22:10:00Z", "2026-11-01T22:18:09Z", "partial", 1204, 1200, 3),
        Job(5, "scan", "2026-11-01T22:00:00Z", "2026-11-01T22:00:31Z", "done", 9031, 9031, 0),
        Job(4, "scrape", "2026-10-30T08:00:00Z", "2026-10-30T08:00:12Z", "interrupted", 60, 12, 0),
        Job(3, "scrape", "2026-10-29T08:00:00Z", "2026-10-29T08:05:00Z", "cancelled", 9, 2, 0),
    ]
    path = "/media/films/[REC] (2007)/[bold]\x1b[31m \u202e.mkv"
    library.failed = {
        7: [ItemFailed(3, path, "artwork", "no answer")],
        6: [
            ItemFailed(id, path.replace("2007", str(1990 + id)), "scrape", "tmdb is down: no answer")
            for id in (1, 2, 4)
        ],
    }
