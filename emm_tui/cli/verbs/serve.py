"""Shows the TUI in a browser on this machine."""

from __future__ import annotations

import importlib.util
import sys

import click

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb


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
    """Serves until a signal."""
    from emm_tui.cli.run import run
    from emm_tui.ui.browser import serve

    config = ["--config", str(invocation.options.config)] if invocation.options.config else []
    program = [sys.executable, "-m", "emm_tui", *config, "serve", "--page"]

    def announce(address: str) -> None:
        invocation.out.text(address)
        invocation.out.flush()
        invocation.messages.say("ctrl+c ends it. From another machine: ssh -L, with the same port at both ends.")

    run(invocation, lambda _session: serve(program, port, announce))
