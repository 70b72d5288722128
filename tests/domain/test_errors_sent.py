"""An error is the same in another process: its text, its hint, its exit code and what else it knows."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

from emm_tui.domain import errors
from emm_tui.domain.errors import EmmError, Interrupted, ProviderError


def leaves(kind: type[EmmError]) -> Iterator[type[EmmError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from leaves(below)


@pytest.mark.parametrize("kind", [kind for kind in leaves(EmmError) if kind.__module__ == errors.__name__])
def test_an_error_is_sent_whole(kind: type[EmmError]) -> None:
    if issubclass(kind, ProviderError):
        error: EmmError = kind("tmdb", "refused the key of [REC].", "Check it.")
    elif issubclass(kind, Interrupted):
        error = kind(15)
    else:
        error = kind("What happened.", "What to do.")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (str(again), again.exit_code, vars(again)) == (str(error), error.exit_code, vars(error))
