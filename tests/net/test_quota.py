"""So many requests a day and no more, whoever asks, and a new count each UTC day."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from emm_tui.domain import events as ev
from emm_tui.domain.errors import ProviderDownError
from emm_tui.net.quota import Quota, until_tomorrow
from tests.net.conftest import Open
from tests.rigs.fault_server import GOOD, answer

TAKE = """
import sys
from pathlib import Path
from emm_tui.net import quota as counting
counting._PAUSES = (0.001,) * 60_000
quota = counting.Quota("omdb", 1000, Path(sys.argv[1]))
print(sum(quota.take() for _ in range(700)))
"""


def test_processes_share_one_count(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TAKE, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    assert sum(int(process.communicate()[0]) for process in running) == 1000
    assert not Quota("omdb", 1000, tmp_path).take()
    assert Quota("other", 1000, tmp_path).take()


def test_a_new_day_is_a_new_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quota = Quota("omdb", 2, tmp_path)
    assert [quota.take() for _ in range(3)] == [True, True, False]
    assert quota.used_up
    monkeypatch.setattr("emm_tui.net.quota.today", lambda: "2031-05-01")
    assert [quota.used_up, quota.take()] == [False, True]
    assert Quota("omdb", 2, tmp_path).take() and not Quota("omdb", 2, tmp_path).take()


@pytest.mark.parametrize(
    "damage", [b"", b"\xff\xfe", b"[]", b"{}", b'{"day": 3}', b'{"used": {"omdb": "x"}, "day": "%s"}', b"[" * 100_000]
)
def test_a_damaged_record_is_a_fresh_start(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "quota.json").write_bytes(damage.replace(b"%s", time.strftime("%Y-%m-%d", time.gmtime()).encode()))
    assert [Quota("omdb", 1, tmp_path).take() for _ in range(2)] == [True, False]
    assert json.loads((tmp_path / "quota.json").read_bytes())["used"] == {"omdb": 1}


def test_where_nothing_can_be_written_a_process_counts_for_itself(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (None, tmp_path / "file"):
        quota = Quota("omdb", 2, folder)
        assert [quota.take() for _ in range(3)] == [True, True, False]


def test_what_could_not_be_shared_is_told_later(tmp_path: Path) -> None:
    quota = Quota("omdb", 5, tmp_path / "state")
    (tmp_path / "state").touch()
    assert quota.take() and quota.take()
    (tmp_path / "state").unlink()
    assert quota.take()
    later = Quota("omdb", 5, tmp_path / "state")
    assert [later.take() for _ in range(3)] == [True, True, False]


def test_nobody_waits_for_a_process_that_stands_still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emm_tui.net.quota._PAUSES", (0.0,) * 3)
    with open(tmp_path / "quota.lock", "ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert [Quota("omdb", 1, tmp_path).take() for _ in range(2)] == [True, True]
    quota = Quota("omdb", 1, tmp_path)
    assert [quota.take(), quota.take()] == [True, False]


def test_the_record_is_made_with_its_folder(tmp_path: Path) -> None:
    assert Quota("omdb", 2, tmp_path / "state").take()
    assert sorted(os.listdir(tmp_path / "state")) == ["quota.json", "quota.lock"]
    assert 0 < until_tomorrow() <= 86400


async def test_the_last_request_of_the_day_is_the_last_of_all_runs(open_net: Open) -> None:
    for rest in (2, 1):
        net = await open_net(per_day=3)
        for number in range(rest):
            assert await net.tmdb.get(f"/movie/{rest}-{number}", operation="tmdb.movie") == GOOD
    for number in range(3):
        with pytest.raises(ProviderDownError, match="3 requests of today"):
            await net.tmdb.get(f"/movie/{number}", operation="tmdb.movie")
    assert len(net.server.seen) == 3
    assert [event.state for event in net.told(ev.ProviderStateChanged)] == ["down"]
    assert await net.tmdb.get("/movie/2-1", operation="tmdb.movie") == GOOD


async def test_a_provider_that_says_that_the_day_is_used_up_is_left_alone_by_later_runs_too(open_net: Open) -> None:
    wanted = {"per_day": 1000, "used_up": lambda body: b"limit reached" in body}
    net = await open_net(**wanted)
    net.server.answers["/movie/1"] = [answer(401, b'{"Response":"False","Error":"Request limit reached!"}')]
    for number in (1, 2):
        with pytest.raises(ProviderDownError):
            await net.tmdb.get(f"/movie/{number}", operation="tmdb.movie")
    state, detail = net.client.states()["tmdb"]
    assert state == "down" and "no more requests for us today" in detail
    later = await open_net(**wanted)
    with pytest.raises(ProviderDownError, match="requests of today"):
        await later.tmdb.get("/movie/3", operation="tmdb.movie")
    assert len(net.server.seen) == 1
