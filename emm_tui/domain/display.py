"""Foreign text made safe for a terminal: nothing in it can be obeyed, everything in it stays visible."""

from __future__ import annotations

import re
from functools import cache

_C0_PICTURES = {code: 0x2400 + code for code in range(32)}
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))

_TABLE: dict[int, int | str] = {
    **_C0_PICTURES,
    0x7F: 0x2421,
    **{code: f"\\x{code:02x}" for code in range(0x80, 0xA0)},
    **{code: f"\\u{code:04x}" for code in (*_BIDI, 0x2028, 0x2029, 0xFEFF)},
}
_HOSTILE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def display(text: str) -> str:
    """`text` on one line, with control, bidi and surrogate characters replaced by visible signs.

    A byte that was not UTF-8 in a file name (a lone surrogate U+DC80..DCFF) shows as `\\xNN`.
    """
    if not _HOSTILE.search(text):
        return text
    return "".join(map(_visible, text.translate(_TABLE)))


def _visible(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if 0xD800 <= code <= 0xDFFF:
        return f"\\u{code:04x}"
    return char


def clean(text: str) -> str:
    """Provider text as the library stores it: no control characters but line breaks, no lone surrogates, no edges.

    Tabs become spaces and `\\r\\n` becomes `\\n`; the text is otherwise the provider's own, direction marks included.
    """
    if text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _unstorable().sub("", text).strip()


@cache
def _unstorable() -> re.Pattern[str]:
    return re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
