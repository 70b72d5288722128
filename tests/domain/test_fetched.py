"""Another order of episodes counts them through."""

from __future__ import annotations

from emm_tui.domain.fetched import EpisodeOrder


def test_places_in_an_order_leave_out_its_specials() -> None:
    order = EpisodeOrder("a", "DVD", "dvd", {(0, 1): (0, 4), (1, 1): (1, 2), (1, 2): (1, 1), (2, 1): (1, 3)})
    assert order.absolute() == {1: (1, 2), 2: (1, 1), 3: (1, 3)}


def test_an_order_that_was_not_asked_for_is_empty() -> None:
    assert EpisodeOrder("a", "DVD", "dvd").absolute() == {}
