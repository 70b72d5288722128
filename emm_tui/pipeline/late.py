"""The second pass: providers that are too slow to wait for add to items that are through."""

from __future__ import annotations

from emm_tui.domain import events as ev
from emm_tui.domain.errors import EmmError, MissingError, ProviderError
from emm_tui.domain.fetched import Fetched
from emm_tui.domain.merge import merge_metadata
from emm_tui.domain.merge_title import is_same
from emm_tui.pipeline.flow import Failed
from emm_tui.pipeline.work import Deps, Work
from emm_tui.providers import Provider


async def ask(deps: Deps, work: Work) -> Work | None:
    """Asks the late providers about an item, and stores what that changes; None when they add nothing."""
    item = deps.library.item(work.id)
    lacking, answers = dict(item.lacking), []
    for provider in work.others.late(item.metadata.ids):
        try:
            answer = await _fetched(provider, work, item.metadata.ids)
        except ProviderError as error:
            deps.lack(provider.name, error)
            lacking[provider.name] = error.message.removeprefix(f"{provider.name}: ")
            continue
        lacking.pop(provider.name, None)
        answers += [answer] if answer and is_same(item.metadata, answer.metadata) else []
    spoken = {answer.candidate.provider: answer.metadata for answer in answers}
    before = tuple(word for word in deps.library.said(work.id) if word[0] not in spoken)
    words = (*before, *spoken.items())
    if not before:
        return None
    pictures = [picture for answer in answers for picture in answer.artwork]
    await deps.writer.save_metadata(work.id, None, merge_metadata(words, deps.rules), pictures, words, lacking)
    deps.emit(ev.ItemsChanged((work.id,)))
    return work if answers else None


async def finish(deps: Deps, work: Work) -> None:
    """Tells who looks at the item that it has changed; its job is done already."""
    deps.emit(ev.ItemsChanged((work.id,)))


async def fail(deps: Deps, problem: Failed[Work]) -> None:
    """Says why an item could not be added to; it stays as the first pass left it."""
    text = str(problem.error) if isinstance(problem.error, EmmError) else f"{type(problem.error).__name__}"
    deps.emit(ev.Warned(f"{problem.item.target.path}: nothing was added. {text}"))


async def _fetched(provider: Provider, work: Work, ids: dict[str, str]) -> Fetched | None:
    try:
        return await provider.fetch(work.others.kind, ids, work.target.seasons)
    except MissingError:
        return None
