"""Where a verb runs: in this process, or in the one beside the screens, so that no key waits for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from emm_tui.session.base import Base

S = TypeVar("S", bound=Base)
P = ParamSpec("P")
T = TypeVar("T")


def beside(
    verb: Callable[Concatenate[S, P], Awaitable[T]],
) -> Callable[Concatenate[S, P], Coroutine[Any, Any, T]]:
    """A verb that runs in the session's engine where it has one; what comes back is the same."""

    @wraps(verb)
    async def placed(session: S, /, *arguments: P.args, **named: P.kwargs) -> T:
        engine = session.runner()
        if engine is None:
            return await verb(session, *arguments, **named)
        answer: T = await engine.call(verb.__name__, arguments, named)
        return answer

    return placed
