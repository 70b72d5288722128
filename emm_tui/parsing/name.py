"""One file or folder name, cut into words and tags once; every rule looks at it through this."""

from __future__ import annotations

from typing import NamedTuple

from emm_tui.parsing.glued import glued_terms
from emm_tui.parsing.patterns import Pattern
from emm_tui.parsing.terms import STRONG, WEAK, Term
from emm_tui.parsing.vocabulary import LONGEST, TERMS

_WORD = Pattern(r"[^\W_]+(?:['’´`][^\W_]+)*")
_APOSTROPHE = Pattern("['’´`]")
_BRACKET = Pattern(r"[\[({【（「『《]([^\[\](){}【】（）「」『』《》]{0,200})[\])}】）」』》]")
_CHECKSUM = Pattern(r"[0-9a-f]{8}")


_BARE_LINES = frozenset(("720", "1080", "2160"))


class Year(NamedTuple):
    """A number that can be a year and where it stands, brackets included."""

    start: int
    end: int
    value: int
    bracketed: bool


class Tag(NamedTuple):
    """One phrase of the vocabulary in a name: where it is, what it says, how sure it is."""

    start: int
    end: int
    field: str
    value: str
    strength: int


class Name:
    """A name without its folder and extension.

    `low` is `text` in lower case, character for character, checksums blank;
    `words` are (start, end, word in lower case); `numbers` counts the words that are digits only, and
    `long_number` tells whether one of them has six digits or more.
    """

    __slots__ = ("brackets", "long_number", "low", "numbers", "tags", "text", "words", "years")

    def __init__(self, text: str) -> None:
        low = text.lower()
        if len(low) != len(text):
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        self.text = text
        self.low = low
        self.words = _words(low)
        self.brackets = [m.span() for m in _BRACKET.finditer(low)] if _has_bracket(low) else []
        self.tags: list[Tag] = []
        self.numbers = 0
        self.long_number = False
        self.years: list[Year] | None = None
        self._find_tags()
        for tag in self.tags:
            if tag.field == "checksum":
                self.low = self.low[: tag.start] + " " * (tag.end - tag.start) + self.low[tag.end :]

    def _find_tags(self) -> None:
        """All phrases of the vocabulary among the words, longest first, none inside another."""
        words, skip = self.words, 0
        for index, (start, end, word) in enumerate(words):
            if start < skip:
                continue
            longest = LONGEST.get(word)
            if longest is None:
                if end - start == 8 or not word.isalpha():
                    self._tag_digits(start, end, word)
                continue
            if word.isdecimal():
                self.numbers += 1
            tag = _phrase(words, index, longest)
            if tag is not None:
                self.tags.append(tag)
                skip = tag.end

    def _tag_digits(self, start: int, end: int, word: str) -> None:
        """The tags of a word that is no phrase: a checksum, a bare number of lines, a word with digits in it."""
        if end - start == 8 and self.low[start - 1 : start] in ("[", "(") and _CHECKSUM.fullmatch(word):
            self.tags.append(Tag(start, end, "checksum", word, STRONG))
        elif word.isdecimal():
            self.numbers += 1
            self.long_number = self.long_number or end - start >= 6
            if word in _BARE_LINES:
                self.tags.append(Tag(start, end, "resolution", word + "p", WEAK))
        elif not word.isalpha():
            self.tags += [Tag(start, end, *term) for term in glued_terms(word)]


def _words(low: str) -> list[tuple[int, int, str]]:
    """The words of a name with their places, apostrophes left out."""
    found: list[tuple[int, int, str]] = []
    end = 0
    for word in _WORD.findall(low):
        start = low.find(word, end)
        end = start + len(word)
        found.append((start, end, word if word.isalnum() else _APOSTROPHE.sub("", word)))
    return found


def _has_bracket(text: str) -> bool:
    return "[" in text or "(" in text or "{" in text or not text.isascii()


def _phrase(words: list[tuple[int, int, str]], index: int, longest: int) -> Tag | None:
    """The longest phrase that begins at a word; its words are at most three characters apart."""
    start, end, phrase = words[index]
    hit: Term | None = TERMS.get(phrase)
    until = end
    if longest > 1:
        for next_start, next_end, word in words[index + 1 : index + longest]:
            if next_start - end > 3:
                break
            phrase = f"{phrase} {word}"
            end = next_end
            longer = TERMS.get(phrase)
            if longer is not None:
                hit, until = longer, next_end
    return Tag(start, until, *hit) if hit is not None else None
