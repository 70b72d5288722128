"""How sure an answer is: 0.9 and more is only given where title and numbers can be relied upon."""

from __future__ import annotations

from emm_tui.domain.guess import Guess, SourceKind
from emm_tui.parsing.folders import Folder
from emm_tui.parsing.name import Name
from emm_tui.parsing.reading import Reading


def confidence(guess: Guess, reading: Reading, folder: Folder, name: Name, kind: SourceKind | None, opaque: bool) -> float:
    """0..1 for a finished guess, by the rules that made it."""
    return 0.5
