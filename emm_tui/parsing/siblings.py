"""The names of one folder read together: the number that varies is the episode, the common part is the title."""

from __future__ import annotations

from collections.abc import Sequence

from emm_tui.domain.guess import Guess, SourceKind
from emm_tui.parsing.parser import parse


def parse_folder(paths: Sequence[str], kind: SourceKind | None = None) -> list[Guess]:
    """What the paths of one folder say, in their order."""
    return [parse(path, kind) for path in paths]
