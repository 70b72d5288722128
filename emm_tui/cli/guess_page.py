"""What a name says, as text."""

from __future__ import annotations

from emm_tui.cli.page import Page
from emm_tui.domain.guess import Guess


def guess_facts(page: Page, guess: Guess) -> None:
    """Everything that was read out of a name, one fact a line."""
    page.fact("kind", guess.kind)
    page.fact("title", guess.title)
    page.fact("also", guess.alternative_title)
    page.fact("year", guess.year)
    page.fact("season", None if guess.season is None else str(guess.season))
    page.fact("episodes", ", ".join(map(str, guess.episodes)))
    page.fact("absolute", ", ".join(map(str, guess.absolute)))
    page.fact("date", guess.date)
    page.fact("episode", guess.episode_title)
    page.fact("edition", guess.edition)
    page.fact("part", guess.part)
    page.fact("ids", page.joined(*(f"{name} {getattr(guess, name)}" for name in _IDS if getattr(guess, name))))
    page.fact("release", page.joined(guess.resolution, guess.source, guess.release_group))
    page.fact("language", page.joined(guess.country, guess.language))
    page.fact("confidence", f"{guess.confidence:.0%}")
    for span in guess.spans:
        page.fact(span.rule, f"{guess.path[span.start : span.end]} = {span.value}", "dim")


_IDS = ("tmdb", "imdb", "tvdb")
