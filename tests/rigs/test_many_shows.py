"""Three hundred shows with thirty thousand episodes: twice the shows cost twice, and the memory stays small."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rigs.many_shows import EPISODES, SEASONS

FEW, MANY = 75, 300
MOST_MEMORY = 200_000_000
SLACK = 1.6
"""So much more may a show cost among many than among few, on a machine that has other things to do."""


@pytest.mark.rig
def test_many_shows_cost_as_much_each_as_few_and_no_request_an_episode(tmp_path: Path) -> None:
    few, many = measured(tmp_path / "few", FEW), measured(tmp_path / "many", MANY)
    print(f"\n{FEW} shows: {few}\n{MANY} shows: {many}")
    for shows, found in ((FEW, few), (MANY, many)):
        assert found["files"] == found["episodes"] == shows * SEASONS * EPISODES
        assert found["done"] == shows
        assert found["requests"] <= 2 * shows + 1
    assert many["scan_seconds"] / MANY < SLACK * few["scan_seconds"] / FEW
    assert many["scrape_seconds"] / MANY < SLACK * few["scrape_seconds"] / FEW
    assert many["peak"] < MOST_MEMORY


def measured(home: Path, shows: int) -> dict[str, float]:
    """The figures of a run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.rigs.many_shows", str(home), str(shows)],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
