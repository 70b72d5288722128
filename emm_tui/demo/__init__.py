"""A fictional library with its own provider: everything the program does, without a key and without the internet."""

from emm_tui.demo.filling import fill
from emm_tui.demo.home import opened
from emm_tui.demo.options import Options, Summary

__all__ = ["Options", "Summary", "fill", "opened"]
