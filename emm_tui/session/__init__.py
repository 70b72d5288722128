"""The one place that opens config, library, cache and client: what the command line and the screens hold."""

from emm_tui.session.hand import Session

__all__ = ["Session"]
