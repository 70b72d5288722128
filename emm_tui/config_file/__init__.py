"""The configuration file: read with the environment over it, checked, and written."""

from emm_tui.config_file.reading import exposed, load
from emm_tui.config_file.text import example, render

__all__ = ["example", "exposed", "load", "render"]
