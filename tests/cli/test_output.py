"""What reaches stdout: ASCII documents, lines, CSV and text; and what happens when it cannot."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from emm_tui.cli.output import Output
from emm_tui.cli.terminal import Terminal

NAME = os.fsdecode(b"Bad\xe9 [REC]\n\x1b[2J")


def made(encoding: str = "utf-8", tty: bool = False) -> tuple[Output, io.BytesIO]:
    stream = io.BytesIO()
    return Output(stream, Terminal(tty=tty), encoding), stream


def test_a_document_is_ascii_and_gives_any_file_name_back() -> None:
    out, stream = made()
    out.document("list", {"path": NAME})
    assert stream.getvalue().isascii()
    assert json.loads(stream.getvalue()) == {"schema": "emm.list/1", "path": NAME}


@pytest.mark.parametrize("count", [0, 1, 5000])
def test_a_streamed_document_is_one_document(count: int) -> None:
    out, stream = made()
    out.stream("list", {"total": count}, "items", ({"id": n, "title": "x" * 30} for n in range(count)))
    found = json.loads(stream.getvalue())
    assert (found["schema"], found["total"], len(found["items"])) == ("emm.list/1", count, count)


def test_lines_are_one_object_each() -> None:
    out, stream = made()
    out.lines({"n": n} for n in range(3))
    assert [json.loads(line)["n"] for line in stream.getvalue().splitlines()] == [0, 1, 2]


def test_csv_keeps_the_bytes_of_names_for_programs() -> None:
    out, stream = made()
    out.csv(["path", "year"], [[NAME, None]])
    rows = list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8", "surrogateescape"), newline="")))
    assert rows == [["path", "year"], [NAME, ""]]


def test_csv_on_a_terminal_has_nothing_that_it_obeys() -> None:
    out, stream = made(tty=True)
    out.csv(["path"], [[NAME]])
    assert b"\x1b" not in stream.getvalue()


def test_a_lone_surrogate_of_a_provider_is_written_in_some_form() -> None:
    out, stream = made()
    out.csv(["title"], [["lone \ud800"]])
    assert stream.getvalue() == b"title\nlone \\ud800\n"


def test_text_is_written_in_any_encoding() -> None:
    out, stream = made("ascii")
    out.text("Ärger · 灯台")
    assert stream.getvalue() == b"\\xc4rger \\xb7 \\u706f\\u53f0\n"


def emm(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "emm_tui", *arguments]


def test_a_closed_pipe_ends_quietly() -> None:
    child = subprocess.Popen(
        emm("parse", "-", "--jsonl"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdin and child.stdout and child.stderr
    child.stdin.write(b"A Film (1999).mkv\n")
    child.stdin.flush()
    child.stdout.readline()
    child.stdout.close()
    child.stdin.write(b"Another Film (1999).mkv\n")
    child.stdin.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(60) == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_under_stdout_is_told() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(emm("parse", "a.mkv"), stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 9
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_closed_stdout_is_no_crash() -> None:
    done = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *emm("parse", "a.mkv")], stderr=subprocess.PIPE)
    assert done.returncode == 0
    assert done.stderr == b""
