"""IMDb's data files on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from emm_tui.domain.datasets import EPISODES, RATINGS
from emm_tui.domain.errors import ProviderDownError
from emm_tui.providers import imdb
from tests.cli.conftest import Emm
from tests.pipeline.tables import Brought


@pytest.fixture
def brought(monkeypatch: pytest.MonkeyPatch) -> Brought:
    """Files that come without a network."""
    made = Brought()
    monkeypatch.setattr(imdb, "open_datasets", lambda client, config: made)
    return made


def test_before_the_first_update_there_is_nothing_but_a_hint(library: Path, emm: Emm) -> None:
    assert "emm datasets update" in emm("datasets", "status").text
    assert emm("datasets", "status", "--json").document == {"schema": "emm.datasets.status/1", "files": []}


def test_an_update_says_what_it_brought_and_whom_to_thank(library: Path, emm: Emm, brought: Brought) -> None:
    done = emm("datasets", "update", "--progress", "none")
    assert done.code == 0
    assert RATINGS in done.text
    assert "courtesy of IMDb" in done.text
    assert RATINGS in emm("datasets", "status").text


def test_the_json_of_update_and_status(library: Path, emm: Emm, brought: Brought) -> None:
    done = emm("datasets", "update", "--episodes", "--json").document
    assert (done["schema"], done["rated"]) == ("emm.datasets.update/1", 0)
    assert [(one["name"], one["new"], one["kept"]) for one in done["files"]] == [
        (EPISODES, True, 0),
        (RATINGS, True, 0),
    ]
    again = emm("datasets", "update", "--json").document
    assert [one["new"] for one in again["files"]] == [False, False]
    files = emm("datasets", "status", "--json").document["files"]
    assert [one.keys() for one in files] == [{"name", "asked", "changed", "size", "rows", "kept"}] * 2
    assert len(brought.asked) == 2


def test_force_asks_again(library: Path, emm: Emm, brought: Brought) -> None:
    emm("datasets", "update")
    assert emm("datasets", "update", "--force").code == 0
    assert len(brought.asked) == 2


def test_a_provider_that_is_down_ends_with_8(library: Path, emm: Emm, brought: Brought) -> None:
    brought.files[f"{RATINGS}.tsv.gz"] = ProviderDownError("imdb", "is down.", "Try again later.")
    done = emm("datasets", "update")
    assert done.code == 8
    assert "imdb: is down." in done.said


def test_a_damaged_file_ends_with_1_and_says_what_to_do(library: Path, emm: Emm, brought: Brought) -> None:
    brought.files[f"{RATINGS}.tsv.gz"] = b"<html>"
    done = emm("datasets", "update")
    assert done.code == 1
    assert "emm datasets update" in done.said


def test_who_does_not_ask_imdb_is_told_the_key(library: Path, emm: Emm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMM_PROVIDERS__IMDB__ENABLED", "false")
    done = emm("datasets", "update")
    assert done.code == 3
    assert "providers.imdb.enabled" in done.said
