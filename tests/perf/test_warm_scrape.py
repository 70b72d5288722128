"""What a second scrape of films that are known costs: no request, and a part of the first one's work."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from emm_tui.demo.home import opened
from emm_tui.demo.options import Options

pytestmark = pytest.mark.perf

FILMS = 500


def emm(home: Path, *words: str) -> tuple[dict[str, Any], float]:
    """The document of a verb, and the seconds of CPU that its process took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "emm_tui", *words, "--json", "-q"]
    done = subprocess.run(command, env=os.environ | {"EMM_HOME": str(home)}, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    document: dict[str, Any] = json.loads(done.stdout)
    return document, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_a_warm_scrape_of_500_films_asks_nothing_and_takes_a_third_of_the_cold_one() -> None:
    with opened(Options(movies=FILMS, shows=0)) as home:
        emm(home, "scan")
        cold, cold_seconds = emm(home, "scrape")
        warm, warm_seconds = emm(home, "scrape", "--scope", "all")
        stats, _ = emm(home, "cache", "stats")
    print(f"cold {cold_seconds:.1f} s, warm {warm_seconds:.1f} s of CPU: {warm_seconds / cold_seconds:.0%}")
    assert cold["done"] == warm["done"] > FILMS * 0.9
    assert {name: one["requests"] for name, one in warm["providers"].items()} == {"tmdb": 0}
    assert stats["last_run"]["hits"] > FILMS and stats["last_run"]["hit_rate"] == 1
    assert warm["images"]["downloaded"] == 0
    assert warm_seconds <= cold_seconds / 3
