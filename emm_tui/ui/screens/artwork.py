"""The image picker: all pictures on offer for an item by kind; one key takes one, keeps one, removes one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from textual import work
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from emm_tui.domain.display import display
from emm_tui.domain.errors import EmmError, NotFoundError
from emm_tui.domain.media import ItemRow
from emm_tui.pipeline.choose import Offer
from emm_tui.ui.activity import Changes
from emm_tui.ui.desk import Desk
from emm_tui.ui.jobs import Severity
from emm_tui.ui.keys import bindings
from emm_tui.ui.picture_screen import PictureScreen
from emm_tui.ui.say import say
from emm_tui.ui.sieve import Sieve
from emm_tui.ui.thumbs import Shot
from emm_tui.ui.undoing import undo_last
from emm_tui.ui.verbs import Verbs
from emm_tui.ui.widgets.large_picture import LargePicture
from emm_tui.ui.widgets.media_columns import title
from emm_tui.ui.widgets.one_line import Part
from emm_tui.ui.widgets.thumb_grid import Choice, ThumbGrid, facts

NO_ITEM = "No film or show is chosen.\n\n1 goes to the library; a there shows the artwork of the row"
NO_SET = "The pictures of a set come with its films.\n\nexport.sets_directory says where; , shows the settings"
NO_OFFER = "Nothing is on offer for it yet.\n\nS scrapes it"


class ArtworkScreen(PictureScreen):
    """Shows the item at hand; nothing here waits for the network, and leaving gives up what is asked for."""

    HEADING = "Artwork"
    CSS_PATH = "artwork.tcss"
    BINDINGS = bindings("artwork")  # type: ignore[assignment]
    AUTO_FOCUS = "ThumbGrid"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.verbs = Verbs(desk)
        self.grid = ThumbGrid(self.thumbs)
        self.picture = LargePicture(self.thumbs)
        self.kinds = OptionList(compact=True, markup=False)
        self.kinds.can_focus = False
        self.sieve = Sieve()
        self.offers: list[Offer] = []
        self._row: ItemRow | None = None
        self._kind = ""

    def body(self) -> Iterable[Widget]:
        """The kinds, and the pictures of one of them."""
        with Horizontal():
            yield self.kinds
            yield self.grid
            yield self.picture

    # what is on offer

    def renew(self, changes: Changes) -> None:
        """Reads the item at hand when it is another one, or has changed."""
        item = self.desk.hand.item
        if item is None:
            self.empty(NO_ITEM)
        elif changes.ended or item in changes.ids or self._row is None or self._row.id != item:
            self._load(item)

    @work(exclusive=True, group="offers")
    async def _load(self, item: int) -> None:
        """Shows what is on offer for an item."""
        try:
            rows = await asyncio.to_thread(self.desk.library.rows, [item])
            offers = await self.desk.session.artwork(item) if rows else []
        except NotFoundError:
            rows, offers = [], []
        except EmmError as error:
            say(self, str(error), "error")
            return
        if self._row is None or not rows or self._row.id != rows[0].id:
            self._close_picture()
            self.sieve = Sieve()
        self._row, self.offers = rows[0] if rows else None, offers
        self.empty(self._lack())
        self._show_kinds()
        self._show_pictures()

    def _lack(self) -> str:
        """Why there is nothing to choose from."""
        if self._row is None:
            return NO_ITEM
        if self._row.kind == "set":
            return NO_SET
        return "" if any(offer.candidates or offer.file for offer in self.offers) else NO_OFFER

    @property
    def offer(self) -> Offer | None:
        """The kind that is shown: the one that was chosen, else the first with something on offer."""
        chosen = next((offer for offer in self.offers if offer.kind == self._kind), None)
        return chosen or next((offer for offer in self.offers if offer.candidates), next(iter(self.offers), None))

    def _show_kinds(self) -> None:
        shown = self.offer
        self.kinds.clear_options()
        self.kinds.add_options([_kind_line(offer, offer is shown) for offer in self.offers])
        self.kinds.highlighted = self.offers.index(shown) if shown else None

    def _show_pictures(self, at: str = "") -> None:
        """Shows the pictures that the sieve lets through; the cursor stays on its picture, else on the current one."""
        offer, before = self.offer, self.grid.choice
        if offer is None:
            return
        choices = [
            Choice(one, _now(offer) if place == offer.current else "")
            for place, one in enumerate(offer.candidates)
            if self.sieve.passes(one)
        ]
        wanted = before.candidate.url if before else ""
        places = {choice.candidate.url: place for place, choice in enumerate(choices)}
        current = next((place for place, choice in enumerate(choices) if choice.now), 0)
        self.grid.show(offer.kind, choices, places.get(wanted, current))
        self._tell()

    def _tell(self) -> None:
        """Says in the heading where one is."""
        offer, choice = self.offer, self.grid.choice
        name = title(self._row) if self._row else ""
        if offer is None:
            self.head(Part(display(name)))
            return
        count = f"{self.grid.cursor + 1 if choice else 0}/{len(self.grid.choices)}"
        self.head(
            Part(name, 1),
            Part(f"{offer.kind} {count}", style="$text-accent"),
            Part(facts(choice), 2) if choice else Part(""),
            Part(str(self.sieve), 3, "$text-warning"),
            Part(_elsewhere(offer), 4),
        )

    # pictures

    def pictureless(self, reason: str) -> None:
        """Shows a list."""
        if reason:
            say(self, reason, "warning")
        self.grid.listed = True
        self._show_pictures()

    def arrived(self, shot: Shot) -> None:
        """Draws a picture that has come."""
        self.picture.arrived(shot) if self.has_class("-picture") else self.grid.arrived(shot)

    def on_thumb_grid_moved(self) -> None:
        """Another picture is at hand."""
        self._tell()
        if self.has_class("-picture"):
            self.picture.show(self.grid.choice.candidate if self.grid.choice else None)

    def on_thumb_grid_viewed(self) -> None:
        """Shows one picture alone."""
        if self.grid.choice:
            self.add_class("-picture")
            self.picture.show(self.grid.choice.candidate)
            self.set_focus(self.picture)

    def on_large_picture_closed(self) -> None:
        """Shows them all again."""
        self._close_picture()

    def on_large_picture_stepped(self, event: LargePicture.Stepped) -> None:
        """Shows the next one, or the one before."""
        self.grid.cursor += event.step

    def _close_picture(self) -> None:
        if self.has_class("-picture"):
            self.remove_class("-picture")
            self.picture.show(None)
            self.set_focus(self.grid)

    # keys

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click shows another kind."""
        self._to_kind(event.option_index)

    def action_kind(self, step: int) -> None:
        """Shows another kind."""
        if self.offer:
            self._to_kind((self.offers.index(self.offer) + step) % len(self.offers))

    def _to_kind(self, place: int) -> None:
        self._close_picture()
        self._kind = self.offers[place].kind
        self.sieve = Sieve()
        self._show_kinds()
        self._show_pictures()

    def action_language(self) -> None:
        """Only pictures in the next language."""
        if self.offer:
            self.sieve.next_language(self.offer.candidates)
            self._show_pictures()

    def action_size(self) -> None:
        """Only larger pictures."""
        if self.offer:
            self.sieve.next_width(self.offer.kind)
            self._show_pictures()

    def action_scrape(self) -> None:
        """Scrapes the item."""
        if self._row:
            self.verbs.scrape([self._row.id])

    def on_thumb_grid_taken(self) -> None:
        """Takes the picture at the cursor."""
        self._take()

    def on_large_picture_taken(self) -> None:
        """Takes the picture that is shown."""
        self._close_picture()
        self._take()

    def _take(self) -> None:
        row, offer, choice = self._row, self.offer, self.grid.choice
        if row and offer and choice:
            session, kind, url = self.desk.session, offer.kind, choice.candidate.url
            done = f"{title(row)} has another {kind}; no scrape replaces it. u undoes it"
            self._job(lambda: session.choose_artwork(row.id, kind, url), done)

    def action_keep(self) -> None:
        """Keeps the picture that lies there, or leaves it to the scrapes again."""
        row, offer = self._row, self.offer
        if row and offer and offer.file:
            session, kind, keep = self.desk.session, offer.kind, not offer.file.chosen
            done = (
                f"The {kind} is {'kept: no scrape replaces it' if keep else 'left to the scrapes again'}; u undoes it"
            )
            self._job(lambda: session.keep_artwork(row.id, kind, keep=keep), done)
        else:
            self.app.bell()

    @work(exclusive=True, group="dialog")
    async def action_remove(self) -> None:
        """Asks, then takes the picture that lies there away."""
        from emm_tui.ui.dialogs.confirm import ConfirmDialog

        row, offer = self._row, self.offer
        if not (row and offer and offer.file):
            self.app.bell()
            return
        session, kind, path = self.desk.session, offer.kind, offer.file.path
        text = f"{path}: no scrape brings another until you choose one."
        if await self.app.push_screen_wait(ConfirmDialog(f"Remove the {kind}?", text)):
            self._job(lambda: session.remove_artwork(row.id, kind), f"The {kind} is removed; u undoes it")

    @work(exclusive=True, group="dialog")
    async def action_undo(self) -> None:
        """Shows what undoing the last change by hand means, and undoes it."""
        await undo_last(self, self.desk)

    def _job(self, change: Callable[[], Awaitable[object]], done: str) -> None:
        async def run() -> tuple[str, Severity]:
            await change()
            return done, "information"

        self.desk.jobs.start("artwork", run)


def _now(offer: Offer) -> str:
    return "kept" if offer.file and offer.file.chosen else "now"


def _kind_line(offer: Offer, shown: bool) -> Content:
    """`▸ ● poster 12`: whether it is shown, what lies there as a glyph, the kind, how many are on offer."""
    sign = "◆" if offer.file and offer.file.chosen else "●" if offer.file else "⌀" if offer.locked else "○"
    return Content.assemble(
        (f"{'▸' if shown else ' '}{sign} ", "$text-accent"),
        (f"{offer.kind:<13}", "" if offer.candidates or offer.file else "dim"),
        (f"{len(offer.candidates) or '':>3}", "dim"),
    )


def _elsewhere(offer: Offer) -> str:
    """What lies there, when it is none of those on offer."""
    if offer.file and offer.current is None:
        return f"there: {display(offer.file.path.rpartition('/')[2])}"
    return "removed: scrapes bring none" if offer.locked else ""
