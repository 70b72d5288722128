"""Where facts come from: one file = one provider, request builders and pure JSON -> domain functions."""

from emm_tui.domain.fetched import Fetched, FetchedShow
from emm_tui.providers.provider import Endpoint, Provider, TitleKind

__all__ = ["Endpoint", "Fetched", "FetchedShow", "Provider", "TitleKind"]
