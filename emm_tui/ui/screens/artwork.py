"""The image picker: all pictures on offer for an item by kind; one key takes one, keeps one, removes one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from textual import work
from textual.widget import Widget
from textual.widgets import OptionList

from emm_tui.domain.display import display
from emm_tui.domain.errors import EmmError, NotFoundError
from emm_tui.domain.media import ItemRow
from emm_tui.pipeline.choose import Offer
from emm_tui.ui.activity import Changes
from emm_tui.ui.desk import Desk
from emm_tui.ui.keys import bindings
from emm_tui.ui.offered import choices, place_of
from emm_tui.ui.picture_screen import PictureScreen
from emm_tui.ui.picture_verbs import PictureVerbs
from emm_tui.ui.say import say
from emm_tui.ui.sieve import Sieve
from emm_tui.ui.thumbs import Shot
from emm_tui.ui.undoing import Undoes
from emm_tui.ui.verbs import Verbs
from emm_tui.ui.widgets.gallery import Gallery
from emm_tui.ui.widgets.media_columns import title
from emm_tui.ui.widgets.one_line import Part

NO_ITEM = "No film or show is chosen.\n\n1 goes to the library; a there shows the artwork of the row"
NO_SET = "The pictures of a set come with its films.\n\nexport.sets_directory says where; , shows the settings"
NO_OFFER = "Nothing is on offer for it yet.\n\nS scrapes it"


class ArtworkScreen(PictureScreen, Undoes):
    """Shows the item at hand; nothing here waits for the network, and leaving gives up what is asked for."""

    HEADING = "Artwork"
    CSS_PATH = "artwork.tcss"
    BINDINGS = bindings("artwork")  # type: ignore[assignment]
    AUTO_FOCUS = "ThumbGrid"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.gallery = Gallery(self.thumbs)
        self.sieve = Sieve()
        self.offers: list[Offer] = []
        self.row: ItemRow | None = None
        self._kind = ""
        self._verbs = PictureVerbs(desk)

    def body(self) -> Iterable[Widget]:
        """The kinds, and the pictures of one of them."""
        yield self.gallery

    # what is on offer

    def renew(self, changes: Changes) -> None:
        """Reads the item at hand when it is another one, or has changed."""
        item = self.desk.hand.item
        if item is None:
            self.empty(NO_ITEM)
        elif changes.ended or item in changes.ids or self.row is None or self.row.id != item:
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
        if self.row is None or not rows or self.row.id != rows[0].id:
            self.gallery.close()
            self.sieve = Sieve()
        self.row, self.offers = rows[0] if rows else None, offers
        self.empty(self._lack())
        self._show_pictures()

    def _lack(self) -> str:
        """Why there is nothing to choose from."""
        if self.row is None:
            return NO_ITEM
        if self.row.kind == "set":
            return NO_SET
        return "" if any(offer.candidates or offer.file for offer in self.offers) else NO_OFFER

    @property
    def offer(self) -> Offer | None:
        """The kind that is shown: the one that was chosen, else the first with something on offer."""
        chosen = next((offer for offer in self.offers if offer.kind == self._kind), None)
        return chosen or next((offer for offer in self.offers if offer.candidates), next(iter(self.offers), None))

    def _show_pictures(self) -> None:
        """Shows the pictures that the sieve lets through; the cursor stays on its picture, else on the current one."""
        offer = self.offer
        if offer:
            shown = choices(offer, self.sieve)
            self.gallery.show(self.offers, offer, shown, place_of(shown, self.gallery.choice))
            self._tell()

    def _tell(self) -> None:
        """Says in the heading where one is."""
        offer, choice, grid = self.offer, self.gallery.choice, self.gallery.grid
        name = title(self.row) if self.row else ""
        if offer is None:
            self.head(Part(display(name)))
            return
        self.head(
            Part(name, 1),
            Part(f"{offer.kind} {grid.cursor + 1 if choice else 0}/{len(grid.choices)}", style="$text-accent"),
            Part(str(choice or ""), 2),
            Part(display(self.gallery.problem), 3, "$text-error"),
            Part(str(self.sieve), 4, "$text-warning"),
            Part(_elsewhere(offer), 5),
        )

    # pictures

    def pictureless(self, reason: str) -> None:
        """Shows a list."""
        if reason:
            say(self, reason, "warning")
        self.gallery.list()

    def arrived(self, shot: Shot) -> None:
        """Draws a picture that has come."""
        self.gallery.arrived(shot)

    def on_gallery_moved(self) -> None:
        """Another picture is at hand."""
        self._tell()

    # keys

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click shows another kind."""
        self._to_kind(event.option_index)

    def action_kind(self, step: int) -> None:
        """Shows another kind."""
        if self.offer:
            self._to_kind((self.offers.index(self.offer) + step) % len(self.offers))

    def _to_kind(self, place: int) -> None:
        self.gallery.close()
        self._kind = self.offers[place].kind
        self.sieve = Sieve()
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
        if self.row:
            Verbs(self.desk).scrape([self.row.id])

    def on_gallery_taken(self) -> None:
        """Takes the picture at hand."""
        row, offer, choice = self.row, self.offer, self.gallery.choice
        if row and offer and choice:
            self._verbs.take(row, offer.kind, choice.candidate.url)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what lies there can be kept or removed."""
        there = self.offer is not None and self.offer.file is not None
        return there if action in ("keep", "remove") else True

    def action_keep(self) -> None:
        """Keeps the picture that lies there, or leaves it to the scrapes again."""
        row, offer = self.row, self.offer
        if row and offer and offer.file:
            self._verbs.keep(row, offer.kind, not offer.file.chosen)

    @work(exclusive=True, group="dialog")
    async def action_remove(self) -> None:
        """Asks, then takes the picture that lies there away."""
        from emm_tui.ui.dialogs.confirm import ConfirmDialog

        row, offer = self.row, self.offer
        if row and offer and offer.file:
            text = f"{offer.file.path}: no scrape brings another until you choose one."
            if await self.app.push_screen_wait(ConfirmDialog(f"Remove the {offer.kind}?", text)):
                self._verbs.remove(row, offer.kind)


def _elsewhere(offer: Offer) -> str:
    """What lies there, when it is none of those on offer."""
    if offer.file and offer.current is None:
        return f"there: {display(offer.file.path.rpartition('/')[2])}"
    return "removed: scrapes bring none" if offer.locked else ""
