"""The kinds of pictures that an item may have: which is shown, what lies there, how many are on offer."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import OptionList

from emm_tui.pipeline.choose import Offer


class KindList(OptionList):
    """A line for each kind; the screen's keys go through them, so it never has the focus."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__(compact=True, markup=False)

    def show(self, offers: Sequence[Offer], shown: Offer | None) -> None:
        """Shows these kinds."""
        self.clear_options()
        self.add_options([_line(offer, offer is shown) for offer in offers])
        self.highlighted = next((place for place, offer in enumerate(offers) if offer is shown), None)


def _line(offer: Offer, shown: bool) -> Content:
    """`▸ ● poster 12`: whether it is shown, what lies there as a glyph, the kind, how many are on offer."""
    sign = "◆" if offer.file and offer.file.chosen else "●" if offer.file else "⌀" if offer.locked else "○"
    return Content.assemble(
        (f"{'▸' if shown else ' '}{sign} ", "$text-accent"),
        (f"{offer.kind:<13}", "" if offer.candidates or offer.file else "dim"),
        (f"{len(offer.candidates) or '':>3}", "dim"),
    )
