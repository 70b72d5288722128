"""What needs a person: the candidates of an item side by side; one key takes one, and the next item is there."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from textual import work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from emm_tui.domain.display import display
from emm_tui.domain.errors import EmmError
from emm_tui.domain.match import Candidate
from emm_tui.domain.media import Item
from emm_tui.domain.query import parse_query
from emm_tui.domain.told import told_id
from emm_tui.ui.activity import Changes
from emm_tui.ui.clue import clue
from emm_tui.ui.decisions import Decisions
from emm_tui.ui.desk import Desk
from emm_tui.ui.keys import bindings
from emm_tui.ui.picture_screen import PictureScreen
from emm_tui.ui.reader import Reader
from emm_tui.ui.say import say
from emm_tui.ui.thumbs import Shot
from emm_tui.ui.undoing import undo_last
from emm_tui.ui.widgets.ask_line import AskLine
from emm_tui.ui.widgets.cards import Cards, poster
from emm_tui.ui.widgets.one_line import Part
from emm_tui.ui.widgets.review_queue import ReviewQueue
from emm_tui.ui.words import plural

NEEDED = parse_query("state:ambiguous,unmatched,failed")
NOBODY = "Nothing needs you.\n\n1 goes to the library; S there scrapes"
UNKNOWN = "Nobody knows a title like that: / searches again, i enters an id."
SEARCH = "a title, with or without its year"
IDENT = "tt0133093, tmdb 603, tvdb 81189, or an address"


class ReviewScreen(PictureScreen):
    """Holds the items that needed a person when it was opened; what is decided is scraped while one goes on."""

    HEADING = "Review"
    CSS_PATH = "review.tcss"
    BINDINGS = bindings("review")  # type: ignore[assignment]
    AUTO_FOCUS = "Cards"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.reader = Reader(desk.library)
        self.decided: set[int] = set()
        self.decisions = Decisions(desk, self._failed)
        self.queue = ReviewQueue(self.reader.rows, self.reader.rows_pool, self.decided)
        self.cards = Cards(self.thumbs)
        self.clue = Static("", id="clue", markup=False)
        self.note = Static("", id="note", markup=False)
        self.line = AskLine()
        self.ids: array[int] = array("q")
        self.item: Item | None = None
        self._place = 0
        self._known: dict[int, tuple[Item, list[Candidate]]] = {}
        self._by_id = False

    def body(self) -> Iterable[Widget]:
        """The queue; what is known of the item, the line to ask, the candidates."""
        with Horizontal(id="review"):
            yield self.queue
            with Vertical(id="deciding"):
                yield self.clue
                yield self.line
                yield self.note
                yield self.cards

    def on_unmount(self) -> None:
        """Ends the reading threads."""
        self.reader.close()

    # the queue

    def on_screen_resume(self) -> None:
        """A person looks: others may need them by now."""
        self._read()

    @work(exclusive=True, group="queue")
    async def _read(self) -> None:
        """Reads what needs a person; the item that is shown stays."""
        try:
            ids = await self.reader.ids(NEEDED)
        except EmmError as error:
            say(self, str(error), "error")
            return
        here = self.ids[self._place] if self._place < len(self.ids) else -1
        self.decided.intersection_update(self.decisions.pending, ids)  # a match that was undone is to decide again
        self.ids = ids
        self.queue.show_items(ids)
        self.empty("" if ids else NOBODY)
        self._go(ids.index(here) if here in ids else 0)

    def _go(self, place: int) -> None:
        """Shows the item at a place of the queue."""
        self.line.close()
        self.set_focus(self.cards)
        if not self.ids:
            self.item = None
            self._tell()
            return
        self._place = max(0, min(place, len(self.ids) - 1))
        self.queue.cursor = self._place
        self._load(self.ids[self._place])

    def on_virtual_table_row_highlighted(self, event: ReviewQueue.RowHighlighted) -> None:
        """A click in the queue goes there."""
        if event.key is not None and event.key in self.ids and self.ids[self._place] != event.key:
            self._go(self.ids.index(event.key))

    def action_skip(self) -> None:
        """The next item that is not decided."""
        self._step(1)

    def action_previous(self) -> None:
        """The item before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        place = self._place + step
        while 0 <= place < len(self.ids) and self.ids[place] in self.decided:
            place += step
        if 0 <= place < len(self.ids):
            self._go(place)
        else:
            self._tell()
            self.app.bell()

    # one item

    @work(exclusive=True, group="item")
    async def _load(self, id: int) -> None:
        """Shows an item, then what it may be; meanwhile the next one is read."""
        if id not in self._known:
            item = await self.reader.item(id)
            if item is None:
                return
            self._show_item(item, item.candidates, "" if item.candidates else "asking …")
        try:
            item, candidates = await self._prepared(id)
        except EmmError as error:
            self.note.update(Content(display(str(error))))
            return
        self._show_item(
            item, candidates, "" if candidates else "Nobody knows a title like that: / searches, i enters an id."
        )
        self._look_ahead(id)

    async def _prepared(self, id: int) -> tuple[Item, list[Candidate]]:
        """An item with its candidates, asked for when there are none of its last scrape."""
        if id not in self._known:
            item = await self.reader.item(id)
            if item is None:
                raise EmmError(f"Item {id} is gone.")
            self._known[id] = item, await self.desk.session.candidates(id)
        return self._known[id]

    @work(exclusive=True, group="ahead", exit_on_error=False)
    async def _look_ahead(self, id: int) -> None:
        """Reads the item after this one, and its posters."""
        after = next((one for one in self.ids[self._place + 1 :] if one not in self.decided), None)
        if after is not None:
            try:
                await self._prepared(after)
            except EmmError:
                return  # it is said when the person comes there
            self._want()

    def _show_item(self, item: Item, candidates: list[Candidate], note: str) -> None:
        self.item = item
        self.clue.update(clue(item))
        self.note.update(Content(note))
        self.note.display = bool(note)
        self.cards.show(candidates)
        self._tell()

    def _tell(self) -> None:
        """Says in the heading where one is."""
        if not self.ids:
            self.head()
            return
        left = sum(id not in self.decided for id in self.ids)
        self.head(
            Part(f"{self._place + 1}/{len(self.ids)}", style="$text-accent"),
            Part(f"{left:,} left", 1),
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
        shots = self.cards.shots
        size = (shots[0].width, shots[0].height) if shots else None
        after = next((one for one in self.ids[self._place + 1 :] if one in self._known), None)
        if size and after is not None:
            posters = (poster(one) for one in self._known[after][1][: self.cards.room])
            shots += [Shot(one, *size) for one in posters if one]
        self.thumbs.want(shots)

    # decisions

    def on_cards_taken(self, event: Cards.Taken) -> None:
        """Takes a candidate and goes on."""
        self._decide(event.candidate.provider, event.candidate.id)

    def _decide(self, provider: str, ident: str) -> None:
        if self.item is None:
            return
        id = self.item.row.id
        self.decided.add(id)
        self.queue.redraw()
        self.decisions.add(id, provider, ident)
        self._step(1)

    def _failed(self, item: int, _problem: str) -> None:
        """Could not be matched: it needs a person again."""
        self.decided.discard(item)
        if self.is_running:
            self.queue.redraw()
            self._tell()

    def action_search(self) -> None:
        """Asks for a title to search for."""
        if self.item:
            self._by_id = False
            name = self.item.guess.title if self.item.guess and self.item.guess.title else self.item.row.title
            self.line.ask(SEARCH, display(name))

    def action_ident(self) -> None:
        """Asks for an id."""
        if self.item:
            self._by_id = True
            self.line.ask(IDENT)

    @work(exclusive=True, group="dialog")
    async def action_undo(self) -> None:
        """Shows what undoing the last change by hand means, and undoes it."""
        await undo_last(self, self.desk)

    def action_cancel(self) -> None:
        """Asks nothing."""
        self.line.close()
        self.set_focus(self.cards)

    def on_input_submitted(self, event: AskLine.Submitted) -> None:
        """Searches, or takes the title of the id."""
        words = event.value.strip()
        if not words or self.item is None:
            self.action_cancel()
        elif not self._by_id:
            self._search(self.item.row.id, words)
        elif (told := told_id(words)) is None:
            say(self, f"{words} is no id: enter {IDENT}.", "warning")
        else:
            self._decide(*told)

    @work(exclusive=True, group="item")
    async def _search(self, id: int, words: str) -> None:
        """Shows what other words find."""
        self.action_cancel()
        item = self.item
        self.note.update(Content(display(f"asking for {words} …")))
        self.note.display = True
        try:
            found = await self.desk.session.candidates(id, words)
        except EmmError as error:
            self.note.update(Content(display(str(error))))
            return
        if item is not None and self.item is item:
            self._known[id] = item, found
            self._show_item(item, found, "" if found else f"Nobody knows {display(words)}: / searches again.")

    def renew(self, changes: Changes) -> None:
        """What is decided shows its new state."""
        if changes.ids or changes.ended:
            self.queue.redraw()
        if changes.ended and self.decided:
            self._look_again()

    @work(exclusive=True, group="again")
    async def _look_again(self) -> None:
        """What a job has ended with: a match that was undone elsewhere is to decide again, where it was."""
        try:
            ids = set(await self.reader.ids(NEEDED))
        except EmmError:
            return  # it is said when the queue is read
        if again := (self.decided & ids) - self.decisions.pending:
            self.decided -= again
            self.queue.redraw()
            self._tell()
