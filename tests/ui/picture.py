"""Draws the README's picture: the library screen over an invented library, in the middle of a scrape.

`python -m tests.ui.picture [FILE]` writes snapshots/readme.svg, or FILE.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

from emm_tui.domain import events as ev
from emm_tui.domain.media import Item, ItemRow, State
from emm_tui.ui.widgets.detail import DetailPane
from emm_tui.ui.widgets.media_table import MediaTable
from tests.ui import fake, invented

FILE = Path(__file__).parents[2] / "snapshots" / "readme.svg"
SIZE = (120, 36)
FILMS: tuple[tuple[str, int, State], ...] = (
    ("A Letter to the Lamp", 1998, "scraped"),
    ("All the Quiet Engines", 2011, "scraped"),
    ("Beneath Copper Roofs", 1987, "scraped"),
    ("Between Two Ferries", 2004, "matched"),
    ("Borrowed Winter", 1973, "scraped"),
    ("Cartographers of Salt", 2019, "scraped"),
    ("Eleven Minutes of Rain", 2008, "scraped"),
    ("Half a Lighthouse", 1994, "ambiguous"),
    ("Harbour Without Ships", 1961, "scraped"),
    ("In the Year of the Heron", 2016, "scraped"),
    ("Ink and Undertow", 2002, "new"),
    ("Keepers", 2013, "scraped"),
    ("Maps for the Drowned", 1979, "scraped"),
    ("Nobody Counts the Steps", 2021, "scraped"),
    ("North of the Orchard", 1956, "scraped"),
    ("Paper Meridian", 2006, "failed"),
    ("[REC]ollection", 2007, "scraped"),
    ("Seven Lanterns", 1968, "scraped"),
    ("Slow Signals", 2018, "scraped"),
    ("The Amber Archive", 1992, "scraped"),
    ("The Clockmaker's Tide", 2015, "unmatched"),
    ("The Glass Gardener", 1984, "scraped"),
    ("The Last Semaphore", 2010, "scraped"),
    ("The Understudy's Island", 1999, "scraped"),
    ("Velvet Static", 1989, "new"),
    ("What the Tugboat Saw", 2001, "scraped"),
    ("七人の灯台守", 1966, "scraped"),
    ("Østlys", 2020, "scraped"),
)


def rows() -> list[ItemRow]:
    """The films above, with the figures of invented ones."""
    models = [row for row in invented.rows(99, hostile=False) if row.state == "scraped" and not row.missing_since]
    made = []
    for id, (title, year, state) in enumerate(FILMS, 1):
        path = f"/media/Films/{title} ({year})/{title} ({year}).mkv"
        model = replace(models[id % len(models)], id=id, kind="movie", title=title, year=year, state=state, path=path)
        made.append(model if state == "scraped" else replace(model, rating=None, runtime=None, artwork=0))
    return made


class Library(fake.FakeLibrary):
    """The films above with facts that suit all of them."""

    def item(self, id: int) -> Item:
        """Everything about one film."""
        item = invented.item(self.by_id[id])
        plot = (
            "The ferry is late, the lamp will not burn, and somebody has been counting the steps. A surveyor who came "
            "for one night stays for the winter, and draws the island as those remember it who left."
        )
        item.metadata = replace(item.metadata, original_title=None, plot=plot, credits=item.metadata.credits[:4])
        return item


async def draw() -> str:
    """Opens the program without a terminal, presses a few keys, and answers what it shows as SVG."""
    session = fake.FakeSession()
    session.library = Library(rows())
    app = fake.app(session)
    now = 1000.0
    app.activity._clock = lambda: now
    async with app.run_test(size=SIZE) as pilot:
        table, pane = app.screen.query_one(MediaTable), app.screen.query_one(DetailPane)
        while len(table.ids) < len(FILMS):
            await pilot.pause(0.05)
        await pilot.press(*"jjj", "space", *"jjj", "space", *"jj", "space", *"jj")
        session.emit(ev.JobStarted(1, "scrape", 50))
        app.activity.tick()
        now += 2.5
        for _ in range(30):
            session.emit(ev.RequestEnded("tmdb", "tmdb.movie", 200, 0.1, 9000))
        for id in range(21):
            session.emit(ev.ItemEnded(id, "done"))
            session.emit(ev.CacheLooked("tmdb", id % 8 > 0))
        session.emit(ev.ItemFailed(16, None, "scrape", "no answer"))
        while pane.item is None or pane.item.row.id != table.key:
            await pilot.pause(0.05)
        await pilot.pause(0.4)
        return app.export_screenshot(title="emm")


if __name__ == "__main__":
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    file.write_text(asyncio.run(draw()), encoding="utf-8")
