"""Gathers what all providers have on a title, and makes one of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import partial
from typing import Any

import anyio
from anyio import to_thread

from emm_tui.domain.errors import EmmError, MissingError, ProviderError
from emm_tui.domain.fetched import Fetched, FetchedShow, Said
from emm_tui.domain.match import Candidate
from emm_tui.domain.merge_title import merge
from emm_tui.pipeline.identify import DECIDERS, Identified, identify, why_not
from emm_tui.pipeline.others import NOT_YET
from emm_tui.pipeline.work import Deps, Work
from emm_tui.providers import Provider


async def identify_beside(deps: Deps, work: Work) -> Identified:
    """What the item is; of one whose ids are known from before, the other providers are asked meanwhile."""
    target, others = work.target, work.others
    question = partial(identify, target, deps.providers, deps.options.mode)
    able = [name for name in (target.found_at, *DECIDERS) if name in deps.providers and name in target.ids]
    first = next(iter(able), None)
    if first is None:
        return await question()
    return await _beside(question, partial(others.ask, target.ids, but=[first]))


async def fetch_choice(deps: Deps, work: Work, choice: Candidate) -> Fetched:
    """Everything that the provider has on the title that was found there; raises the ProviderErrors.

    When that provider cannot be asked any more, an item that was only found now is looked for at the others.
    """
    providers = dict(deps.providers)
    while True:
        provider = providers.pop(choice.provider)
        try:
            fetched = await provider.fetch(work.others.kind, {provider.name: choice.id}, work.target.seasons)
        except ProviderError as error:
            found = await _elsewhere(deps, work, providers, error)
            if found.fetched:
                return found.fetched
            choice = found.verdict.choice or choice
            continue
        if fetched is None:
            raise MissingError(provider.name, f"does not have {choice.title} ({choice.id}).", "See 'emm match'.")
        return fetched


async def gather(deps: Deps, work: Work) -> Work:
    """Asks the other providers side by side and merges; of one that could not be asked its earlier words stay."""
    main, others = work.fetched, work.others
    if main is None:
        return work
    name = main.candidate.provider
    others.forget(main.metadata.ids)
    others.troubles.pop(name, None)
    await others.ask(main.metadata.ids, but=[name, *others.troubles])
    others.answers.pop(name, None)
    parts = [main, *(others.answers[one] for one in deps.providers if one in others.answers)]
    before = _before(deps, work, main)
    if isinstance(main, FetchedShow):
        merged = await to_thread.run_sync(merge, parts, deps.rules, before)
    else:
        merged = merge(parts, deps.rules, before)
    work.fetched = merged
    _note_lacking(deps, work, merged)
    return work


# -- inside
async def _elsewhere(deps: Deps, work: Work, providers: Mapping[str, Provider], error: ProviderError) -> Identified:
    """The item at another provider; raises why it could not be had here when nobody else knows it."""
    work.others.troubles[error.provider] = error
    reason = why_not({error.provider: error}, deps.providers)
    if work.target.ids:
        raise reason
    try:
        found = await identify(work.target, providers, deps.options.mode)
    except EmmError as problem:
        raise reason from problem
    if found.verdict.choice is None:
        raise reason
    work.verdict = found.verdict
    return found


def _before(deps: Deps, work: Work, main: Fetched) -> Said:
    """What providers that cannot be asked now said of the very same title in an earlier run."""
    missing = {*work.others.troubles, *(one.name for one in work.others.late(main.metadata.ids))}
    known = work.target.ids.get(main.candidate.provider) == main.candidate.id
    if not missing or not known:
        return ()
    return tuple((name, facts) for name, facts in deps.library.said(work.id) if name in missing)


def _note_lacking(deps: Deps, work: Work, merged: Fetched) -> None:
    troubles = work.others.troubles
    for name, error in troubles.items():
        deps.lack(name, error)
    work.lacking = {name: error.message.removeprefix(f"{name}: ") for name, error in troubles.items()}
    late = [one.name for one in work.others.late(merged.metadata.ids) if one.name != merged.candidate.provider]
    if late:
        deps.later.append(work.id)
        work.lacking |= dict.fromkeys(late, NOT_YET)


async def _beside(
    main: Callable[[], Awaitable[Identified]], other: Callable[[], Coroutine[Any, Any, None]]
) -> Identified:
    """The answer of `main`, or its error, after which `other` is no longer waited for."""
    answer: Identified | None = None
    problem: Exception | None = None
    async with anyio.create_task_group() as group:
        group.start_soon(other)
        try:
            answer = await main()
        except Exception as error:
            problem = error
            group.cancel_scope.cancel()
    if answer is None:
        raise problem or RuntimeError("nobody answered")
    return answer
