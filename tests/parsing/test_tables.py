"""Every row of the tables of names."""

from __future__ import annotations

import pytest

from emm_tui.parsing import parse
from tests.parsing.table import Case, cases, said

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.place)
def test_a_path_says_what_its_row_says(case: Case) -> None:
    assert said(parse(case.path, case.kind), case.fields) == case.fields


def test_the_tables_are_large_and_no_row_is_there_twice() -> None:
    keys = [(case.path, case.kind) for case in CASES]
    assert len(keys) >= 600
    assert len(keys) == len(set(keys))
