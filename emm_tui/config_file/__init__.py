"""The configuration file: read with the environment over it, and checked; `text` and `edit` write it."""

from emm_tui.config_file.reading import exposed, load

__all__ = ["exposed", "load"]
