"""The verb that changes fields by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import FILMS, Emm


def test_a_change_is_shown_first_and_kept_with_apply(library: Path, emm: Emm) -> None:
    shown = emm("edit", "keeper", "title=Mole [2] \x1b[31m", "year=1999")
    assert shown.code == 0
    assert "title: The Lamp Keeper" in shown.text and "year: 1961" in shown.text and "--apply" in shown.text
    assert "\x1b" not in shown.text
    assert emm("list", "keeper", "--json").document["total"] == 1
    assert "Changed 2 fields" in emm("edit", "keeper", "title=Mole [2]", "year=1999", "--apply").text
    document = emm("show", "mole", "--json").document
    assert (document["title"], document["year"], document["locked"]) == ("Mole [2]", 1999, ["title", "year"])
    assert document["provenance"]["title"]["provider"] == "you"
    assert "Nothing changes" in emm("edit", "mole", "title=Mole [2]", "--apply").text


def test_a_change_is_one_document_with_json(library: Path, emm: Emm) -> None:
    document = emm("edit", "kind:movie", "user_rating=7.5", "--json").document
    assert (document["schema"], document["items"], document["applied"]) == ("emm.edit/1", len(FILMS), False)
    assert {(one["field"], one["old"], one["new"]) for one in document["changes"]} == {("user_rating", None, 7.5)}


def test_an_item_is_meant_by_its_id_or_its_path_as_well(library: Path, emm: Emm) -> None:
    row = emm("list", "keeper", "--json").document["items"][0]
    for ref in (str(row["id"]), row["path"]):
        [change] = emm("edit", ref, "plot=A light.", "--json").document["changes"]
        assert (change["item"], change["new"]) == (row["id"], "A light.")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["keeper"], 2, "FIELD=VALUE"),
        (["title=x"], 2, "which items"),
        (["keeper", "runtime=4"], 2, "title, plot, user_rating, year, order"),
        (["keeper", "titel=4"], 2, "Did you mean title"),
        (["keeper", "order=dvd"], 2, "(movie) has no order"),
        (["nothing-like-that", "title=x"], 1, "nothing-like-that"),
    ],
)
def test_what_cannot_be_changed_is_told(library: Path, emm: Emm, arguments: list[str], code: int, said: str) -> None:
    done = emm("edit", *arguments, "--apply")
    assert (done.code, done.out) == (code, b"")
    assert said in done.said
