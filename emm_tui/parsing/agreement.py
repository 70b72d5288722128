"""Whether a folder and the file in it speak of the same title, and which of them knows it better."""

from __future__ import annotations

from emm_tui.parsing.folders import Folder
from emm_tui.parsing.name import Name
from emm_tui.parsing.reading import Reading
from emm_tui.parsing.titles import letters


def agrees(folder: Folder, mine: str) -> bool:
    """Whether the letters of a title are the folder's, or the beginning of them, or begin with them."""
    theirs = folder.letters
    return bool(mine and theirs) and (mine == theirs or mine.startswith(theirs) or theirs.startswith(mine))


def abbreviates(reading: Reading, folder: Folder) -> bool:
    """Whether the file's title abbreviates its release folder's: `grp-ttl` in `The.Title.2010.720p-GRP`."""
    if folder.title is None or reading.title is None or reading.year is not None:
        return False
    if not (folder.year or folder.details.strong):
        return False
    mine = {letters(w) for w in reading.title.replace("-", " ").split()}
    theirs = {letters(w) for w in folder.title.replace("-", " ").split()}
    return not any(len(w) > 2 for w in mine & theirs)


def prefers_folder(folder: Folder, reading: Reading, mine: str, name: Name, episode: bool) -> bool:
    """Whether the folder's title is to be taken although the file has one, whose letters are `mine`."""
    if folder.title is None or reading.title is None or mine == folder.letters:
        return False
    if "-" in reading.title and mine.endswith(folder.letters):
        return True
    if episode or not abbreviates(reading, folder):
        return False
    return folder.year is not None or (name.low == name.text and " " not in name.text)
