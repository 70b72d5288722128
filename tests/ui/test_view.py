"""Filter, order and hits of a table."""

from __future__ import annotations

from array import array

import pytest

from emm_tui.domain.query import QueryError, Sort
from emm_tui.ui.view import View


def test_a_filter_that_cannot_be_read_leaves_the_old_one() -> None:
    view = View()
    view.filter("state:failed")
    query = view.query
    with pytest.raises(QueryError):
        view.filter("state:nonsense")
    assert (view.text, view.query) == ("state:failed", query)


def test_a_sort_in_the_filter_wins_over_the_menu() -> None:
    view = View()
    view.sort_by(Sort("year", True))
    assert view.order == "year ▼"
    view.filter("sort:rating")
    assert view.order == "rating ▲"
    view.filter("")
    assert view.order == "year ▼"


def test_the_total_is_that_without_a_filter() -> None:
    view = View()
    view.shown(array("q", range(1, 101)), 100)
    view.filter("harbour")
    view.shown(array("q", [4, 9]), 2)
    assert view.total == 100


def test_hits_of_the_last_filter_are_found_after_it_is_cleared() -> None:
    view = View()
    everything = array("q", range(1, 11))
    view.filter("harbour")
    view.shown(array("q", [4, 9]), 2)
    view.filter("")
    view.shown(everything, 10)
    assert view.hit(everything, 0, 1) == 3
    assert view.hit(everything, 3, 1) == 8
    assert view.hit(everything, 8, 1) == 3
    assert view.hit(everything, 3, -1) == 8


def test_without_a_filter_there_is_no_hit() -> None:
    assert View().hit(array("q", range(10)), 0, 1) is None
