"""The command line as a whole: its verbs, its options, its errors, and what it loads."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from emm_tui import __version__
from emm_tui.cli import verbs
from tests.cli.conftest import Emm

FOLDER = Path(next(iter(verbs.__path__)))
NAMES = sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))
HEAVY = {"textual", "httpx", "sqlite_utils", "PIL", "structlog"}

HUGE = "9" * 23


def test_help_names_every_verb_with_the_first_line_of_its_file(emm: Emm) -> None:
    done = emm("--help")
    shown = " ".join(done.text.split())
    for name in NAMES:
        line = ast.get_docstring(ast.parse((FOLDER / f"{name}.py").read_text("utf-8")))
        assert line
        assert f"{name} {line}" in shown


@pytest.mark.parametrize("name", NAMES)
def test_every_verb_has_its_help_with_the_common_options(emm: Emm, name: str) -> None:
    done = emm(name, "--help")
    assert (done.code, done.err) == (0, b"")
    for option in ("--config", "--json", "--quiet", "--verbose", "--progress", "--version", "--help"):
        assert option in done.text
    assert "Options of every verb" in done.text


@pytest.mark.parametrize("arguments", [["--version"], ["list", "--version"], ["cache", "stats", "--version"]])
def test_the_version_is_one_line(emm: Emm, arguments: list[str]) -> None:
    assert emm(*arguments).text == f"emm {__version__}\n"


@pytest.mark.parametrize("arguments", [["--json", "list"], ["list", "--json"], ["cache", "--json", "stats"]])
def test_a_global_option_stands_before_or_after_its_verb(emm: Emm, arguments: list[str]) -> None:
    assert emm(*arguments).document["schema"].startswith("emm.")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frobnicate"], ["frobnicate", "--help"]),
        (["lits"], ["did you mean list?"]),
        (["list", "--no-such-option"], ["--no-such-option", "emm list --help"]),
        (["match"], ["ITEM"]),
        (["match", "1"], ["--tmdb"]),
        (["match", "1", "--tmdb", "3", "--imdb", "tt1"], ["exactly one"]),
        (["match", "1", "--imdb", "603"], ["tt0133093"]),
        (["scrape", "--only", "posters"], ["posters", "artwork", "poster,"]),
        (["scan", "Nowhere"], ["Nowhere"]),
        (["list", "--columns", "titel"], ["did you mean title?"]),
        (["list", "yaer:1999"], ["yaer"]),
        (["cache", "clear", "--provider", "tmbd"], ["did you mean tmdb?"]),
        (["cache", "stats", "--provider", "tmbd"], ["did you mean tmdb?"]),
        (["list", "--limit", HUGE], ["--limit", "range"]),
        (["scrape", "--limit", HUGE], ["--limit", "range"]),
        (["jobs", "list", "--limit", HUGE], ["--limit", "range"]),
        (["jobs", "show", HUGE], ["JOB", "range"]),
        (["jobs", "resume", HUGE], ["JOB", "range"]),
        (["jobs", "cancel", HUGE], ["JOB", "range"]),
        (["metrics", "--jobs", HUGE], ["--jobs", "range"]),
        (["match", "1", "--tmdb", HUGE], ["--tmdb", "range"]),
        (["demo", "--movies", HUGE], ["--movies", "range"]),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_says_what_is_right(
    emm: Emm, films: Path, arguments: list[str], words: list[str]
) -> None:
    done = emm(*arguments)
    assert (done.code, done.out) == (2, b"")
    for word in words:
        assert word in done.said


def test_alone_without_a_terminal_it_prints_the_status(emm: Emm) -> None:
    done = emm()
    assert done.code == 0
    assert "Next: emm init" in done.text


def test_a_missing_config_file_that_was_named_is_an_error(emm: Emm) -> None:
    done = emm("list", "--config", "/nowhere/config.toml")
    assert done.code == 3
    assert "/nowhere/config.toml" in done.said


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["list", "--help"], ["scrape", "--help"]])
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "emm_tui", *arguments], capture_output=True, check=True, text=True
    )
    loaded = {name.strip().split(".")[0] for name in re.findall(r"^import time:.*\| +(\S+)$", done.stderr, re.M)}
    assert "click" in loaded
    assert not loaded & HEAVY


def test_parse_loads_neither_library_nor_event_loop() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "emm_tui", "parse", "--jsonl", "a.mkv"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert not re.search(r"\| +(asyncio|anyio|sqlite3|emm_tui\.store|emm_tui\.domain\.match)\b", done.stderr)


@pytest.mark.parametrize("program", ["emm", "emm-tui"])
def test_the_program_has_two_names(program: str) -> None:
    script = Path(sys.executable).with_name(program)
    done = subprocess.run([script, "--version"], capture_output=True, check=True, text=True)
    assert done.stdout == f"emm {__version__}\n"


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8:strict"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
)
def test_any_locale_will_do(library: Path, environment: dict[str, str]) -> None:
    for arguments in (
        ["list"],
        ["show", "lamp"],
        ["status"],
        ["--help"],
        ["parse", os.fsdecode(b"Bad\xe9 (1999).mkv")],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "emm_tui", *arguments], capture_output=True, env={**os.environ, **environment}
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout
