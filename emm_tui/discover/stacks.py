"""Groups the videos of a folder into films: parts of one film (cd1, cd2) are one, everything else stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from emm_tui.discover.file_names import part_number
from emm_tui.discover.listing import File

_PART = re.compile(
    r"[ ._-]*[(\[]?(?:cd|dvd|dis[ck]|(?<![a-z])(?:part|pt))[ ._-]*([0-9]{1,2}|[a-d])(?![a-z0-9])[)\]]?", re.I
)

Family = tuple[str, str, str]
"""What comes before the part's number, what comes after it, and the ending, all in lower case."""


@dataclass(slots=True)
class Stack:
    """One film's videos in the order of their parts; `stem` is what sidecars of the whole are named after."""

    stem: str
    files: tuple[File, ...]

    @property
    def stacked(self) -> bool:
        """Has it more than one part?"""
        return len(self.files) > 1


@dataclass(slots=True)
class _Part:
    number: int
    stem: str
    file: File


def group(videos: Sequence[File]) -> list[Stack]:
    """Stacks in the order of their first files.

    Parts belong together only when everything else of their names, the ending included, is equal and each number
    occurs once, from 1 without a gap.
    """
    if len(videos) < 2:
        return [_single(video) for video in videos]
    stacks: dict[str, Stack] = {}
    for parts in _families(videos):
        parts.sort(key=lambda part: part.number)
        complete = [part.number for part in parts] == list(range(1, len(parts) + 1))
        if len(parts) > 1 and complete and not any(part.file.name in stacks for part in parts):
            stack = Stack(parts[0].stem, tuple(part.file for part in parts))
            stacks.update((file.name, stack) for file in stack.files)
    return _in_order(videos, stacks)


def _families(videos: Sequence[File]) -> list[list[_Part]]:
    """Videos that differ in one part number alone; of two numbers in a name the later one comes first."""
    families: dict[Family, list[_Part]] = {}
    for video in videos:
        for family, part in _readings(video):
            families.setdefault(family, []).append(part)
    return [families[family] for family in sorted(families, key=lambda family: -len(family[0]))]


def _readings(video: File) -> Iterator[tuple[Family, _Part]]:
    whole = video.stem
    for match in _PART.finditer(whole):
        before, after = whole[: match.start()], whole[match.end() :]
        if before:
            yield (
                (before.lower(), after.lower(), video.ending),
                _Part(part_number(match[1]), before + after, video),
            )


def _in_order(videos: Sequence[File], stacks: dict[str, Stack]) -> list[Stack]:
    found = [stacks.get(video.name) or _single(video) for video in videos]
    first = {id(stack): stack for stack in found}
    return list(first.values())


def _single(video: File) -> Stack:
    return Stack(video.stem, (video,))
