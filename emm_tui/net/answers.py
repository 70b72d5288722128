"""What an answer is worth: data, a plain no, or trouble; a page is never data, whatever its status says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from emm_tui.domain.display import display
from emm_tui.net.retry import read_retry_after

BLOCKED_SECONDS = 6 * 3600.0
_LONGEST_MESSAGE = 200
_CHALLENGES = ("x-amzn-waf-action", "cf-mitigated")
_MESSAGE_KEYS = ("status_message", "message", "Error", "error message", "error")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


@dataclass(slots=True, frozen=True)
class Answer:
    """Status, headers (names in lower case) and decoded body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True, frozen=True)
class Trouble:
    """Why there is no usable answer.

    `again`: another try may help, soon when `quick`. `limited`: the provider wants `wait` seconds of rest (None: it
    does not say). `park`: seconds for which it is of no use to ask anything. `down`: the provider is at fault, not this
    one answer.
    """

    text: str
    again: bool = False
    quick: bool = False
    down: bool = True
    limited: bool = False
    wait: float | None = None
    park: float = 0.0


Judge = Callable[[Answer], Trouble | None]


def judge_json(answer: Answer) -> Trouble | None:
    """None for JSON data (200), not modified (304), missing (404) and a refused key (401, 403 with JSON)."""
    trouble = _judge_status(answer)
    if trouble or answer.status in (304, 404):
        return trouble
    if is_page(answer) or not answer.body:
        return _blocked(answer)
    if answer.status in (401, 403):
        return None
    if answer.status != 200:
        return Trouble(f"answered {answer.status}: {message(answer)}", down=False)
    return None if _is_json(answer.body) else Trouble("sent JSON that is damaged or cut short", again=True, down=False)


def judge_picture(answer: Answer) -> Trouble | None:
    """None for a JPEG, PNG or WEBP (200) and for a picture that is gone (404, 410)."""
    trouble = _judge_status(answer)
    if trouble or answer.status in (404, 410):
        return trouble
    if answer.status != 200:
        return Trouble(f"answered {answer.status} instead of a picture", down=False)
    if is_page(answer):
        return _blocked(answer)
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    named = not kind or kind.startswith("image/") or kind in ("application/octet-stream", "binary/octet-stream")
    if named and _is_picture(answer.body):
        return None
    return Trouble("sent something that is not a JPEG, PNG or WEBP picture", again=not answer.body, down=False)


def judge_page(answer: Answer) -> Trouble | None:
    """None for a page or text (200), not modified (304) and missing (404, 410); who lets no programs in is parked."""
    status = answer.status
    challenged = any(name in answer.headers for name in _CHALLENGES)
    if challenged or status in (401, 403) or 200 < status < 300 or (status == 200 and not answer.body.strip()):
        return Trouble(f"answered {status} without the page: it lets no programs in", park=BLOCKED_SECONDS)
    trouble = _judge_status(answer)
    if trouble or status in (200, 304, 404, 410):
        return trouble
    return Trouble(f"answered {status} instead of a page", down=False)


def judge_file(answer: Answer) -> Trouble | None:
    """None for a file that was read (200, 206), not modified (304), missing (404, 410) and a refused key."""
    status = answer.status
    if status == 416:
        return Trouble("has a shorter file than before", again=True, quick=True, down=False)
    trouble = None if status == 206 else _judge_status(answer)
    if trouble or status in (304, 404, 410):
        return trouble
    if is_page(answer):
        return _blocked(answer)
    known = status in (200, 206, 401, 403)
    return None if known else Trouble(f"answered {status} instead of a file", down=False)


def is_page(answer: Answer) -> bool:
    """Whether the answer is HTML or XML, by its type or by its first letter."""
    return "html" in answer.headers.get("content-type", "").lower() or answer.body[:64].lstrip().startswith(b"<")


def message(answer: Answer) -> str:
    """The provider's own words for an error, on one line, at most 200 letters; empty when it has none."""
    try:
        document = msgspec.json.decode(answer.body)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return ""
    if not isinstance(document, dict):
        return ""
    texts = (document[key] for key in _MESSAGE_KEYS if isinstance(document.get(key), str))
    return display(next(texts, "")[:_LONGEST_MESSAGE])


def _judge_status(answer: Answer) -> Trouble | None:
    status = answer.status
    rest = read_retry_after(answer.headers) if status in (428, 429) or status >= 500 else None
    if status in (428, 429) or rest is not None:
        return Trouble("limits our requests", again=True, limited=True, wait=rest)
    if status >= 500 or status in (408, 425):
        return Trouble(f"has an error of its own ({status})", again=True)
    if status < 200 or 200 < status < 300:
        return _blocked(answer)
    return None


def _blocked(answer: Answer) -> Trouble:
    what = "a page instead of data" if answer.body else "nothing"
    return Trouble(f"answered {answer.status} with {what}: something on the way blocks us")


def _is_json(body: bytes) -> bool:
    """Whether the document is whole, without building it; half an emoji or NaN in one field does not make it broken."""
    try:
        msgspec.json.decode(body, type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return _is_lenient_json(body)
    return body.lstrip()[:1] in (b"{", b"[")


def _is_lenient_json(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body, parse_int=str), dict | list)
    except (ValueError, RecursionError):
        return False


def _is_picture(body: bytes) -> bool:
    return body.startswith(_PICTURES) or (body[:4] == b"RIFF" and body[8:12] == b"WEBP")
