"""The program on the terminal: opens the screens, follows the session's events, leaves in good order."""

from __future__ import annotations

import gc
from asyncio import to_thread
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkerFailed

from emm_tui.domain.errors import EmmError
from emm_tui.store.library import Library
from emm_tui.ui import screens
from emm_tui.ui.activity import Activity, Changes
from emm_tui.ui.desk import Desk
from emm_tui.ui.hangup import hung_up, on_signals, to_nowhere
from emm_tui.ui.jobs import Jobs, Severity
from emm_tui.ui.keys import bindings, modes
from emm_tui.ui.say import LONG, say
from emm_tui.ui.terminal_app import TerminalApp
from emm_tui.ui.watch import Watch, look

if TYPE_CHECKING:
    from textual.command import Provider

    from emm_tui.config import Config
    from emm_tui.session import Session

TICK = 0.25  # seconds between two repaints of what is live
OPENED = 0.5  # seconds after which the program has drawn itself and may say more
HANGUP = 129
RESUME = "The job is interrupted, its state saved: 'emm jobs resume' goes on."


def commands() -> type[Provider]:
    """What the palette offers; imported when it is first opened."""
    from emm_tui.ui.commands import Commands

    return Commands


class EmmApp(TerminalApp, inherit_bindings=False):
    """Holds a session for as long as the terminal is open."""

    TITLE = "emm"
    DEFAULT_MODE = "library"
    COMMANDS = {commands}  # noqa: RUF012
    BINDINGS: ClassVar[list[Binding]] = bindings("app")  # type: ignore[assignment]
    CSS_PATH = "screens/library.tcss"  # read with the rest of what the first paint needs
    CSS = """
    VirtualTable, OptionList, VerticalScroll, Board {
        scrollbar-color: $foreground 25%;
        scrollbar-color-hover: $foreground 40%;
        scrollbar-color-active: $accent;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
    }
    ToastRack { margin-bottom: 2; }
    Toast { width: auto; max-width: 60; padding: 0 1; background: $surface; }
    """

    def __init__(
        self, session: Session, library: Library, *, in_browser: bool = False, drawn: Callable[[], object] | None = None
    ) -> None:
        super().__init__(in_browser=in_browser)
        self.animation_level = "none"
        if session.config.ui.theme in self.available_themes:
            self.theme = session.config.ui.theme
        self.session = session
        self._on_drawn = drawn
        self.activity = Activity()
        self.activity.beside = self._beside
        self.jobs = Jobs(self._say, self._crash)
        self.others = Watch(lambda: look(library), self.activity.written, self._trouble)
        self._leaving = False
        self._jobs_before = 0
        self._deaf: Callable[[], None] = lambda: None
        desk = Desk(session, library, self.activity, self.jobs)
        self._openers = {name: screens.opener(name, desk) for name in modes()}

    def get_default_screen(self) -> Screen[None]:
        """The library; as a mode's screen it would have all CSS parsed twice more before it is drawn."""
        return self._openers[self.DEFAULT_MODE]()

    def on_mount(self) -> None:
        """Follows the session."""
        for name, opener in self._openers.items():
            self.add_mode(name, opener)
        self.take_looks(self.session.config)
        self.activity.listen(self._ticked)
        self._deaf = self.session.subscribe(self.activity.take)
        self.set_interval(TICK, self._tick)
        self.call_after_refresh(self._drawn)
        self.set_timer(OPENED, self._tell_unfinished)
        if not self.is_headless:
            on_signals(self._leave_with)

    @work(group="unfinished")
    async def _tell_unfinished(self) -> None:
        """Says that a scrape was left half done, and which keys go on with it."""
        from emm_tui.ui.unfinished import unfinished

        text = await to_thread(unfinished, self.session.library, self.session.config.ui.keymap)
        if text and not self.jobs:
            say(self, text, "warning", LONG)

    def _drawn(self) -> None:
        """Does what the first paint need not wait for.

        Collects garbage from now on, but never looks through what the start has left: that takes several frames.
        """
        gc.freeze()
        gc.enable()
        if self._on_drawn is not None:
            self._on_drawn()

    def take_looks(self, config: Config) -> None:
        """The theme and the keys of a config; says what there is not."""
        if config.ui.theme in self.available_themes:
            self.theme = config.ui.theme
        else:
            self._say(f"ui.theme: there is no {config.ui.theme}; the palette lists all.", "warning")
        self.set_keymap(config.ui.keymap)
        if config.ui.keymap:
            from emm_tui.ui.keymap import problems

            for text in problems(config.ui.keymap):
                self._say(text, "warning")

    def _beside(self) -> int:
        """Bytes that the process beside this one takes."""
        return self.session.engine.resident if self.session.engine else 0

    async def on_unmount(self) -> None:
        """Lets go of the session."""
        self._deaf()
        self.others.close()
        await self.session.leave()

    def _tick(self) -> None:
        if not self.is_headless and hung_up():
            self._leave_with(HANGUP)
        if not self.jobs:  # a run of our own tells what it changes
            self.others.tick()
        self.activity.tick()
        if self.jobs.turns != self._jobs_before and self.screen_stack:
            self._jobs_before = self.jobs.turns
            self.refresh_bindings()  # a job can be cancelled, or no more

    def _ticked(self, changes: Changes) -> None:
        for text in dict.fromkeys(changes.warnings):
            self._say(text, "warning")

    def _say(self, text: str, severity: Severity = "information") -> None:
        if self.is_running and not self._leaving:
            say(self, text, severity)

    def _trouble(self, text: str) -> None:
        """The library was taken away, or is back: all may be another."""
        if text:
            self._say(text, "error")
        else:
            self._say("The library is there again.")
            self.activity.written()

    # leaving

    async def action_leave(self) -> None:
        """Quits; asks first while a job runs."""
        if self.jobs:
            from emm_tui.ui.dialogs.confirm import ConfirmDialog

            text = "Its state is saved: 'emm jobs resume' goes on where it was."
            self.push_screen(ConfirmDialog("A job is running. Quit?", text), self._answered)
        else:
            self._leave_with(0)

    def _answered(self, quit: bool | None) -> None:
        if quit:
            self._leave_with(0)

    def action_leave_now(self) -> None:
        """Quits."""
        self._leave_with(0)

    def action_cancel_job(self) -> None:
        """Cancels what runs."""
        self.jobs.cancel()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to cancel while no job runs."""
        return bool(self.jobs) if action == "cancel_job" else True

    def _leave_with(self, code: int) -> None:
        if not self.is_headless and hung_up():
            to_nowhere()
        if not self._leaving:
            self._leaving = True
            self.run_worker(self._leave(code), group="leave")

    async def _leave(self, code: int) -> None:
        interrupted = len(self.jobs)
        await self.jobs.stop()
        self.exit(return_code=code, message=RESUME if interrupted else None)

    def action_help(self) -> None:
        """Shows all keys."""
        from emm_tui.ui.dialogs.help import HelpDialog

        if not isinstance(self.screen, HelpDialog):
            self.push_screen(HelpDialog(self.session.config.ui.keymap, self.current_mode))

    def action_command_palette(self) -> None:
        """Finds a command by its name."""
        from emm_tui.ui.commands import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def action_jump(self) -> None:
        """Puts a letter on every pane; the letter goes there."""
        from emm_tui.ui.dialogs.jump import JumpDialog

        if not self.screen.is_modal:
            self.push_screen(JumpDialog(self.screen), self._jumped)

    def _jumped(self, pane: Widget | None) -> None:
        if pane is not None:
            self.screen.set_focus(pane)

    # a bug

    def _crash(self, error: Exception) -> None:
        self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        """What a worker could not do is said; anything else is a bug, and ends the program."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, EmmError):
            self._say(str(error.error), "error")
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Leaves the screen without a word: the caller reports the bug, and no local variable is shown."""
        self._close_messages_no_wait()


def run(session: Session, *, in_browser: bool = False, drawn: Callable[[], object] | None = None) -> int:
    """Runs the program on this terminal, or on the pipe to a browser; its exit code. Raises what was a bug.

    `drawn` is called once the first screen is there.
    """
    library = Library(session.database)
    session.run_beside()
    app = EmmApp(session, library, in_browser=in_browser, drawn=drawn)
    try:
        app.run()
    finally:
        library.close()
    if app._exception is not None:
        raise app._exception
    return app.return_code or 0
