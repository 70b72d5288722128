"""One file or folder name, cut into words and tags once; every rule looks at it through this."""

from __future__ import annotations

from typing import NamedTuple

from emm_tui.parsing.patterns import Pattern
from emm_tui.parsing.vocabulary import LONGEST, MEDIUM, STRONG, TERMS, WEAK, Term

_WORD = Pattern(r"[^\W_]+(?:['’´`][^\W_]+)*")
_NUMERIC_TAG = Pattern(
    r"(?P<resolution>(?:hd|bd|sd|web|bluray|hdtv|webdl|webrip|dvd)?"
    r"(?:240|360|480|540|544|576|640|720|810|900|1080|1440|1600|1920|2160|4320)[pix](?:\d\d(?:fps)?|hd|x)?(?:x26[45])?"
    r"|hd(?:720|1080)|uhd2160p?)"
    r"|(?P<size>\d{3,4}x\d{3,4}[pi]?)"
    r"|(?P<sound>(?:dts|dtshd|dd[pa]?|aac|e?ac3|flac|truehd|ma|pcm|lpcm|opus|mp3|ogg|dtsx|hra)[px]?\d{1,2}"
    r"|\d{1,2}ch|aacx?\d|dts\d?hd)"
    r"|(?P<picture>\d{1,2}bits?|hi\d\d[pb]?|\d\d(?:fps|hz)|1080\d\dp)"
    r"|(?P<codec>[xh]26[456]\w{0,8})"
    r"|(?P<bulk>\d{1,5}(?:mb|gb|mib|gib|kbps|kbit|kb)|cd\d|dvd\d|\d{2,4}p)"
    r"|(?P<source>(?:web|hd|pd|ds|u?hd|sd)(?:tv|rip|dl|)|bluray|bdrip|dvdrip|dvd)(?:x26[45]|h26[45]|xvid|divx)\w{0,6}"
)
_APOSTROPHE = Pattern("['’´`]")
_BRACKET = Pattern(r"[\[({【（「『《]([^\[\](){}【】（）「」『』《》]{0,200})[\])}】）」』》]")
_CHECKSUM = Pattern(r"[0-9a-f]{8}")
_CODEC_TAIL = Pattern(r"[xh]26[45]|xvid|divx")


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
            self.tags += _numeric(start, end, word)


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


def _numeric(start: int, end: int, word: str) -> list[Tag]:
    """The tags of a word with digits in it: 1080p, 1920x1080, DDP5, 10bit, HDTVx264."""
    match = _NUMERIC_TAG.fullmatch(word)
    if match is None:
        return []
    field = match.lastgroup
    if field == "resolution":
        return _resolution(start, end, word)
    if field == "size":
        width, height = word.rstrip("pi").split("x")
        if int(height) < 200 or int(width) < 200:
            return []
        return [Tag(start, end, "resolution", _LINES.get((width, height), f"{width}x{height}"), STRONG)]
    if field == "codec":
        return [Tag(start, end, "codec", "H." + word[1:4], STRONG)]
    if field == "source":
        tail = _CODEC_TAIL.search(word)
        head = word[: tail.start()] if tail else word
        term = TERMS.get(head)
        value = term.value if term is not None and term.field == "source" else head
        return [
            Tag(start, end, "source", value, STRONG),
            Tag(start, end, "codec", tail.group() if tail else "", STRONG),
        ]
    return [Tag(start, end, field or "release", word, MEDIUM if field == "bulk" else STRONG)]


_LINES = {
    ("1280", "720"): "720p",
    ("1920", "1080"): "1080p",
    ("3840", "2160"): "2160p",
    ("1280", "1080"): "1080p",
    ("1440", "1080"): "1080p",
    ("1920", "1040"): "1080p",
}
_RESOLUTION = Pattern(r"(\d{3,4})([pix])")


def _resolution(start: int, end: int, word: str) -> list[Tag]:
    """The tags of a resolution that may be glued to a source or codec: 1080p, BD1080p, 720px264."""
    match = _RESOLUTION.search(word)
    if match is None:
        return [Tag(start, end, "resolution", word.strip("uhdp") + "p", STRONG)]
    tags = [Tag(start, end, "resolution", match[1] + ("i" if match[2] == "i" else "p"), STRONG)]
    head = TERMS.get(word[: match.start()])
    if head is not None and head.field == "source":
        tags.append(Tag(start, end, "source", head.value, STRONG))
    return tags
