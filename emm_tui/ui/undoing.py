"""The key that takes the last change by hand back, on every screen where a person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import work
from textual.screen import Screen

from emm_tui.domain.errors import EmmError
from emm_tui.ui.say import say
from emm_tui.ui.verbs import Verbs

if TYPE_CHECKING:
    from emm_tui.domain.edits import Undone
    from emm_tui.ui.desk import Desk

SHOWN = 8  # changes that are named before they are undone


class Undoes(Screen[None]):
    """A screen whose `u` takes the last change by hand back."""

    desk: Desk

    @work(exclusive=True, group="dialog")
    async def action_undo(self) -> None:
        """Shows what undoing the last change by hand means, and undoes it."""
        await undo_last(self, self.desk)


async def undo_last(screen: Screen[Any], desk: Desk) -> None:
    """Shows what undoing the last change by hand means, and undoes it when the person wants that."""
    from emm_tui.ui.dialogs.confirm import ConfirmDialog

    try:
        report = await desk.session.undo()
    except EmmError as error:
        say(screen, str(error), "warning")
        return
    lines = [_undone(one) for one in report.changes[:SHOWN]]
    more = len(report.changes) - SHOWN
    lines += [f"and {more:,} more"] if more > 0 else []
    if await screen.app.push_screen_wait(ConfirmDialog(f"Undo this {report.verb}?", "\n".join(lines))):
        Verbs(desk).undo(report.job)


def _undone(one: Undone) -> str:
    """`Lamp Keeper  year: 1998 → 1999`."""
    if one.problem:
        return f"{one.title}  {one.part}: stays, {one.problem}"
    now, then = ("nothing" if value is None else str(value) for value in (one.now, one.then))
    return f"{one.title}  {one.part.removeprefix('lock:').removeprefix('artwork:')}: {now[:60]} → {then[:60]}"
