"""Signals, a terminal that goes away, sizes: the real program on a real pty."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.ui.terminal import LEAVES, Terminal, cpu_seconds

COMMAND = [sys.executable, "-m", "emm_tui"]


def open_terminal(home: Path, ignore: tuple[signal.Signals, ...] = ()) -> Terminal:
    terminal = Terminal(COMMAND, {"EMM_HOME": str(home)}, (100, 30), ignore)
    try:
        terminal.expect(b"emm init")
    except BaseException:
        terminal.close()
        raise
    return terminal


def assert_it_ends(terminal: Terminal, meanwhile: Callable[[], object]) -> None:
    """It ends as one that was hung up; `meanwhile` happens again and again before."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        meanwhile()
        pid, status = os.waitpid(terminal.pid, os.WNOHANG)
        if pid:
            terminal.pid = 0
            assert os.waitstatus_to_exitcode(status) == 129
            return
        time.sleep(0.02)
    raise AssertionError("it does not end")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with open_terminal(tmp_path) as terminal:
        yield terminal


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)], ids=["TERM", "HUP", "INT"]
)
def test_a_signal_restores_the_screen_and_gives_its_code(terminal: Terminal, number: signal.Signals, code: int) -> None:
    os.kill(terminal.pid, number)
    assert terminal.wait() == code
    assert LEAVES in terminal.output


@pytest.mark.parametrize("key", ["q", "\x11"], ids=["q", "ctrl+q"])
def test_a_key_quits(terminal: Terminal, key: str) -> None:
    terminal.send(key)
    assert terminal.wait() == 0
    assert LEAVES in terminal.output


def test_escape_never_quits(terminal: Terminal) -> None:
    for _ in range(5):
        terminal.send("\x1b")
        terminal.drain(0.15)
    assert os.waitpid(terminal.pid, os.WNOHANG) == (0, 0)


def test_a_lost_line_ends_it(terminal: Terminal) -> None:
    terminal.hang_up()
    assert_it_ends(terminal, lambda: None)


def test_a_lost_line_ends_it_also_while_it_is_told_to_go_on(terminal: Terminal) -> None:
    terminal.hang_up()
    assert_it_ends(terminal, lambda: os.kill(terminal.pid, signal.SIGCONT))


def test_a_lost_line_ends_it_also_where_hang_ups_are_ignored_and_costs_no_processor(tmp_path: Path) -> None:
    with open_terminal(tmp_path, ignore=(signal.SIGHUP,)) as terminal:
        before = cpu_seconds(terminal.pid)
        used = [0.0]
        terminal.hang_up()
        assert_it_ends(terminal, lambda: used.append(cpu_seconds(terminal.pid) - before))
        assert max(used) < 3


@pytest.mark.parametrize("how", ["ctrl+z", "SIGTSTP"])
def test_after_a_stop_the_whole_screen_is_drawn_again(tmp_path: Path, how: str) -> None:
    shell = ["bash", "--norc", "-i", "-c", f"set -m; {' '.join(COMMAND)}; fg"]
    with Terminal(shell, {"EMM_HOME": str(tmp_path)}, (100, 30)) as terminal:
        terminal.expect(b"emm init")
        if how == "ctrl+z":
            terminal.send("\x1a")
        else:
            [program] = psutil.Process(terminal.pid).children()
            program.send_signal(signal.SIGTSTP)
        terminal.expect(LEAVES)
        terminal.output = b""
        terminal.expect(b"emm init")
        terminal.output = b""
        terminal.send("?")
        terminal.expect(b"the hit before")


def test_without_colours_there_are_none(tmp_path: Path) -> None:
    with Terminal(COMMAND, {"EMM_HOME": str(tmp_path), "NO_COLOR": "1", "COLORTERM": "truecolor"}) as terminal:
        terminal.expect(b"emm init")
        terminal.send("4")
        terminal.expect(b"Nothing has run yet")
        colours = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.output)
        assert {colour for colour in colours if len(set(colour)) > 1} == set()
        assert not re.search(rb"\x1b\[(?:[\d;]*;)?(?:3[1-6]|9[1-6])m", terminal.output)


def test_one_that_goes_on_without_having_stopped_starts_nothing_twice(terminal: Terminal) -> None:
    threads, rounds = len(os.listdir(f"/proc/{terminal.pid}/task")), 10
    for _ in range(rounds):
        terminal.output = b""
        os.kill(terminal.pid, signal.SIGSTOP)
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.expect(b"emm init")  # it is drawn again
    assert len(os.listdir(f"/proc/{terminal.pid}/task")) < threads + rounds  # some begin when they are first needed
    terminal.send("q")
    assert terminal.wait() == 0


def test_a_terminal_without_utf_8_gets_signs_that_it_knows(tmp_path: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    with Terminal(COMMAND, {"EMM_HOME": str(tmp_path), **plain}, (100, 30)) as terminal:
        terminal.expect(b"emm init")
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.output.isascii() and b"\\u" not in terminal.output


def test_a_terminal_that_cannot_draw_gets_the_status(tmp_path: Path) -> None:
    with Terminal(COMMAND, {"EMM_HOME": str(tmp_path), "TERM": "dumb"}, (100, 30)) as terminal:
        assert terminal.wait() == 0
        assert b"\x1b" not in terminal.output and terminal.output.strip()


def test_two_hundred_sizes_break_nothing(terminal: Terminal) -> None:
    for step in range(200):
        terminal.resize(20 + step * 7 % 300, 5 + step * 3 % 90)
        terminal.read(0.005)
    terminal.resize(100, 30)
    terminal.output = b""
    terminal.expect(b"filter")
    terminal.send("q")
    assert terminal.wait() == 0


def test_bytes_that_are_no_utf_8_are_no_keys(terminal: Terminal) -> None:
    os.write(terminal.fileno, b"\xff\xfe\xe9 \xc3")
    terminal.drain(0.3)
    terminal.send("?")
    terminal.expect(b"the hit before")
    terminal.send("\x11")
    assert terminal.wait() == 0
