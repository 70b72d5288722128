"""The verbs for marks and locks, and the one that takes changes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import FILMS, Emm


def test_marks_are_shown_first_and_kept_with_apply(library: Path, emm: Emm) -> None:
    shown = emm("mark", "keeper")
    assert shown.code == 0
    assert "The Lamp Keeper" in shown.text and "Would mark 1 item" in shown.text and "--apply" in shown.text
    assert emm("list", "marked:yes", "--json").document["total"] == 0
    assert "Marked 1 item" in emm("mark", "keeper", "--apply").text
    assert emm("list", "marked:yes", "--json").document["total"] == 1
    assert "Nothing changes" in emm("mark", "keeper", "--apply").text
    assert "Unmarked 1 item" in emm("unmark", "marked:yes", "--apply").text
    assert emm("list", "marked:yes", "--json").document["total"] == 0


def test_locks_name_their_fields_behind_the_query(library: Path, emm: Emm) -> None:
    document = emm("lock", "kind:movie", "plot", "cast", "--apply", "--json").document
    assert (document["schema"], document["items"], document["applied"]) == ("emm.lock/1", len(FILMS), True)
    assert len(document["changes"]) == 2 * len(FILMS)
    assert {(one["field"], one["old"], one["new"]) for one in document["changes"]} == {
        ("plot", False, True),
        ("cast", False, True),
    }
    assert emm("show", "keeper", "--json").document["locked"] == ["cast", "plot"]
    assert "Unlocked 1 field" in emm("unlock", "keeper", "cast", "--apply").text
    assert emm("show", "keeper", "--json").document["locked"] == ["plot"]


def test_a_change_is_undone_after_it_was_shown(library: Path, emm: Emm) -> None:
    emm("edit", "keeper", "title=Mole \x1b[31m", "--apply")
    shown = emm("undo")
    assert shown.code == 0
    assert "title: Mole" in shown.text and "The Lamp Keeper" in shown.text and "Would undo 1 change" in shown.text
    assert "\x1b" not in shown.text
    document = emm("undo", "--apply", "--json").document
    assert (document["schema"], document["verb"], document["applied"]) == ("emm.undo/1", "edit", True)
    assert [(one["part"], one["then"]) for one in document["changes"]] == [("title", "The Lamp Keeper")]
    assert emm("list", "keeper", "--json").document["total"] == 1
    [undo, edit] = [job for job in emm("jobs", "--json").document["jobs"] if job["verb"] in ("edit", "undo")]
    assert (undo["verb"], edit["verb"], edit["items"]) == ("undo", "edit", 1)
    assert emm("undo", str(undo["id"]), "--apply").code == 0
    assert emm("list", "mole", "--json").document["total"] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["undo"], 1, "Nothing was changed by hand"),
        (["undo", "4711"], 1, "no job 4711"),
        (["undo", "1"], 2, "nothing that can be undone"),
        (["mark", "nothing-like-that"], 1, "nothing-like-that"),
        (["mark"], 2, "QUERY"),
        (["lock", "keeper"], 2, "no field 'keeper'"),
        (["lock", "keeper", "casts"], 2, "Did you mean cast"),
        (["unlock", "plot"], 2, "which items"),
    ],
)
def test_what_cannot_be_done_is_told(library: Path, emm: Emm, arguments: list[str], code: int, said: str) -> None:
    done = emm(*arguments, "--apply")
    assert (done.code, done.out) == (code, b"")
    assert said in done.said
