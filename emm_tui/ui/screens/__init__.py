"""One file = one screen: `x.py` holds `XScreen`, beside it `x.tcss`; the program finds them by file name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from os import listdir

from textual.screen import Screen

from emm_tui.ui.desk import Desk


def names() -> list[str]:
    """The screens that there are."""
    return sorted(file.removesuffix(".py") for file in listdir(__path__[0]) if file.endswith(".py") and file[0] != "_")


def opener(name: str, desk: Desk) -> Callable[[], Screen[None]]:
    """What opens a screen; its file is imported when it is first wanted."""

    def open_screen() -> Screen[None]:
        module = import_module(f"{__name__}.{name}")
        screen: Screen[None] = getattr(module, f"{name.title()}Screen")(desk)
        return screen

    return open_screen
