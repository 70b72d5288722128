"""Says what names mean; needs no library."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

import click

from emm_tui.cli.guess_view import guess as view
from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verb
from emm_tui.domain.guess import Guess, SourceKind

CHUNK = 1 << 16
MOST_SIBLINGS = 2000


@click.command(cls=Verb)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...|-")
@click.option("--kind", type=click.Choice(["movies", "tv"]), help="What the paths are: as in a source of that kind.")
@click.option("--siblings", is_flag=True, help="Read the paths of one folder together: they explain each other.")
@click.option("--explain", is_flag=True, help="Say which characters meant what.")
@click.option("--timings", is_flag=True, help="Say how long each took, as ms.")
@click.option("--jsonl", is_flag=True, help="One JSON object a line, in order.")
@click.pass_obj
def command(
    invocation: Invocation,
    paths: Sequence[str],
    kind: SourceKind | None,
    siblings: bool,
    explain: bool,
    timings: bool,
    jsonl: bool,
) -> None:
    """Says what the names of PATHs mean. With - the paths come on stdin, one a line, and are answered as they come."""
    batches = _from_stdin() if list(paths) == ["-"] else iter([[_utf8(path) for path in paths]])
    if siblings:
        batches = _by_folder(batches)
    answers = partial(_together if siblings else _alone, kind=kind, explain=explain)
    if jsonl:
        lines = partial(_lines, timings=timings, explain=explain)
        for batch in batches:
            invocation.out.lines(lines(answers(batch)))
    elif invocation.options.json:
        rows = (row for batch in batches for row in _lines(answers(batch), timings=timings, explain=explain))
        invocation.out.stream("parse", {}, "items", rows)
    else:
        for batch in batches:
            invocation.out.text(*_text(invocation, (guess for guess, _ in answers(batch))))


def _alone(batch: Iterable[str], kind: SourceKind | None, explain: bool) -> Iterator[tuple[Guess, float]]:
    """Each path's answer with the seconds that it took."""
    from emm_tui.parsing import parse

    clock = time.perf_counter
    for path in batch:
        begin = clock()
        yield parse(path, kind, explain=explain), clock() - begin


def _together(batch: Sequence[str], kind: SourceKind | None, explain: bool) -> Iterator[tuple[Guess, float]]:
    """The answers for the paths of one folder, read together."""
    from emm_tui.parsing import parse_folder

    begin = time.perf_counter()
    found = parse_folder(batch, kind)
    seconds = (time.perf_counter() - begin) / max(1, len(batch))
    return ((guess, seconds) for guess in found)


def _lines(answers: Iterable[tuple[Guess, float]], timings: bool, explain: bool) -> Iterator[dict[str, Any]]:
    for guess, seconds in answers:
        row = view(guess)
        if explain:
            row["spans"] = [[span.rule, span.start, span.end, span.value] for span in guess.spans]
        if timings:
            row["ms"] = round(seconds * 1000, 4)
        yield row


def _from_stdin() -> Iterator[list[str]]:
    """The lines of stdin as they arrive, in batches; bytes that are not UTF-8 as lone surrogates."""
    handle = sys.stdin.fileno() if sys.stdin else os.open(os.devnull, os.O_RDONLY)
    rest: list[bytes] = []
    while chunk := os.read(handle, CHUNK):
        first, *others = chunk.split(b"\n")
        rest.append(first)
        if others:
            lines = [b"".join(rest), *others]
            rest = [lines.pop()]
            yield [line.decode("utf-8", "surrogateescape") for line in lines]
    last = b"".join(rest)
    if last:
        yield [last.decode("utf-8", "surrogateescape")]


def _by_folder(batches: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    """Runs of paths that lie in one folder, at most MOST_SIBLINGS at once."""
    paths = (path for batch in batches for path in batch)
    for _, run in groupby(paths, key=os.path.dirname):
        held: list[str] = []
        for path in run:
            held.append(path)
            if len(held) == MOST_SIBLINGS:
                yield held
                held = []
        if held:
            yield held


def _utf8(path: str) -> str:
    """An argument read as UTF-8, whatever the locale is."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def _text(invocation: Invocation, guesses: Iterable[Guess]) -> Iterator[str]:
    from emm_tui.cli.guess_page import guess_facts
    from emm_tui.cli.page import Page

    for guess in guesses:
        page = Page(invocation.out.terminal)
        page.heading(guess.path)
        guess_facts(page, guess)
        yield from page.lines
