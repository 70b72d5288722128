"""`emm parse`: in order, line by line, any bytes, as they come."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from typing import Any

from tests.cli.conftest import Emm

PARSE = [sys.executable, "-m", "emm_tui", "parse"]
NAMES = [
    b"Bad\xe9\xff (1999).mkv",
    b"over\rreturn (2001).mkv",
    "next\u0085line\u2028 (2002).mkv".encode(),
    b"  a  .mkv",
]


def lines(data: bytes, *options: str) -> list[dict[str, Any]]:
    done = subprocess.run([*PARSE, "-", "--jsonl", *options], input=data, capture_output=True, check=True)
    assert done.stdout.isascii()
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_line_is_answered_with_its_own_bytes() -> None:
    assert [os.fsencode(row["path"]) for row in lines(b"\n".join(NAMES))] == NAMES
    assert [os.fsencode(row["path"]) for row in lines(b"\n".join(NAMES) + b"\n")] == NAMES


def test_an_empty_line_is_answered_too() -> None:
    assert [row["path"] for row in lines(b"a.mkv\n\nb.mkv\n")] == ["a.mkv", "", "b.mkv"]


def test_no_input_gives_no_output() -> None:
    assert lines(b"") == []


def test_a_line_longer_than_a_chunk_is_one_line() -> None:
    assert len(lines(b"x" * 200_000 + b"\ny.mkv\n")) == 2


def test_answers_come_while_the_input_is_still_open() -> None:
    child = subprocess.Popen([*PARSE, "-", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin and child.stdout
    child.stdin.write(b"The Lamp Keeper (1961).mkv\n")
    child.stdin.flush()
    late = threading.Timer(20, child.kill)
    late.start()
    first = child.stdout.readline()
    late.cancel()
    assert json.loads(first)["title"] == "The Lamp Keeper"
    child.stdin.close()
    assert child.stdout.read() == b""
    child.stdout.close()
    assert child.wait(60) == 0


def test_timings_and_spans_come_on_demand() -> None:
    (row,) = lines(b"The Lamp Keeper (1961).mkv\n", "--timings", "--explain")
    assert row["ms"] > 0
    assert row["spans"]
    assert not {"ms", "spans"} & lines(b"a.mkv\n")[0].keys()


def test_siblings_are_answered_in_order() -> None:
    names = [f"Tides/Tides - {n:02}.mkv" for n in range(1, 6)] + ["Other/x.mkv"]
    rows = lines("\n".join(names).encode(), "--siblings", "--kind", "tv")
    assert [row["path"] for row in rows] == names


def test_arguments_make_a_document_lines_or_text(emm: Emm) -> None:
    paths = ["[REC] (2007).mkv", os.fsdecode(b"Bad\xe9 (1999).mkv")]
    document = emm("parse", "--json", *paths).document
    assert document["schema"] == "emm.parse/1"
    assert [item["path"] for item in document["items"]] == paths
    assert len(emm("parse", "--jsonl", *paths).text.splitlines()) == 2
    assert "[REC] (2007).mkv" in emm("parse", *paths).text


def test_a_hostile_name_is_shown_as_text(emm: Emm) -> None:
    done = emm("parse", "--explain", "Evil \x1b]52;c;QUFB\x07 [bold red]x (2003).mkv")
    assert b"\x1b" not in done.out
    assert "[bold red]x" in done.text
