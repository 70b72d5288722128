"""What a path says: pure, compiled once, table-tested."""

from emm_tui.parsing.parser import parse
from emm_tui.parsing.siblings import parse_folder

__all__ = ["parse", "parse_folder"]
