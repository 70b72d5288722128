"""What a terminal says of its graphics, between the keys that are typed."""

from __future__ import annotations

import asyncio
import time

import pytest

from emm_tui.ui import answers
from emm_tui.ui.answers import QUESTION, Answers, Graphics

ANSWER = "\x1b[6;18;9t\x1b[?62;4;22c"
KEYS = "a\x1b[6~\x1b[B\x1b[200~pasted\x1b[201~\x1b"


async def asked(to: Answers, *said: str) -> tuple[Graphics, str]:
    """What is known after it has been asked and this was read, and what is left of it as typed."""
    left: list[str] = []

    def write(question: str) -> None:
        assert question == QUESTION
        left.extend(to.sift(part) for part in said)

    graphics = await to.ask(write)
    return graphics, "".join([*left, to.sift("")])


async def test_sixels_and_the_size_of_a_cell_are_read() -> None:
    assert await asked(Answers(), ANSWER) == (Graphics(True, (9, 18)), "")


@pytest.mark.parametrize(("features", "sixel"), [("62;4;22", True), ("6", False), ("4", False), ("64;14;42", False)])
async def test_only_feature_four_is_sixel(features: str, sixel: bool) -> None:
    assert await asked(Answers(), f"\x1b[?{features}c") == (Graphics(sixel), "")


async def test_no_key_is_lost_wherever_the_answer_is_torn() -> None:
    whole = KEYS + ANSWER + KEYS
    for at in range(len(whole) + 1):
        for part in (whole[:at], whole[at:]), (*whole[:at], whole[at:]):
            found, left = await asked(Answers(), *part)
            assert (found, left) == (Graphics(True, (9, 18)), KEYS + KEYS)


async def test_an_escape_that_is_typed_meanwhile_comes_with_the_next_look() -> None:
    known, typed = Answers(), asyncio.Event()
    held: list[str] = []

    def write(_: str) -> None:
        held.append(known.sift("j\x1b"))
        typed.set()

    waiting = asyncio.create_task(known.ask(write))
    await typed.wait()
    assert (held, known.sift("")) == (["j"], "\x1b")
    known.sift(ANSWER)
    await waiting


async def test_who_never_answers_is_not_waited_for_and_keys_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "PATIENCE", 0.01)
    known = Answers()
    assert await asked(known, KEYS) == (Graphics(), KEYS)
    monkeypatch.setattr(answers, "monotonic", lambda: time.monotonic() + answers.LATEST)
    assert known.sift("\x1b") == "\x1b"


async def test_an_answer_that_comes_late_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "PATIENCE", 0.01)
    known = Answers()
    await asked(known)
    assert known.sift(f"j{ANSWER}k") == "jk"
    assert known.graphics == Graphics(True, (9, 18))
