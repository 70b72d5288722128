"""The picker and the review over a real library and a provider on loopback."""

from __future__ import annotations

from pathlib import Path

from emm_tui.config_file import load
from emm_tui.demo import Options, fill, opened
from emm_tui.domain.query import parse_query
from emm_tui.paths import Paths
from emm_tui.session import Session
from emm_tui.store.library import Library
from emm_tui.ui.app import EmmApp
from emm_tui.ui.screens.artwork import ArtworkScreen
from emm_tui.ui.screens.review import ReviewScreen
from emm_tui.ui.widgets.media_table import MediaTable
from tests.ui.conftest import Until


async def test_another_poster_is_taken_and_an_ambiguous_film_is_decided(tmp_path: Path, until: Until) -> None:
    options = Options(movies=3, shows=0, keep=tmp_path / "home")
    with opened(options) as home:
        paths = Paths.resolve({"EMM_HOME": str(home)})
        session = Session.open(paths, load(paths, {}))
        await fill(session, options)
        library = Library(session.database)
        app = EmmApp(session, library)
        async with app.run_test(size=(120, 40)) as pilot:
            table = app.screen.query_one(MediaTable)
            await until(lambda: table.source.total == len(table.ids) > 0)
            film = session.library.ids(parse_query("state:scraped"))[0]
            table.cursor = list(table.ids).index(film)
            await pilot.press("a")
            await until(lambda: isinstance(app.screen, ArtworkScreen) and len(app.screen.gallery.grid.choices) == 6)
            picker = app.screen
            assert isinstance(picker, ArtworkScreen)
            await until(lambda: any("▀▀" in picker.gallery.grid.render_line(y).text for y in range(3)))
            before = poster(session, film)
            await pilot.press("l", "l", "enter")
            await until(lambda: picker.gallery.grid.choices[2].now == "kept")
            assert poster(session, film) != before
            assert session.library.item(film).artwork["poster"].chosen

            await pilot.press("2")
            await until(lambda: isinstance(app.screen, ReviewScreen) and len(app.screen.cards.candidates) > 1)
            review = app.screen
            assert isinstance(review, ReviewScreen) and review.deciding.item is not None
            undecided, wanted = review.deciding.item.row.id, review.cards.candidates[1].id
            await pilot.press("b")
            await until(lambda: session.library.item(undecided).row.state == "scraped" and not len(app.jobs))
            assert session.library.item(undecided).metadata.ids["tmdb"] == wanted
        library.close()
        session.close()


def poster(session: Session, film: int) -> bytes:
    """What lies beside a film as its poster."""
    return Path(session.library.item(film).artwork["poster"].path).read_bytes()
