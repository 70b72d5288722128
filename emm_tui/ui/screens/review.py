"""What needs a person: the candidates of an item side by side; one key takes one, and the next item is there."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from textual import work
from textual.containers import Horizontal
from textual.widget import Widget

from emm_tui.domain.errors import EmmError
from emm_tui.domain.media import Item
from emm_tui.domain.query import parse_query
from emm_tui.ui.activity import Changes
from emm_tui.ui.decisions import Decisions
from emm_tui.ui.desk import Desk
from emm_tui.ui.keys import bindings
from emm_tui.ui.picture_screen import PictureScreen
from emm_tui.ui.reader import Reader
from emm_tui.ui.say import say
from emm_tui.ui.suggestions import Suggestion, Suggestions
from emm_tui.ui.thumbs import Shot
from emm_tui.ui.to_review import ToReview
from emm_tui.ui.undoing import Undoes
from emm_tui.ui.widgets.ask_line import AskLine
from emm_tui.ui.widgets.cards import Cards
from emm_tui.ui.widgets.deciding import Deciding
from emm_tui.ui.widgets.one_line import Part
from emm_tui.ui.widgets.review_queue import ReviewQueue
from emm_tui.ui.words import plural

NEEDED = parse_query("state:ambiguous,unmatched,failed")
NOBODY = "Nothing needs you.\n\n1 goes to the library; S there scrapes"


class ReviewScreen(PictureScreen, Undoes):
    """Holds the items that needed a person when it was opened; what is decided is scraped while one goes on."""

    HEADING = "Review"
    CSS_PATH = "review.tcss"
    BINDINGS = bindings("review")  # type: ignore[assignment]
    AUTO_FOCUS = "Cards"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.reader = Reader(desk.library)
        self.suggestions = Suggestions(self.reader, desk.session)
        self.decisions = Decisions(desk, self._failed)
        self.to_review = ToReview()
        self.queue = ReviewQueue(self.reader.rows, self.reader.rows_pool, self.to_review.decided)
        self.deciding = Deciding(self.thumbs)
        self.cards = self.deciding.cards
        self._anew = True

    def body(self) -> Iterable[Widget]:
        """The queue beside the item that one is at."""
        with Horizontal(id="review"):
            yield self.queue
            yield self.deciding

    def on_unmount(self) -> None:
        """Ends the reading threads."""
        self.reader.close()

    # the queue

    def on_screen_resume(self) -> None:
        """A person looks: what is decided by now goes."""
        self._anew = True

    def renew(self, changes: Changes) -> None:
        """What is decided shows its new state; a job's end may leave others that need a person."""
        if changes.ids or changes.ended:
            self.queue.redraw()
        if changes.ended:
            self._read()

    @work(exclusive=True, group="queue")
    async def _read(self) -> None:
        """Reads what needs a person; the item that is shown stays, and a match that was undone is to decide again."""
        try:
            ids = await self.reader.ids(NEEDED)
        except EmmError as error:
            say(self, str(error), "error")
            return
        if self._anew or not set(self.to_review.ids).issuperset(ids):
            self._anew = False
            self._take(ids)
        elif self.to_review.again(ids, self.decisions.pending):
            self.queue.redraw()
            self._tell()

    def _take(self, ids: array[int]) -> None:
        here = self.to_review.here
        self.to_review.renew(ids, self.decisions.pending)
        self.queue.show_items(ids)
        self.empty("" if ids else NOBODY)
        if here is None or here != self.to_review.here:
            self._go()
        else:
            self.queue.cursor = self.to_review.place
            self._tell()

    def on_virtual_table_row_highlighted(self, event: ReviewQueue.RowHighlighted) -> None:
        """A click in the queue goes there."""
        if event.key is not None and self.to_review.go(event.key):
            self._go()

    def action_skip(self) -> None:
        """The next item that is not decided."""
        self._step(1)

    def action_previous(self) -> None:
        """The item before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self.to_review.step(step):
            self._go()
        else:
            self._tell()
            self.app.bell()

    def _go(self) -> None:
        """Shows the item that one is at."""
        self.deciding.begin()
        self.deciding.show(self.suggestions.known(self.to_review.here))
        if self.to_review.here is not None:
            self.queue.cursor = self.to_review.place
            self._load(self.to_review.here)
        self._tell()

    # one item

    @work(exclusive=True, group="item")
    async def _load(self, id: int) -> None:
        """Shows an item, then who it may be; meanwhile the next one is asked for."""
        try:
            if self.suggestions.known(id) is None:
                found = await self.suggestions.item(id)
                self._show_found(found, "" if found.candidates else "asking …")
                self._show_found(await self.suggestions.get(id))
        except EmmError as error:
            self.deciding.tell(str(error))
        self._look_ahead()

    @work(exclusive=True, group="item")
    async def _search(self, item: Item, words: str) -> None:
        """Shows what other words find."""
        self.deciding.tell(f"asking for {words} …")
        try:
            self._show_found(await self.suggestions.search(item, words))
        except EmmError as error:
            self.deciding.tell(str(error))

    @work(exclusive=True, group="ahead", exit_on_error=False)
    async def _look_ahead(self) -> None:
        """Asks for the candidates of the item after this one, and for their posters."""
        after = self.to_review.next
        if after is not None:
            try:
                await self.suggestions.get(after)
            except EmmError:
                return  # it is said when the person comes there
            self._want()

    def _show_found(self, found: Suggestion, note: str | None = None) -> None:
        self.deciding.show(found, note)
        self._tell()

    def _tell(self) -> None:
        """Says in the heading where one is."""
        if self.to_review.here is None:
            self.head()
            return
        self.head(
            Part(f"{self.to_review.place + 1}/{len(self.to_review.ids)}", style="$text-accent"),
            Part(f"{self.to_review.left:,} left", 1),
            Part(plural(len(self.cards.candidates), "candidate"), 2),
        )

    # posters

    def arrived(self, shot: Shot) -> None:
        """Draws a poster that has come."""
        self.cards.arrived(shot)

    def pictureless(self, _reason: str) -> None:
        """The candidates say all but the poster."""
        self.add_class("-plain")

    def on_cards_laid(self) -> None:
        """Other posters are in sight."""
        self._want()

    def _want(self) -> None:
        """Asks for the posters in sight, then for those of the next item."""
        after = self.suggestions.known(self.to_review.next)
        self.thumbs.want([*self.cards.shots, *(self.cards.shots_of(after.candidates) if after else [])])

    # decisions

    def on_cards_taken(self, event: Cards.Taken) -> None:
        """Takes a candidate and goes on; one typed ahead for an item that is decided already is none of this one's."""
        if self.deciding.item and self.deciding.item.row.id == event.item:
            self._decide(event.candidate.provider, event.candidate.id)

    def on_ask_line_named(self, event: AskLine.Named) -> None:
        """Takes the title of the id and goes on."""
        self._decide(event.provider, event.ident)

    def _decide(self, provider: str, ident: str) -> None:
        if self.deciding.item is not None:
            id = self.deciding.item.row.id
            self.to_review.decided.add(id)
            self.queue.redraw()
            self.decisions.add(id, provider, ident)
            self._step(1)

    def _failed(self, item: int, _problem: str) -> None:
        """Could not be matched: it needs a person again."""
        self.to_review.decided.discard(item)
        if self.is_running:
            self.queue.redraw()
            self._tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to decide where nothing needs a person."""
        return self.deciding.item is not None if action in ("search", "ident", "skip", "previous") else True

    def action_search(self) -> None:
        """Asks for a title to search for."""
        self.deciding.ask_words()

    def action_ident(self) -> None:
        """Asks for an id."""
        self.deciding.line.ask_ident()

    def on_ask_line_searched(self, event: AskLine.Searched) -> None:
        """Searches for other words."""
        if self.deciding.item:
            self._search(self.deciding.item, event.words)
