"""Whether a folder and the file in it speak of the same title, and which of them knows it better."""

from __future__ import annotations

from emm_tui.parsing.folders import Folder
from emm_tui.parsing.name import Name
from emm_tui.parsing.reading import Reading
from emm_tui.parsing.vocabulary import STRONG


def letters(title: str) -> str:
    """A title reduced to its letters and digits, for comparing."""
    return "".join(filter(str.isalnum, title.casefold()))


def agree(one: str, other: str) -> bool:
    """Whether two titles are the same, or one is the beginning of the other."""
    a, b = letters(one), letters(other)
    return a == b or (bool(a) and bool(b) and (a.startswith(b) or b.startswith(a)))


def abbreviates(reading: Reading, folder: Folder) -> bool:
    """Whether the file's title abbreviates its release folder's: `grp-ttl` in `The.Title.2010.720p-GRP`."""
    if folder.title is None or reading.title is None or folder.name is None:
        return False
    if reading.year is not None or not (folder.year or any(t.strength == STRONG for t in folder.name.tags)):
        return False
    mine = {letters(w) for w in reading.title.replace("-", " ").split()}
    theirs = {letters(w) for w in folder.title.replace("-", " ").split()}
    return not any(len(w) > 2 for w in mine & theirs)


def prefers_folder(folder: Folder, reading: Reading, name: Name, episode: bool) -> bool:
    """Whether the folder's title is to be taken although the file has one."""
    if folder.title is None or reading.title is None:
        return folder.title is not None
    mine, theirs = letters(reading.title), letters(folder.title)
    if mine == theirs:
        return False
    if mine.endswith(theirs) and "-" in reading.title:
        return True
    if episode:
        return False
    if not abbreviates(reading, folder):
        return False
    return folder.year is not None or (name.low == name.text and " " not in name.text)
