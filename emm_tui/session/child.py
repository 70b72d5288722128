"""The other end of an engine: runs the verbs of a session for the process that has started it, and ends with that."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio import StreamReader, StreamReaderProtocol, StreamWriter
from functools import partial

from emm_tui.domain import events as ev
from emm_tui.log import configure
from emm_tui.net.redact import Redactor
from emm_tui.pipeline.memory import resident
from emm_tui.session import Session
from emm_tui.session.wire import Answer, Call, Cancel, Held, Hello, News, RunBegan, packed, receive

BEAT = 0.25
"""Seconds between two news."""
PATIENCE = 4.0
"""Seconds that the calls get to save their state when the other process is gone."""


class Child:
    """Carries out what comes in, tells what happens."""

    def __init__(self, session: Session, out: StreamWriter) -> None:
        self._session = session
        self._out = out
        self._calls: dict[int, asyncio.Task[object]] = {}
        self._events: list[ev.Event] = []
        self._run = session.metrics
        session.subscribe(self._note)

    async def serve(self, source: StreamReader) -> None:
        """Works until nobody is there to work for."""
        telling = asyncio.create_task(self._tell_on())
        try:
            while True:
                self._take(await receive(source))
        except (EOFError, ConnectionError):
            pass
        for call in self._calls.values():
            call.cancel()
        if self._calls:
            await asyncio.wait(self._calls.values(), timeout=PATIENCE)
        telling.cancel()

    def _take(self, message: object) -> None:
        match message:
            case Call(number):
                call = self._calls[number] = asyncio.create_task(self._carry_out(message))
                call.add_done_callback(partial(self._answer, number))
            case Cancel(number) if number in self._calls:
                self._calls[number].cancel()
            case Held(held) if self._session.hold.held != held:
                self._session.hold.toggle()

    async def _carry_out(self, call: Call) -> object:
        if call.config != self._session.config:
            self._session.reconfigure(call.config)
        answer: object = await getattr(self._session, call.verb)(*call.arguments, **call.named)
        return answer

    def _answer(self, number: int, call: asyncio.Task[object]) -> None:
        del self._calls[number]
        if call.cancelled():
            answer = Answer(number, cancelled=True)
        elif isinstance(error := call.exception(), Exception):
            answer = Answer.of_error(number, error)
        else:
            answer = Answer(number, call.result())
        self._tell()
        self._out.write(_packed(answer))

    def _note(self, event: ev.Event) -> None:
        if self._run is not self._session.metrics:
            self._run = self._session.metrics
            self._events.append(RunBegan())
        self._events.append(event)

    async def _tell_on(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            if self._calls:
                self._tell()
                await self._out.drain()

    def _tell(self) -> None:
        events, self._events = self._events, []
        operations = {name: one.copy() for name, one in dict(self._run.operations).items()}
        levels = {name: level() for name, level in dict(self._run.levels).items()}
        self._out.write(packed(News(events, operations, levels, int(resident()))))


def _packed(answer: Answer) -> bytes:
    try:
        return packed(answer)
    except Exception as error:  # a value that cannot be sent is a bug to be told, not to wait for
        return packed(Answer.of_error(answer.number, error))


async def _work(source: int, sink: int) -> None:
    loop = asyncio.get_running_loop()
    reader = StreamReader()
    await loop.connect_read_pipe(lambda: StreamReaderProtocol(reader), os.fdopen(source, "rb"))
    transport, protocol = await loop.connect_write_pipe(asyncio.streams.FlowControlMixin, os.fdopen(sink, "wb"))
    loop.add_signal_handler(signal.SIGTERM, reader.feed_eof)
    hello = await receive(reader)
    assert isinstance(hello, Hello)  # noqa: S101 - the first message is that
    redactor = Redactor.of(hello.config)
    session = Session(hello.paths, hello.config)
    session.on_config(redactor.learn)
    session.subscribe(configure(hello.paths.log, redactor, hello.verbose).record)
    await Child(session, StreamWriter(transport, protocol, None, loop)).serve(reader)


def main() -> None:
    """Serves the process at the other end of standard input and output."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # they are for the other process, which decides when this one ends
    source, sink = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nowhere, standard)
    sys.modules["rich"] = None  # type: ignore[assignment]  # httpx would load it, and nothing is drawn here
    try:
        asyncio.new_event_loop().run_until_complete(_work(source, sink))
    finally:
        os._exit(0)  # a thread that a dead share holds must not keep the process


if __name__ == "__main__":
    main()
