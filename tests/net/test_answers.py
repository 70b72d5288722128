"""What an answer is worth: one odd field does not make a document broken, a cut does."""

from __future__ import annotations

import pytest

from emm_tui.net.answers import Answer, judge_json


def judged(body: bytes) -> str | None:
    answer = Answer(200, {"content-type": "application/json"}, body)
    trouble = judge_json(answer)
    return trouble.text if trouble else None


@pytest.mark.parametrize(
    "body", [b"{}", b' {"title": "lone \\ud800 half"}', b'{"votes": NaN}', b'{"id": 1' + b"0" * 5000 + b"}"]
)
def test_a_whole_document_is_data_whatever_is_in_its_fields(body: bytes) -> None:
    assert judged(body) is None


@pytest.mark.parametrize("body", [b'{"title": "cut of', b"[" * 200_000, b"7", b'"text"', b"{} {}", b"\xff\xfe{}"])
def test_a_cut_or_foreign_document_is_trouble(body: bytes) -> None:
    assert judged(body)
