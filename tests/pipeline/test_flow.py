"""The flow: items do not wait for each other, one failure is one item's, grave errors end the run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import anyio
import anyio.lowlevel
import pytest

from emm_tui.domain.errors import ReadOnlyError, StorageError
from emm_tui.pipeline.flow import Failed, Stage, flow
from emm_tui.pipeline.hold import Hold


async def run(items: Iterator[int] | range, *stages: Stage[int], concurrency: int = 4) -> list[Failed[int]]:
    problems: list[Failed[int]] = []

    async def failed(problem: Failed[int]) -> None:
        problems.append(problem)

    await flow(items, stages, concurrency=concurrency, entered=lambda _item, _stage: None, failed=failed)
    return problems


async def test_an_item_walks_through_the_stages_in_order() -> None:
    seen: list[tuple[str, int]] = []

    async def first(item: int) -> int:
        seen.append(("first", item))
        return item + 10

    async def second(item: int) -> int:
        seen.append(("second", item))
        return item

    await run(range(1), Stage("first", first), Stage("second", second))
    assert seen == [("first", 0), ("second", 10)]


async def test_an_item_that_is_through_skips_the_later_stages() -> None:
    reached: list[int] = []

    async def odd(item: int) -> int | None:
        return item if item % 2 else None

    async def note(item: int) -> int:
        reached.append(item)
        return item

    await run(range(6), Stage("odd", odd), Stage("note", note))
    assert sorted(reached) == [1, 3, 5]


async def test_one_items_error_is_reported_and_its_siblings_go_on() -> None:
    done: list[int] = []

    async def work(item: int) -> int:
        if item == 3:
            raise ValueError("bad answer")
        done.append(item)
        return item

    problems = await run(range(6), Stage("scrape", work))
    assert sorted(done) == [0, 1, 2, 4, 5]
    assert [(p.stage, p.item, str(p.error)) for p in problems] == [("scrape", 3, "bad answer")]


async def test_a_full_disk_ends_the_run_with_that_very_error() -> None:
    done: list[int] = []

    async def work(item: int) -> int:
        if item == 2:
            raise StorageError("No space left.")
        await anyio.lowlevel.checkpoint()
        done.append(item)
        return item

    with pytest.raises(StorageError, match="No space left"):
        await run(range(1000), Stage("artwork", work), concurrency=2)
    assert len(done) < 1000


async def test_a_source_that_is_read_only_fails_its_own_items_alone() -> None:
    done: list[int] = []

    async def work(item: int) -> int:
        if item == 1:
            raise ReadOnlyError("Read-only file system.")
        done.append(item)
        return item

    problems = await run(range(4), Stage("export", work))
    assert sorted(done) == [0, 2, 3]
    assert [(p.item, type(p.error)) for p in problems] == [(1, ReadOnlyError)]


async def test_a_slow_item_does_not_hold_up_the_others() -> None:
    release = anyio.Event()
    others: list[int] = []

    async def work(item: int) -> int:
        if item == 0:
            await release.wait()
        else:
            others.append(item)
            if len(others) == 9:
                release.set()
        return item

    with anyio.fail_after(60):
        await run(range(10), Stage("scrape", work), concurrency=2)
    assert len(others) == 9


async def test_at_most_so_many_items_are_in_flight_and_the_source_is_drawn_as_needed() -> None:
    drawn = 0
    inside = 0
    most = 0

    def source() -> Iterator[int]:
        nonlocal drawn
        for number in range(50):
            drawn += 1
            yield number

    async def work(item: int) -> int:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        assert drawn <= item + 4
        await anyio.lowlevel.checkpoint()
        inside -= 1
        return item

    assert await run(source(), Stage("work", work), concurrency=3) == []
    assert most == 3


async def test_a_held_flow_ends_what_is_on_its_way_and_begins_nothing_new() -> None:
    hold, begun, ended = Hold(), list[int](), list[int]()
    go_on = anyio.Event()

    async def slow(item: int) -> None:
        begun.append(item)
        await go_on.wait()
        ended.append(item)

    async def failed(problem: Failed[int]) -> None:
        raise problem.error

    async with anyio.create_task_group() as group:
        walk = partial(flow, concurrency=2, entered=lambda *_: None, failed=failed, ready=hold.passed)
        group.start_soon(walk, range(5), [Stage("slow", slow)])
        while len(begun) < 2:
            await anyio.lowlevel.checkpoint()
        hold.toggle()
        go_on.set()
        while len(ended) < 2:
            await anyio.lowlevel.checkpoint()
        for _ in range(20):
            await anyio.lowlevel.checkpoint()
        assert begun == [0, 1]
        hold.toggle()
    assert ended == [0, 1, 2, 3, 4]
