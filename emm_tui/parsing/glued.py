"""Words with digits in them that are tags though no table can list them: 1080p, 1920x1080, DDP5, 10bit, HDTVx264."""

from __future__ import annotations

from functools import lru_cache

from emm_tui.parsing.patterns import Pattern
from emm_tui.parsing.terms import MEDIUM, STRONG, Term
from emm_tui.parsing.vocabulary import TERMS

_GLUED = Pattern(
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
_CODEC_TAIL = Pattern(r"[xh]26[45]|xvid|divx")
_LINES = Pattern(r"(\d{3,4})([pix])")
_SIZES = {
    "1280x720": "720p",
    "1920x1080": "1080p",
    "3840x2160": "2160p",
    "1280x1080": "1080p",
    "1440x1080": "1080p",
    "1920x1040": "1080p",
}


@lru_cache(maxsize=4096)
def glued_terms(word: str) -> tuple[Term, ...]:
    """What a word in lower case with digits in it says; release names repeat the same few."""
    match = _GLUED.fullmatch(word)
    if match is None:
        return ()
    field = match.lastgroup or "release"
    if field == "resolution":
        return _resolution(word)
    if field == "size":
        return _size(word.rstrip("pi"))
    if field == "source":
        return _source_and_codec(word)
    if field == "codec":
        return (Term("codec", "H." + word[1:4], STRONG),)
    return (Term(field, word, MEDIUM if field == "bulk" else STRONG),)


def _resolution(word: str) -> tuple[Term, ...]:
    """A number of lines that may be glued to a source or codec: 1080p, BD1080p, 720px264."""
    match = _LINES.search(word)
    if match is None:
        return (Term("resolution", word.strip("uhdp") + "p", STRONG),)
    lines = Term("resolution", match[1] + ("i" if match[2] == "i" else "p"), STRONG)
    head = TERMS.get(word[: match.start()])
    if head is None or head.field != "source":
        return (lines,)
    return lines, Term("source", head.value, STRONG)


def _size(word: str) -> tuple[Term, ...]:
    width, _, height = word.partition("x")
    if int(width) < 200 or int(height) < 200:
        return ()
    return (Term("resolution", _SIZES.get(word, word), STRONG),)


def _source_and_codec(word: str) -> tuple[Term, ...]:
    tail = _CODEC_TAIL.search(word)
    head = word[: tail.start()] if tail is not None else word
    term = TERMS.get(head)
    source = term.value if term is not None and term.field == "source" else head
    return Term("source", source, STRONG), Term("codec", tail[0] if tail is not None else "", STRONG)
