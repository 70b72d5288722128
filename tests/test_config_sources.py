"""Sources come into config.toml and leave it, and nothing else of the file is another."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from emm_tui.config import Config, SourceConfig
from emm_tui.config_file.edit import hindrance, write
from emm_tui.config_file.reading import checked
from emm_tui.config_file.sources import with_source, without_source
from emm_tui.config_file.text import example
from emm_tui.domain.errors import ConfigError, StorageError

FILE = """\
# my films
[scrape]      # how
mode = 'ask'

# the cellar
[[sources]]
name = "Films"  # on the big disk
# not the old one
path = "/media/films"
kind = "movies"

[[sources]]
name = "Shows"
path = "/media/shows"
kind = "tv"
# a remark on providers
[providers.omdb]
api_key = "secret"
"""
THIRD = SourceConfig('[REC] "cut"', "/media/\u00e4/[rec]", "movies")


def names(text: str) -> list[str]:
    return [source["name"] for source in tomllib.loads(text).get("sources", [])]


def test_a_new_source_stands_after_the_others_and_the_rest_is_as_it_was() -> None:
    changed = with_source(FILE, THIRD)
    assert names(changed) == ["Films", "Shows", THIRD.name]
    block = '\n[[sources]]\nname = "[REC] \\"cut\\""\npath = "/media/ä/[rec]"\nkind = "movies"\n'
    assert block in changed
    assert changed.replace(block, "", 1).replace("\n\n# a remark", "\n# a remark") == FILE
    assert without_source(changed, 2).replace("\n\n# a remark", "\n# a remark") == FILE


@pytest.mark.parametrize("text", ["", "# nothing yet", "[scrape]\nmode = 'ask'", "sources = []\n"])
def test_the_first_source_finds_its_place(text: str) -> None:
    changed = with_source(text, THIRD)
    assert names(changed) == [THIRD.name]
    assert text.splitlines()[:1] == changed.splitlines()[:1] or text == "sources = []\n" or not text
    assert names(without_source(changed, 0)) == []


def test_the_first_source_stands_below_the_example_of_one() -> None:
    changed = with_source(example(), THIRD)
    assert names(changed) == [THIRD.name]
    before, after = changed.split("\n[[sources]]\n")
    assert before.rstrip().endswith("movies | tv")
    assert "[scrape]" in after
    assert checked(Path("/x/config.toml"), changed, {}).sources == [THIRD]
    assert without_source(changed, 0).strip() == example().strip()


def test_of_a_source_that_leaves_only_its_own_lines_go() -> None:
    changed = without_source(FILE, 0)
    assert names(changed) == ["Shows"]
    for kept in ("# my films", "# how", "# the cellar", "# a remark on providers", 'api_key = "secret"'):
        assert kept in changed
    assert "big disk" not in changed
    last = without_source(changed, 0)
    assert "sources" not in tomllib.loads(last)
    assert last.index("# the cellar") < last.index("# a remark")


def test_sources_on_one_line_stay_on_one_line() -> None:
    text = 'sources = [{ name = "A", path = "/a", kind = "tv" }]  # all\n[scrape]\nmode = "ask"\n'
    changed = with_source(text, THIRD)
    assert names(changed) == ["A", THIRD.name]
    assert "# all" in changed and "[[sources]]" not in changed
    assert names(without_source(changed, 0)) == [THIRD.name]


def test_ends_of_lines_are_those_of_the_file() -> None:
    changed = with_source(FILE.replace("\n", "\r\n"), THIRD)
    assert changed.replace("\r\n", "") == changed.replace("\r\n", "").replace("\n", "")
    assert names(changed)[-1] == THIRD.name


@pytest.mark.parametrize("place", [2, 7])
def test_what_is_not_there_cannot_leave(place: int) -> None:
    with pytest.raises(ConfigError, match="by hand"):
        without_source(FILE, place)


def test_a_table_that_only_looks_like_one_is_left_to_a_person() -> None:
    text = 'x = """\n[[sources]]\nname = 1\n"""\n'
    with pytest.raises(ConfigError, match="by hand"):
        with_source(text.replace("x", "sources"), THIRD)
    with pytest.raises(ConfigError, match="by hand"):
        without_source(text, 0)


def test_nobody_elses_change_is_written_over(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("a = 1\n")
    with pytest.raises(ConfigError, match="Another program"):
        write(file, "a = 2\n", "a = 0\n")
    assert file.read_text() == "a = 1\n"
    write(file, "a = 2\n", "a = 1\n")
    assert file.read_text() == "a = 2\n"
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]


def test_a_file_that_is_read_only_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("a = 1\n")
    file.chmod(0o444)
    assert hindrance(file) == "it is read-only"
    with pytest.raises(StorageError, match="read-only"):
        write(file, "a = 2\n")
    assert file.read_text() == "a = 1\n"
    assert hindrance(tmp_path / "new" / "config.toml") == ""


def test_every_source_of_the_program_can_be_written() -> None:
    text = example(Config())
    for number in range(4):
        text = with_source(text, SourceConfig(f"S{number}", f"/s/{number}", "tv"))
    assert names(text) == ["S0", "S1", "S2", "S3"]
    assert names(without_source(text, 1)) == ["S0", "S2", "S3"]
