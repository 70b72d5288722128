"""What a person has decided, carried out one after the other in one job while more is decided."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from emm_tui.domain.errors import EmmError
from emm_tui.ui.jobs import Severity
from emm_tui.ui.words import plural

if TYPE_CHECKING:
    from emm_tui.ui.desk import Desk


class Decisions:
    """Matches items and scrapes them; `failed` is told of each one that could not be matched, and why.

    `pending` are the items that are decided and not yet matched.
    """

    def __init__(self, desk: Desk, failed: Callable[[int, str], None]) -> None:
        self._desk = desk
        self._failed = failed
        self._waiting: deque[tuple[int, str, str]] = deque()
        self._running = False
        self.pending: set[int] = set()

    def add(self, item: int, provider: str, ident: str) -> None:
        """Decides that the item is the title with that id."""
        self._waiting.append((item, provider, ident))
        self.pending.add(item)
        if not self._running:
            self._running = True
            self._desk.jobs.start("match", self._run)

    async def _run(self) -> tuple[str, Severity]:
        done, problems = 0, []
        try:
            while self._waiting:
                item, provider, ident = self._waiting.popleft()
                try:
                    report = await self._desk.session.match(item, provider, ident)
                    problem = report.failures[0].error if report.failures else report.storage_error
                except EmmError as error:
                    problem = str(error)
                self.pending.discard(item)
                if problem:
                    problems.append(problem)
                    self._failed(item, problem)
                else:
                    done += 1
        finally:
            self._running = False
            self._give_back()
            self.pending.clear()
        if problems:
            return f"Matched {plural(done, 'title')}, {len(problems)} failed: {problems[0]}", "error"
        return f"Matched {plural(done, 'title')}", "information"

    def _give_back(self) -> None:
        """What was not begun when the job was cancelled is still to decide."""
        while self._waiting:
            self._failed(self._waiting.popleft()[0], "")
