"""What the tags of a name say: resolution, source, edition, language."""

from __future__ import annotations

from emm_tui.domain.guess import Guess
from emm_tui.parsing.name import Name
from emm_tui.parsing.vocabulary import WEAK


def take_details(guess: Guess, name: Name, cut: int) -> None:
    """Fills the fields that are tags, from those behind the title's end; what is there already stays."""
    editions: list[str] = []
    weak_source: str | None = None
    for tag in name.tags:
        if tag.end <= cut and tag.start >= 0 and not _in_front(name, tag.start, cut):
            continue
        if tag.field == "resolution":
            if guess.resolution is None or tag.strength > WEAK:
                guess.resolution = guess.resolution if guess.resolution and tag.strength == WEAK else tag.value
        elif tag.field == "source":
            if tag.strength > WEAK and (guess.source is None or guess.source == "Remux"):
                guess.source = tag.value
            elif tag.strength == WEAK and weak_source is None:
                weak_source = tag.value
        elif tag.field == "edition":
            if tag.value not in editions and not any(tag.value in e for e in editions):
                editions.append(tag.value)
        elif tag.field == "language" and guess.language is None and tag.value:
            guess.language = tag.value
    if guess.source in (None, "Remux") and weak_source:
        guess.source = weak_source
    if guess.edition is None and editions:
        guess.edition = " ".join(editions)


def _in_front(name: Name, start: int, cut: int) -> bool:
    """Whether a tag stands in a bracket before the title."""
    return any(s < start < e and not name.low[:s].strip() for s, e in name.brackets)
