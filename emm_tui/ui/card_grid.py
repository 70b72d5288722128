"""Where the cards of a grid are: a picture above two lines of text, as many side by side as fit; or a line each."""

from __future__ import annotations

from dataclasses import dataclass

from textual.geometry import Region

from emm_tui.domain.artwork import OF_ALL_SEASONS, base_kind

GUTTER = 2  # cells left of a card
CAPTION = 2  # lines below a picture
TALL = 32  # lines of the screen from which on pictures are larger

_SIZES: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "poster": ((12, 8), (18, 13)),
    "fanart": ((25, 7), (32, 9)),
    "clearlogo": ((25, 5), (32, 7)),
    "banner": ((42, 4), (48, 5)),
    "discart": ((14, 7), (22, 11)),
}
"""Kind -> cells and lines of its pictures on a short and on a tall screen."""
_LIKE = {"keyart": "poster", "characterart": "poster"}
"""Kinds of the same shape; all others are as wide as fanart."""


@dataclass(slots=True, frozen=True)
class CardGrid:
    """Cards of `wide` cells and `high` lines, `across` of them in a row, each with a picture of `picture` cells."""

    across: int = 1
    wide: int = 1
    high: int = 1
    picture: tuple[int, int] = (0, 0)

    @property
    def listed(self) -> bool:
        """Without pictures."""
        return not self.picture[1]

    def lines(self, cards: int) -> int:
        """How many lines so many cards take."""
        return -(-cards // self.across) * self.high

    def card(self, index: int) -> Region:
        """Where a card is, with its gutter, in cells from the first one's."""
        row, column = divmod(index, self.across)
        return Region(column * (GUTTER + self.wide), row * self.high, GUTTER + self.wide, self.high)

    def caption(self, index: int) -> Region:
        """The part of a card that the cursor changes: never its picture, which is many bytes."""
        card, above = self.card(index), self.picture[1]
        return Region(card.x, card.y + above, card.width, card.height - above)

    def at(self, x: int, y: int) -> int | None:
        """The card at a cell; None beside the last one of a row."""
        column = x // (GUTTER + self.wide)
        return y // self.high * self.across + column if column < self.across else None

    def seen(self, top: int, lines: int) -> slice:
        """The cards that are seen, wholly or in part, in `lines` from `top` on."""
        first = top // self.high * self.across
        return slice(first, -(-(top + lines) // self.high) * self.across)

    def top(self, index: int, top: int, lines: int) -> int:
        """The line to begin with so that a card is seen wholly, as near to `top` as it can be."""
        card = self.card(index)
        if card.y < top:
            return card.y
        if card.bottom > top + lines:
            return -(-(card.bottom - lines) // self.high) * self.high
        return top


def grid(kind: str, width: int, screen_height: int) -> CardGrid:
    """The cards of a kind of picture in `width` cells."""
    base, tall = base_kind(kind.removeprefix(OF_ALL_SEASONS)), screen_height >= TALL
    picture = _SIZES.get(_LIKE.get(base, base), _SIZES["fanart"])[tall]
    return CardGrid(max(width // (picture[0] + GUTTER), 1), picture[0], picture[1] + CAPTION + tall, picture)


def lines(width: int) -> CardGrid:
    """A line for each picture."""
    return CardGrid(wide=max(width - GUTTER, 1))
