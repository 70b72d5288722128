"""What a word of the filter can go on to."""

from __future__ import annotations

import pytest

from emm_tui.domain.query_fields import SORTS
from emm_tui.ui.completion import completions


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", []),
        ("harbour ", []),
        ("mis", ["missing:"]),
        ("harbour ^sta", ["^state:"]),
        ("state:sc", ["state:scraped"]),
        ("marked:", ["marked:yes", "marked:no"]),
        ("state:new,f", ["state:new,failed"]),
        ("sort:", [f"sort:{name}" for name in SORTS]),
        ("year:19", []),
        ('title:"two wo', []),
        ("marked:yes", []),
        ("nothing:x", []),
    ],
)
def test_the_last_word_goes_on_to(line: str, words: list[str]) -> None:
    assert [one.word for one in completions(line)] == words


def test_a_whole_filter_can_be_counted_and_a_field_without_a_value_not() -> None:
    assert [(one.line, one.query) for one in completions("harbour kind:m")] == [("harbour kind:movie",) * 2]
    assert [(one.line, one.query) for one in completions("harbour kin")] == [("harbour kind:", None)]
