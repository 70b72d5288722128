"""Normal forms of titles: what stays when case, accents, punctuation and ways of writing numbers do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ı": "i",
        "\u2044": " ",
        "&": " and ",
        "+": " and ",
    }
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa"})
_APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u00b4`]")
_GROUPED_DIGITS = re.compile(r"(?<=\d)[,.](?=\d{3}(?!\d))")
_FRACTION = re.compile("(?=[¼½¾⅓⅔])")
_NOT_A_WORD = re.compile(r"[\W_]+")
_NUMBER_AT_END = re.compile(r"(?<=[^\W\d])(?=\d+\b)(?!\d+[^\W\d])")
_INITIALS = re.compile(r"\b(?:[^\W\d] )+[^\W\d]\b")
_NUMBER = re.compile(r"\d+")

_ROMAN = {
    roman: str(number)
    for number, roman in enumerate(
        "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(), start=1
    )
}
_WORDS = {
    **{
        word: str(number)
        for number, word in enumerate(
            "one two three four five six seven eight nine ten eleven twelve thirteen".split(), start=1
        )
    },
    "vol": "volume",
    "pt": "part",
    "versus": "vs",
    "dr": "doctor",
    "mr": "mister",
}
_ARTICLES = {
    "en": "the a an",
    "de": "der die das ein eine",
    "fr": "le la les l un une",
    "es": "el la los las un una",
    "it": "il lo la i gli le l un una",
    "pt": "o a os as um uma",
    "nl": "de het een",
    "sv": "den det en ett",
}
_TRAILING_ARTICLE = re.compile(
    r"^(.+), (the|an?|der|die|das|le|la|les|l['’]|el|los|las|il|lo|gli|de|het|den|det)$", re.IGNORECASE
)
_SUBTITLE = re.compile(r"(?<=\S)(?:\s*[:：]\s+|\s+[-–—]\s+)(?=\S)")


@lru_cache(maxsize=8192)
def normal(title: str) -> str:
    """A title in lower case words: "Ocean’s Eleven" and "OCEANS 11" are the same. Never empty for a text with signs."""
    turned = _TRAILING_ARTICLE.sub(r"\2 \1", title.strip())
    text = _GROUPED_DIGITS.sub("", _APOSTROPHES.sub("", turned))
    text = unicodedata.normalize("NFKD", _FRACTION.sub(" ", text)).casefold().translate(_LETTERS)
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = _NUMBER_AT_END.sub(" ", _NOT_A_WORD.sub(" ", text).strip())
    text = _INITIALS.sub(lambda match: match[0].replace(" ", ""), text)
    return " ".join(_same_numbers(text.split())) or " ".join(title.casefold().split())


def _same_numbers(words: list[str]) -> list[str]:
    last = len(words) - 1
    return [
        _ROMAN[word] if word in _ROMAN and place and (word != "i" or place == last) else _WORDS.get(word, word)
        for place, word in enumerate(words)
    ]


def spelled_out(title: str) -> str:
    """The normal form with umlauts as two letters, as in `Maenner`."""
    return normal(title.translate(_UMLAUTS))


def bare(normal_title: str, language: str | None = None) -> str:
    """A normal form without its leading article, of English or of the language (ISO 639-1)."""
    first, _, rest = normal_title.partition(" ")
    articles = f"{_ARTICLES['en']} {_ARTICLES.get(language or '', '')}".split()
    return rest if rest and first in articles else normal_title


def head(title: str) -> str | None:
    """What stands before a subtitle, None when there is none."""
    parts = _SUBTITLE.split(title, maxsplit=1)
    return parts[0] if len(parts) > 1 else None


def numbers(normal_title: str) -> list[str]:
    """The numbers in a normal form, as a sequel has one."""
    return [str(int(found)) if len(found) < 9 else found for found in _NUMBER.findall(normal_title)]
