"""`emm init` and `emm config`."""

from __future__ import annotations

import os
import pty
import stat
import subprocess
import sys
import time
import tomllib
from pathlib import Path

from tests.cli.conftest import Emm


def test_init_writes_a_config_that_is_right_and_the_users_alone(home: Path, emm: Emm) -> None:
    done = emm("init")
    assert done.code == 0
    file = home / "config.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert emm("config", "check").code == 0
    assert emm("init", "--json").document["written"] is False


def test_init_makes_a_private_home(home: Path, emm: Emm) -> None:
    home.rmdir()
    emm("init")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_init_never_overwrites(home: Path, emm: Emm) -> None:
    (home / "config.toml").write_text("# mine\n")
    assert emm("init").code == 0
    assert (home / "config.toml").read_text() == "# mine\n"


def test_init_writes_the_file_that_was_named(tmp_path: Path, emm: Emm) -> None:
    emm("init", "--config", str(tmp_path / "other" / "mine.toml"))
    assert (tmp_path / "other" / "mine.toml").exists()


def test_config_path_tells_the_file(home: Path, emm: Emm) -> None:
    assert emm("config", "path").text == f"{home / 'config.toml'}\n"
    assert emm("config", "path", "--json").document["exists"] is False


def test_config_show_is_toml_with_masked_secrets(home: Path, emm: Emm) -> None:
    (home / "config.toml").write_text('[providers.tmdb]\ntoken = "canary-0123456789"\n[scrape]\nconcurrency = 3\n')
    (home / "config.toml").chmod(0o600)
    shown = tomllib.loads(emm("config", "show").text)
    assert (shown["scrape"]["concurrency"], shown["providers"]["tmdb"]["token"]) == (3, "***")
    document = emm("config", "show", "--json").document
    assert document["config"]["providers"]["tmdb"]["token"] == "***"


def test_config_check_tells_every_mistake_and_ends_with_3(home: Path, emm: Emm) -> None:
    (home / "config.toml").write_text('[scrape]\nmode = "sometimes"\nconcurency = 3\n')
    done = emm("config", "check")
    assert done.code == 3
    assert len(done.text.splitlines()) == 2
    document = emm("config", "check", "--json")
    assert document.code == 3
    assert len(document.document["problems"]) == 2


def test_config_check_says_when_there_is_no_file(home: Path, emm: Emm) -> None:
    done = emm("config", "check")
    assert done.code == 0
    assert done.text.startswith(f"There is no {home / 'config.toml'}")
    assert emm("config", "check", "--json").document["exists"] is False
    named = emm("config", "check", "--config", str(home / "other.toml"))
    assert named.code == 3
    assert "other.toml" in named.text


def test_config_check_says_what_a_cache_needs(home: Path, emm: Emm) -> None:
    (home / "config.toml").write_text('[cache]\nbackend = "redis"\n')
    done = emm("config", "check")
    assert done.code == 0
    assert "cache.redis_url is empty" in done.text
    assert len(emm("config", "check", "--json").document["warnings"]) == 1
    assert emm("cache", "stats").code == 3


def test_a_verb_with_a_wrong_config_starts_nothing(home: Path, emm: Emm) -> None:
    (home / "config.toml").write_text('[scrape]\nmode = "sometimes"\n')
    done = emm("scan")
    assert (done.code, done.out) == (3, b"")
    assert "config.toml:2: scrape.mode" in done.said
    assert not (home / "library.db").exists()


def test_config_keys_lists_every_key(emm: Emm) -> None:
    rows = emm("config", "keys", "--json").document["keys"]
    assert {
        "key": "scrape.concurrency",
        "type": "a whole number (int)",
        "default": "16",
        "doc": "items in flight",
    } in rows
    assert "providers.tmdb.token" in emm("config", "keys").text


def test_a_key_that_others_can_read_is_warned_of(home: Path, emm: Emm) -> None:
    file = home / "config.toml"
    file.write_text('[providers.tmdb]\ntoken = "canary-0123456789"\n')
    file.chmod(0o644)
    assert emm("status").said.count("chmod 600") == 1
    assert emm("status", "-q").err == b""


def test_on_a_terminal_init_asks_and_the_key_is_not_shown(home: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "emm_tui", "init"], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    seen = b""
    for question, answer in ((b"films", str(tmp_path)), (b"shows", ""), (b"TMDB", "canary-0123456789")):
        while question not in seen:
            seen += os.read(ours, 4096)
        time.sleep(0.3)  # the prompt turns the echo off after it has been written
        os.write(ours, answer.encode() + b"\n")
    while b"Next: emm scan" not in seen:
        seen += os.read(ours, 4096)
    assert child.wait(60) == 0
    os.close(ours)
    assert b"canary" not in seen
    config = tomllib.loads((home / "config.toml").read_text())
    assert config["sources"] == [{"name": "Movies", "path": str(tmp_path), "kind": "movies"}]
    assert config["providers"]["tmdb"]["token"] == "canary-0123456789"


def test_config_check_knows_the_keys_that_can_be_mapped(home: Path, emm: Emm) -> None:
    (home / "config.toml").write_text('[ui.keymap]\n"library.scrpe" = "f9"\n"app.quit" = "Q"\n')
    done = emm("config", "check", "--json")
    (warning,) = done.document["warnings"]
    assert "library.scrpe" in warning and "library.scrape" in warning
    assert done.code == 0
