"""Shows the TUI in a browser on this machine."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

import click

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb

if TYPE_CHECKING:
    from emm_tui.session import Session


@click.command(cls=Verb)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8111, show_default=True, metavar="N", help="0: a free one."
)
@click.option("--page", is_flag=True, hidden=True, help="What a page runs: the TUI over a pipe.")
@click.pass_obj
def command(invocation: Invocation, port: int, page: bool) -> int | None:
    """Shows the TUI in a browser, at an address of this machine alone; from elsewhere through 'ssh -L'."""
    from emm_tui.domain.errors import UsageError

    if page:
        from emm_tui.cli.screen import open_library

        return open_library(invocation, in_browser=True)
    if importlib.util.find_spec("textual_serve") is None:
        raise UsageError("serve needs one more package.", "Run: pip install 'emm-tui[serve]'.")
    _serve(invocation, port)
    return None


def _serve(invocation: Invocation, port: int) -> None:
    """Serves until a signal; then says which jobs the pages have left behind, if any."""
    from emm_tui.cli.run import run
    from emm_tui.domain.errors import Interrupted
    from emm_tui.ui.browser import serve

    config = ["--config", str(invocation.options.config)] if invocation.options.config else []
    program = [sys.executable, "-m", "emm_tui", *config, "serve", "--page"]

    def announce(address: str) -> None:
        invocation.out.text(address)
        invocation.out.flush()
        invocation.messages.say("ctrl+c ends it. From another machine: ssh -L, with the same port at both ends.")

    left: list[int] = []

    async def until_a_signal(session: Session) -> None:
        before = _interrupted(session)
        try:
            await serve(program, port, announce)
        finally:
            left.extend(sorted(_interrupted(session) - before))

    try:
        run(invocation, until_a_signal)
    except Interrupted as ended:
        ended.message, ended.hint = ("The pages are closed.", None) if not left else (_told(left), ended.hint)
        raise


def _interrupted(session: Session) -> set[int]:
    """The scrapes that can be resumed."""
    return {job.id for job in session.library.jobs() if job.verb == "scrape" and job.state == "interrupted"}


def _told(left: list[int]) -> str:
    names = ", ".join(f"scrape {job}" for job in left)
    return f"The pages are closed; {names} stopped on the way, with all that was done kept."
