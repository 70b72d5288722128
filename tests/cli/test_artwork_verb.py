"""Pictures on the command line: what is there, what is on offer, what is asked for wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Emm


def test_an_item_that_nobody_scraped_says_what_to_do(library: Path, emm: Emm) -> None:
    done = emm("artwork", "lamp")
    assert done.code == 0
    assert "emm scrape id:" in done.text


def test_json_has_every_wanted_kind(library: Path, emm: Emm) -> None:
    document = emm("artwork", "lamp", "--kind", "poster", "--json").document
    assert document["schema"] == "emm.artwork/1"
    assert document["kinds"] == [{"kind": "poster", "current": None, "locked": False, "candidates": []}]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--choose", "1"), 2, "--kind"),
        (("--kind", "moustache"), 2, "moustache"),
        (("--kind", "poster", "--choose", "0"), 2, "--choose"),
        (("--kind", "poster", "--keep", "--remove"), 2, "only one"),
        (("--kind", "poster", "--choose", "3"), 1, "0 candidates"),
        (("--kind", "poster", "--keep"), 1, "no poster"),
        (("--kind", "poster", "--remove"), 1, "no poster"),
    ],
)
def test_what_cannot_be_done_is_said(library: Path, emm: Emm, arguments: tuple[str, ...], code: int, says: str) -> None:
    done = emm("artwork", "lamp", *arguments)
    assert done.code == code
    assert says in done.said
