"""Rows as an outline: what stands below what, when rows are opened and closed."""

from __future__ import annotations

from array import array

from emm_tui.ui.outline import Outline, grouped


def shape(outline: Outline) -> list[tuple[int, int]]:
    """Ids with their levels."""
    return [(id, outline.level(index)) for index, id in enumerate(outline.ids)]


def made(hits: list[tuple[int, int, int]]) -> Outline:
    """The outline of (id, parent, show)."""
    ids, parents, shows = (array("q", column) for column in zip(*hits, strict=True))
    return grouped(ids, parents, shows)


PLAIN = Outline(array("q", [1, 2, 3]))


def test_a_row_opens_in_place_and_closes_again() -> None:
    opened = PLAIN.opened(1, [(20, 1), (21, 2), (22, 1)])
    assert shape(opened) == [(1, 0), (2, 0), (20, 1), (21, 2), (22, 1), (3, 0)]
    assert [opened.is_open(index) for index in range(6)] == [False, True, True, False, False, False]
    assert shape(opened.closed(2)) == [(1, 0), (2, 0), (20, 1), (22, 1), (3, 0)]
    assert shape(opened.closed(1)) == shape(PLAIN)


def test_opening_again_replaces_what_was_below() -> None:
    assert shape(PLAIN.opened(2, [(30, 1), (31, 2)]).opened(2, [(32, 1)])) == [(1, 0), (2, 0), (3, 0), (32, 1)]


def test_a_row_knows_the_rows_that_it_stands_below() -> None:
    opened = PLAIN.opened(1, [(20, 1), (21, 2), (22, 2), (23, 1)])
    assert [opened.above(index) for index in range(7)] == [[], [], [1], [2, 1], [2, 1], [1], []]


def test_hits_stand_below_their_season_and_show_which_are_added() -> None:
    outline = made([(1, 0, 0), (51, 50, 5), (52, 50, 5), (9, 0, 0)])
    assert shape(outline) == [(1, 0), (5, 0), (50, 1), (51, 2), (52, 2), (9, 0)]
    assert outline.context == {5, 50}


def test_a_show_that_is_a_hit_itself_is_no_context() -> None:
    outline = made([(5, 0, 0), (50, 5, 5), (51, 50, 5), (59, 5, 5)])
    assert shape(outline) == [(5, 0), (50, 1), (51, 2), (59, 1)]
    assert not outline.context


def test_shows_of_one_title_are_not_torn_apart_and_their_order_may_be_turned() -> None:
    assert shape(made([(51, 50, 5), (61, 60, 6), (52, 50, 5)])) == [
        *[(5, 0), (50, 1), (51, 2), (52, 2)],
        *[(6, 0), (60, 1), (61, 2)],
    ]
    assert shape(made([(52, 50, 5), (51, 50, 5), (5, 0, 0)])) == [(5, 0), (50, 1), (52, 2), (51, 2)]


def test_films_alone_stay_as_they_are() -> None:
    ids = array("q", [3, 1, 2])
    assert grouped(ids, array("q", [0, 0, 0]), array("q", [0, 0, 0])) == Outline(ids)
