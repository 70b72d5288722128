"""One key of config.toml is changed, and nothing else of it."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest

from emm_tui.config_file.edit import with_value, write
from emm_tui.config_file.text import example
from emm_tui.domain.errors import ConfigError, StorageError

FILE = """\
# my films
[scrape]      # how
concurrency = 4   # a slow line
mode = 'ask'

[[sources]]
name = "Films"  # on the big disk
path = "/media/films"
kind = "movies"

[[sources]]
name = "Shows"
path = "/media/shows"
kind = "tv"

[providers.omdb]
api_key = "secret"

# the end
"""


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("scrape", "concurrency"), 9, "concurrency = 9   # a slow line"),
        (("scrape", "mode"), 'a "quoted"\nword', 'mode = "a \\"quoted\\"\\nword"'),
        (("sources", "1", "path"), "/mnt/[shows]", 'path = "/mnt/[shows]"'),
        (("sources", "0", "name"), "Filme", 'name = "Filme"  # on the big disk'),
        (("providers", "tmdb", "token"), "x" * 32, "[providers.tmdb]"),
        (("library", "languages"), ["de", "en"], 'languages = ["de", "en"]'),
        (("ui", "keymap"), {"library.scrape": "f9"}, 'keymap = {"library.scrape" = "f9"}'),
        (("providers", "tmdb", "requests_per_second"), 2.5, "requests_per_second = 2.5"),
    ],
)
def test_the_key_is_another_and_every_comment_is_still_there(path: tuple[str, ...], value: Any, line: str) -> None:
    changed = with_value(FILE, path, value)
    assert line in changed.splitlines()
    for comment in ("# my films", "# how", "# a slow line", "# on the big disk", "# the end"):
        assert changed.count(comment) == 1
    order = [changed.index(name) for name in ("[scrape]", '"/media/films"', "[providers.omdb]")]
    assert order == sorted(order)


def test_every_key_of_the_example_can_be_set_in_place() -> None:
    text = example()
    for table, values in tomllib.loads(text).items():
        for name, value in values.items():
            if not isinstance(value, dict):
                assert with_value(text, (table, name), value) == text or not value


def test_a_free_table_keeps_the_entries_that_stay() -> None:
    text = '[ui.keymap]\n"app.quit" = "Q"  # by habit\n"app.help" = "f1"\n'
    changed = with_value(text, ("ui", "keymap"), {"app.quit": "Q", "table.down": "n"})
    assert "# by habit" in changed
    assert tomllib.loads(changed) == {"ui": {"keymap": {"app.quit": "Q", "table.down": "n"}}}


@pytest.mark.parametrize("path", [("sources", "7", "name"), ("scrape", "mode", "x"), ("sources", "name")])
def test_what_is_not_there_is_left_to_a_person(path: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError, match="cannot be changed"):
        with_value(FILE, path, "x")


def test_the_file_is_replaced_as_a_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("a")
    file.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    write(link, "b = 1\n")
    assert link.is_symlink()
    assert file.read_text() == "b = 1\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(os.listdir(tmp_path)) == ["config.toml", "link.toml"]


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    write(tmp_path / "new" / "config.toml", "")
    assert stat.S_IMODE((tmp_path / "new" / "config.toml").stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be written"):
        write(tmp_path / "file" / "config.toml", "")
