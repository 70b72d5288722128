"""How a run ends: signals, errors, and bugs."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.run import guarded
from emm_tui.domain.errors import BusyError, EmmError, SourceError, StorageError

PROGRAM = """
import sys, anyio, os
from emm_tui.cli import run as running
from emm_tui.cli.invocation import Invocation
from emm_tui.cli.run import guarded, run

running.PATIENCE = {patience}

async def verb(session):
    print("ready", flush=True)
    try:
        await anyio.sleep(600)
    finally:
        print("told", flush=True)
        with anyio.CancelScope(shield=True):
            await anyio.sleep({cleanup})
        print("saved", flush=True)

invocation = Invocation(os.environ)
sys.exit(guarded(invocation, lambda: run(invocation, verb)))
"""


def started(cleanup: float = 0.0, before: str = "", patience: float = 60.0) -> subprocess.Popen[bytes]:
    program = PROGRAM.replace("{cleanup}", str(cleanup)).replace("{patience}", str(patience))
    child = subprocess.Popen(
        [sys.executable, "-c", before + program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout
    assert child.stdout.readline() == b"ready\n"
    return child


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)])
def test_a_signal_ends_a_run_after_it_saved_its_state(home: Path, number: signal.Signals, code: int) -> None:
    child = started()
    child.send_signal(number)
    out, err = child.communicate(timeout=60)
    assert (child.returncode, out) == (code, b"told\nsaved\n")
    assert b"emm jobs resume" in err
    assert b"Traceback" not in err


def test_a_run_that_cannot_save_its_state_is_left_within_seconds(home: Path) -> None:
    child = started(cleanup=600, patience=0.2)
    child.send_signal(signal.SIGTERM)
    out, _ = child.communicate(timeout=60)
    assert (child.returncode, out) == (143, b"told\n")


def test_a_second_signal_ends_it_at_once(home: Path) -> None:
    child = started(cleanup=600, patience=600)
    child.send_signal(signal.SIGINT)
    assert child.stdout and child.stdout.readline() == b"told\n"
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=60)
    assert (child.returncode, out) == (130, b"")


def test_a_signal_that_was_ignored_from_the_start_stays_ignored(home: Path) -> None:
    child = started(before="import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n")
    child.send_signal(signal.SIGHUP)
    child.send_signal(signal.SIGTERM)
    out, _ = child.communicate(timeout=60)
    assert (child.returncode, out) == (143, b"told\nsaved\n")


@pytest.mark.parametrize(
    ("error", "code"),
    [(BusyError("another"), 5), (SourceError("gone"), 6), (StorageError("full"), 9), (KeyboardInterrupt(), 130)],
)
def test_an_error_gives_its_exit_code(home: Path, error: BaseException, code: int) -> None:
    def work() -> None:
        raise error

    assert guarded(Invocation({"EMM_HOME": str(home)}), work) == code


def test_an_error_is_said_redacted_and_with_what_to_do(home: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    invocation = Invocation({"EMM_HOME": str(home), "EMM_PROVIDERS__TMDB__TOKEN": "canary-0123456789"})
    assert invocation.config.providers.tmdb.token

    def work() -> None:
        raise EmmError("It said canary-0123456789 \x1b[2J.", "Do this.")

    assert guarded(invocation, work) == 1
    assert capfdbinary.readouterr().err.decode() == "emm: It said *** ␛[2J.\n     Do this.\n"


def test_a_bug_leaves_a_report_without_secrets_or_values(home: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    invocation = Invocation({"EMM_HOME": str(home), "EMM_PROVIDERS__TMDB__TOKEN": "canary-0123456789"})
    assert invocation.config.providers.tmdb.token

    def work() -> None:
        local = "value-of-a-local"
        raise ValueError("asked https://host/?key=canary-0123456789" + local[:0])

    assert guarded(invocation, work) == 70
    (report,) = (home / "log" / "crash").iterdir()
    said = capfdbinary.readouterr().err.decode()
    assert str(report) in said
    text = report.read_text()
    assert "ValueError" in text
    assert "in work\n" in text
    assert "canary" not in text + said
    assert report.stat().st_mode & 0o077 == 0
