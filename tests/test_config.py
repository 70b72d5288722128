"""The configuration file: what is read, what is refused and how it is said."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from emm_tui.config import Config, Secret, SourceConfig
from emm_tui.config_file import exposed, load
from emm_tui.config_file.keys import all_keys
from emm_tui.config_file.text import example, masked, render
from emm_tui.domain.errors import ConfigError
from emm_tui.paths import Paths

ROOT = Path(__file__).parents[1]


def read(folder: Path, text: str, environ: dict[str, str] | None = None) -> Config:
    paths = Paths.resolve({"EMM_HOME": str(folder)})
    paths.config_file.write_text(text, "utf-8")
    return load(paths, environ or {})


def refusal(folder: Path, text: str, environ: dict[str, str] | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        read(folder, text, environ)
    assert caught.value.exit_code == 3
    return caught.value.message


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load(Paths.resolve({"EMM_HOME": str(tmp_path)}), {}) == Config()


def test_the_example_file_is_the_generated_one() -> None:
    assert (ROOT / "config.example.toml").read_text("utf-8") == example()


def test_the_example_holds_every_key_with_its_default(tmp_path: Path) -> None:
    assert read(tmp_path, example()) == Config()
    written = tomllib.loads(example())
    for path, key in all_keys():
        if path[0] != "sources":
            table = written
            for name in path[:-1]:
                table = table[name]
            assert key.name in table
        assert key.doc
        assert key.doc in example()


def test_every_key_has_its_line_right_before_or_beside_it() -> None:
    lines = example().splitlines()
    for before, line in zip(["", *lines], lines, strict=False):
        if "=" in line and not line.startswith("#"):
            assert "  # " in line or before.startswith("# ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[scrape\nmode = "auto"', ["config.toml:1", "not valid TOML"]),
        ('[library]\nlangauges = ["de"]', ["config.toml:2", "library.langauges", "did you mean languages?"]),
        ("[providers.tmbd]\nenabled = true", ["config.toml:1", "providers.tmbd", "did you mean tmdb?"]),
        ('[scrape]\n\nconcurrency = "many"', ["config.toml:3", "scrape.concurrency", "a whole number", '"many"']),
        ("[scrape]\nconcurrency = 0", ["scrape.concurrency", "1 or more"]),
        ("[scrape]\nconcurrency = true", ["scrape.concurrency", "a whole number"]),
        ('[scrape]\nmode = "sometimes"', ["scrape.mode", "auto, ask, skip"]),
        ('[artwork]\nkinds = ["postre"]', ["artwork.kinds", "did you mean poster?"]),
        ('[cache]\nttl = "soon"', ["cache.ttl", "24h"]),
        ('[cache]\nttl = "181d"', ["config.toml:2", "cache.ttl", "at most 180 days"]),
        ('[providers.tmdb]\nttl = "26w"', ["providers.tmdb.ttl", "at most 180 days"]),
        ("[providers.tmdb]\nrequests_per_second = 0", ["providers.tmdb.requests_per_second", "above 0"]),
        ("[providers.imdb]\nrequests_per_second = -0.5", ["providers.imdb.requests_per_second", "above 0"]),
        ('[providers.tmdb]\nbase_url = "ftp://x"', ["providers.tmdb.base_url", "https://"]),
        ('[[sources]]\nname = "A"\nkind = "movies"', ["config.toml:1", "sources.0.path", "missing"]),
        ("sources = 3", ["sources", "a list of tables"]),
        ("library = 3", ["library", "a table"]),
        ("[providers.tmdb]\ntokenfile = 3", ["did you mean token_file?"]),
        (
            '[[sources]]\nname="A"\npath="/a"\nkind="tv"\n[[sources]]\nname="A"\npath="/b"\nkind="tv"',
            ["another source"],
        ),
        ("[ui.keymap]\na = 3", ["ui.keymap", "a table"]),
    ],
)
def test_a_mistake_is_told_with_place_expectation_and_nearest_key(tmp_path: Path, text: str, words: list[str]) -> None:
    message = refusal(tmp_path, text)
    for word in words:
        assert word in message


def test_the_limits_themselves_are_allowed(tmp_path: Path) -> None:
    config = read(tmp_path, '[cache]\nttl = "180d"\n[providers.tmdb]\nttl = "25w"\nrequests_per_second = 0.01')
    assert (config.cache.ttl, config.providers.tmdb.requests_per_second) == ("180d", 0.01)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    message = refusal(tmp_path, '[scrape]\nmode = "x"\nconcurrency = "y"\n[libary]\n')
    assert len(message.splitlines()) == 3


def test_text_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b'[library]\ndatabase = "\xe9"\n')
    with pytest.raises(ConfigError, match=r"config.toml:2: expected UTF-8"):
        load(Paths.resolve({"EMM_HOME": str(tmp_path)}), {})


def test_a_secret_is_in_no_message(tmp_path: Path) -> None:
    for text in ('[providers.tmdb]\ntoken = ["canary"]', '[providers.tmdb]\ntoken = "canary"\nspare = "canary"'):
        assert "canary" not in refusal(tmp_path, text)


def test_the_environment_has_the_last_word(tmp_path: Path) -> None:
    environ = {
        "EMM_SCRAPE__CONCURRENCY": "3",
        "EMM_CACHE__OFFLINE": "True",
        "EMM_LIBRARY__LANGUAGES": "de-DE, en-US",
        "EMM_ARTWORK__KINDS": '["poster"]',
        "EMM_PROVIDERS__TMDB__TOKEN": "t" * 32,
        "EMM_PROVIDERS__TMDB__REQUESTS_PER_SECOND": "2.5",
        "EMM_MERGE__TITLE": "tmdb",
        "EMM_SOURCES": '[{name = "A", path = "/a", kind = "tv"}]',
        "EMM_HOME": "/ignored",
        "EMM_EXPORT__SETS_DIRECTORY": "",
    }
    config = read(tmp_path, "[scrape]\nconcurrency = 5\n[export]\nsets_directory = '/sets'", environ)
    assert config.scrape.concurrency == 3
    assert config.cache.offline is True
    assert config.library.languages == ["de-DE", "en-US"]
    assert config.artwork.kinds == ["poster"]
    assert config.providers.tmdb.token.reveal() == "t" * 32
    assert config.providers.tmdb.requests_per_second == 2.5
    assert (config.merge.title, config.merge.plot[0]) == (["tmdb"], "tmdb")
    assert config.sources == [SourceConfig("A", "/a", "tv")]
    assert config.export.sets_directory == "/sets", "an empty variable counts as not set"


def test_a_wrong_variable_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path, "", {"EMM_SCRAPE__CONCURRENCY": "many"}).startswith("EMM_SCRAPE__CONCURRENCY: scrape.conc")
    assert "did you mean mode?" in refusal(tmp_path, "", {"EMM_SCRAPE__MODUS": "auto"})


def test_a_secret_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "held").write_text("from-file\n")
    config = read(tmp_path, '[providers.tmdb]\ntoken = ""\ntoken_file = "held"')
    assert config.providers.tmdb.token == Secret("from-file")
    by_variable = read(tmp_path, "", {"EMM_PROVIDERS__OMDB__API_KEY_FILE": str(tmp_path / "held")})
    assert by_variable.providers.omdb.api_key == Secret("from-file")


def test_a_variable_replaces_a_secret_file_and_the_other_way_round(tmp_path: Path) -> None:
    (tmp_path / "held").write_text("from-file")
    by_file = '[providers.tmdb]\ntoken_file = "held"'
    assert read(tmp_path, by_file, {"EMM_PROVIDERS__TMDB__TOKEN": "direct"}).providers.tmdb.token == Secret("direct")
    environ = {"EMM_PROVIDERS__TMDB__TOKEN_FILE": str(tmp_path / "held")}
    assert read(tmp_path, '[providers.tmdb]\ntoken = "x"', environ).providers.tmdb.token == Secret("from-file")


@pytest.mark.parametrize("name", ["absent", "empty"])
def test_a_secret_file_that_gives_nothing_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").write_text("\n")
    assert "providers.tmdb.token_file" in refusal(tmp_path, f'[providers.tmdb]\ntoken_file = "{name}"')


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    assert "got both" in refusal(tmp_path, '[providers.tmdb]\ntoken = "a"\ntoken_file = "b"')


def test_folders_are_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    text = '[[sources]]\nname="A"\npath="~/films"\nkind="movies"\n[[sources]]\nname="B"\npath="tv/"\nkind="tv"'
    assert [s.path for s in read(tmp_path, text).sources] == ["/home/somebody/films", str(tmp_path / "tv")]


def test_the_effective_config_is_shown_with_secrets_masked(tmp_path: Path) -> None:
    text = (
        '[providers.tmdb]\ntoken = "canary"\n[cache]\nredis_url = "redis://me:canary@host/0"\n'
        '[[sources]]\nname="A"\npath="/a \\"b\\""\nkind="tv"'
    )
    config = read(tmp_path, text, {"EMM_SCRAPE__CONCURRENCY": "3"})
    shown = render(config)
    assert "canary" not in shown + str(masked(config))
    assert tomllib.loads(shown)["scrape"]["concurrency"] == 3
    assert tomllib.loads(shown)["sources"][0]["path"] == '/a "b"'
    assert tomllib.loads(shown)["cache"]["redis_url"] == "redis://me:***@host/0"
    assert masked(config)["providers"]["tmdb"]["token"] == "***"


def test_a_file_that_others_can_read_is_noticed_only_when_it_holds_a_secret(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    for text, mode, expected in (
        ('[providers.tmdb]\ntoken = "x"', 0o644, True),
        ('[providers.tmdb]\ntoken = "x"', 0o600, False),
        ('[providers.tmdb]\ntoken = ""', 0o644, False),
    ):
        path.write_text(text)
        os.chmod(path, mode)
        assert exposed(path) is expected


def test_everything_is_in_emm_home() -> None:
    paths = Paths.resolve({"EMM_HOME": "/somewhere"})
    assert (paths.config_file, paths.database) == (Path("/somewhere/config.toml"), Path("/somewhere/library.db"))
    assert (paths.cache, paths.log, paths.backups) == (
        Path("/somewhere/cache"),
        Path("/somewhere/log"),
        Path("/somewhere/backups"),
    )


def test_without_emm_home_the_platforms_folders_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", f"/xdg/{kind.lower()}")
    paths = Paths.resolve({}, None)
    assert paths.config_file == Path("/xdg/config/emm-tui/config.toml")
    assert (paths.state, paths.cache) == (Path("/xdg/state/emm-tui"), Path("/xdg/cache/emm-tui"))


def test_another_config_file_moves_nothing_else() -> None:
    paths = Paths.resolve({"EMM_HOME": "/home"}, Path("/other/mine.toml"))
    assert (paths.config_file, paths.state) == (Path("/other/mine.toml"), Path("/home"))
