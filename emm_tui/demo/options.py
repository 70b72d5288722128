"""What a demo is asked for, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True, frozen=True)
class Options:
    """How large the fictional library is; `keep` is the folder that stays, `prefill` writes rows without files."""

    movies: int = 40
    shows: int = 4
    seed: int = 1
    keep: Path | None = None
    prefill: bool = False


@dataclass(slots=True)
class Summary:
    """What lies in the library at the end, and what it took: `requests` of the provider, `bytes` of pictures.

    `scraped` are films; `review` counts every kind that needs a person. `home` is the folder that stays, None for a
    temporary one.
    """

    home: Path | None = None
    movies: int = 0
    shows: int = 0
    episodes: int = 0
    scraped: int = 0
    scraped_shows: int = 0
    scraped_episodes: int = 0
    review: int = 0
    failed: int = 0
    images: int = 0
    bytes: int = 0
    requests: int = 0
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """0, 1 when an item failed."""
        return 1 if self.failed else 0

    def rows(self) -> list[tuple[str, str]]:
        """Lines of a name and its value."""
        lines = [
            ("films", f"{self.movies:,}, {self.scraped:,} scraped"),
            ("shows", f"{self.shows:,}, {self.scraped_shows:,} scraped"),
            ("episodes", f"{self.episodes:,}, {self.scraped_episodes:,} scraped"),
            ("to review", f"{self.review:,}"),
            ("failed", f"{self.failed:,}"),
            ("pictures", f"{self.images:,} ({self.bytes / 1e6:,.1f} MB)"),
            ("requests", f"{self.requests:,}"),
            ("seconds", f"{self.seconds:,.1f}"),
        ]
        return [*lines, ("home", str(self.home))] if self.home else lines
