"""What an empty table says: why, and the next key or command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emm_tui.domain.display import display

if TYPE_CHECKING:
    from emm_tui.session import Session


def nothing(session: Session, filtered: bool) -> str:
    """The text for a filter without hits, a library that was never scanned, or one without sources."""
    if filtered:
        return "Nothing matches.\n\nesc clears the filter"
    if session.sources:
        names = display(", ".join(source.name for source in session.sources))
        return f"The library is empty.\n\nR scans {names}"
    return (
        "The library has no source yet.\n\nPress , and then a to add a folder;\n"
        "'emm init' writes a first config.toml to edit by hand:\n"
        f"{display(str(session.paths.config_file))}"
    )
