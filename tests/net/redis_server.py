"""A Redis server of our own on a free port of this machine, for as long as the tests run."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

PROGRAM = shutil.which("redis-server")
PATIENCE = 20.0  # seconds for a start on a busy machine


@dataclass
class RedisServer:
    """A running server; it keeps nothing on disk."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def empty(self) -> None:
        """Throws everything away."""
        with Redis.from_url(self.url) as client:
            client.flushall()

    def stop(self) -> None:
        """Ends it."""
        self.process.kill()
        self.process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(folder: Path) -> RedisServer:
    port = _free_port()
    settings = f"--port {port} --bind 127.0.0.1 --appendonly no --daemonize no --loglevel warning".split()
    command = [PROGRAM or "redis-server", *settings, "--save", "", "--dir", str(folder)]
    return RedisServer(port, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))


def _answers(server: RedisServer) -> bool:
    with Redis.from_url(server.url) as client:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and server.process.poll() is None:
            try:
                return bool(client.ping())
            except RedisError:
                time.sleep(0.02)
    return False


@contextmanager
def running(folder: Path) -> Iterator[RedisServer]:
    """Starts a server, on another port when somebody else was quicker, and ends it."""
    for _ in range(5):
        server = _start(folder)
        try:
            if _answers(server):
                yield server
                return
        finally:
            server.stop()
    raise RuntimeError("redis-server does not start")
