"""The log's files as one list of lines: rotated ones, garbage, any size, and what comes while one reads."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from emm_tui.ui import log_file
from emm_tui.ui.log_entry import Entry, Wanted, parse
from emm_tui.ui.log_file import Lines, LogFile
from tests.ui.busy import line, write_log
from tests.ui.test_log_screen import add, many, rotate


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_log(tmp_path)


def entries(lines: Lines) -> list[Entry]:
    return [lines.entry(key) for key in lines.keys]


def events(lines: Lines) -> list[str]:
    return [entry.event for entry in entries(lines)]


def searched(log: LogFile, wanted: Wanted) -> Lines:
    """All lines of all files."""
    lines = log.lines(wanted)
    while log.more:
        lines = log.earlier()
        assert list(lines.keys) == sorted(set(lines.keys))
    return lines


def test_a_line_that_is_being_written_waits_for_its_end(file: Path) -> None:
    log = LogFile(file)
    assert len(log.lines(Wanted()).keys) == 60
    add(file, '{"timestamp": "x", "level": "info", "ev', end="")
    assert len(log.lines(Wanted()).keys) == 60
    add(file, 'ent": "whole"}')
    lines = log.lines(Wanted())
    assert lines.entry(lines.keys[-1]).event == "whole"


def test_what_comes_after_a_rotation_follows_what_was_before_it(file: Path) -> None:
    log = LogFile(file)
    before = log.lines(Wanted())
    add(file, line(61, "info", "last words"))
    rotate(file, line(90, "error", "second file"))
    rotate(file, line(91, "error", "third file"))
    assert log.changed
    after = log.lines(Wanted())
    assert events(after)[:60] == events(before)
    assert events(after)[60:] == ["last words", "second file", "third file"]
    assert events(log.lines(Wanted(words=("third",)))) == ["third file"]


def test_where_all_files_are_new_the_last_of_them_is_read_on(file: Path) -> None:
    log = LogFile(file)
    log.lines(Wanted())
    for old in (*file.parent.glob("emm.log*"),):
        old.unlink()
    assert len(log.lines(Wanted()).keys) == 60  # what is open can still be read
    file.write_text(line(1, "info", "anew") + "\n")
    assert events(log.lines(Wanted()))[60:] == ["anew"]


def test_a_file_that_was_emptied_in_place_is_begun_anew(file: Path) -> None:
    log = LogFile(file)
    log.lines(Wanted())
    file.write_text(line(1, "info", "anew") + "\n")
    assert events(log.lines(Wanted())) == ["anew"]


def test_earlier_files_are_read_one_after_the_other_and_only_when_asked_for(file: Path) -> None:
    file.write_text("".join(f"{one}\n" for one in many(1, 20)))
    rotate(file, *many(2, 20))
    rotate(file)
    rotate(file, *many(4, 20))
    log = LogFile(file)
    assert events(log.lines(Wanted())) == ["day 4"] * 20
    assert events(searched(log, Wanted())) == ["day 1"] * 20 + ["day 2"] * 20 + ["day 4"] * 20
    assert len(searched(log, Wanted(words=("17",))).keys) == 3


def test_no_more_than_so_many_lines_are_listed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file, "MOST", 50)
    file.write_text("".join(f"{one}\n" for one in many(1, 40)))
    rotate(file, *many(2, 40))
    log = LogFile(file)
    assert events(searched(log, Wanted())) == ["day 1"] * 10 + ["day 2"] * 40
    add(file, *many(3, 20))
    assert events(log.lines(Wanted())) == ["day 2"] * 30 + ["day 3"] * 20
    assert len(log._files) == 1


GARBAGE = (
    *(b"", b"\xff\xfe\x00", b"\x1b]52;c;eA==\x07", b"[1, 2]", b"\r\r", b"{" * 3000, b'{"level": 7}', b"x" * 5000),
    *(b'{"level": "error", "event": "[REC]"}', '{"event": "七人"}'.encode(), b'{"event": "\\udcff"}', b"\x00" * 9),
)


def garbage(dice: random.Random, count: int) -> list[bytes]:
    return [dice.choice(GARBAGE) + b"%d" % number for number in range(count)]


def shown(lines: Lines) -> Iterator[str]:
    for entry in entries(lines):
        assert "\x1b" not in entry.text
        yield entry.event


@pytest.mark.parametrize("block", [300, 1000, 100_000])
def test_garbage_hides_no_line_whatever_the_blocks_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    """Lines longer than a block may come in pieces; each line begins somewhere, in its order."""
    monkeypatch.setattr(log_file, "BLOCK", block)
    monkeypatch.setattr(log_file, "CHUNK", block // 2)
    dice, file = random.Random(block), tmp_path / "emm.log"
    written: list[bytes] = []
    for number in range(3):
        part = garbage(dice, 60)
        written += part
        if number:
            rotate(file)
        file.write_bytes(b"\n".join(part) + b"\n")
    lines = searched(LogFile(file), Wanted())
    raw = [parse(one.rpartition(b"\r")[2]).event for one in written]
    found = iter(list(shown(lines)))
    assert all(any(event == one for one in found) for event in raw if len(event) < 100)
    hits = searched(LogFile(file), Wanted(words=("[rec]",)))
    assert len(hits.keys) == sum(b"[REC]" in one for one in written)


def test_a_line_longer_than_what_is_read_at_once_hides_no_other(tmp_path: Path) -> None:
    file = tmp_path / "emm.log"
    file.write_text("x" * 3_000_000 + "\n" + line(1, "info", "short") + "\n")
    log = LogFile(file)
    lines = log.lines(Wanted(words=("short",)))
    assert [lines.entry(key).event for key in lines.keys] == ["short"]


def test_words_are_found_whatever_their_letters(tmp_path: Path) -> None:
    file = tmp_path / "emm.log"
    file.write_text("\n".join([line(1, "info", "Überläufer Ende"), line(2, "info", "anderes")]) + "\n")
    lines = LogFile(file).lines(Wanted.of("ende läufer", "debug"))
    assert len(lines.keys) == 1


@pytest.mark.parametrize("raw", [b"Traceback: no json", b"[1, 2]", b"\xff\xfe\x00", b"", b'{"level": 7}'])
def test_a_line_that_is_no_event_is_shown_as_it_is(raw: bytes) -> None:
    assert isinstance(parse(raw).text, str)


def test_a_file_that_stays_as_it_is_is_not_read_again(file: Path) -> None:
    log = LogFile(file)
    log.lines(Wanted())
    assert not log.changed


def test_no_log_is_no_lines(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "none")
    assert not log.changed
    assert len(log.lines(Wanted()).keys) == 0
