"""emm-tui: a media library manager for the terminal."""

__version__ = "0.1.0"
