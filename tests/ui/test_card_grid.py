"""Where the cards of the picture grid are."""

from __future__ import annotations

import pytest

from emm_tui.domain.artwork import RULES
from emm_tui.ui import card_grid


@pytest.mark.parametrize("kind", [*RULES, "fanart3", "season-all-poster", "another"])
@pytest.mark.parametrize(("width", "height"), [(57, 24), (137, 48), (12, 20)])
def test_every_card_is_found_where_it_is(kind: str, width: int, height: int) -> None:
    grid = card_grid.grid(kind, width, height)
    for index in range(20):
        card = grid.card(index)
        assert grid.at(card.x + 2, card.y) == grid.at(card.right - 1, card.bottom - 1) == index
        assert card.contains_region(grid.caption(index))
        assert grid.top(index, 0, grid.high) == card.y
        assert index in range(100)[grid.seen(card.y, 1)]
    assert grid.card(19).bottom <= grid.lines(20)


def test_posters_of_all_seasons_have_the_shape_of_posters() -> None:
    assert card_grid.grid("season-all-poster", 80, 24) == card_grid.grid("poster", 80, 24)
