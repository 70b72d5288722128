"""Says what the response cache holds; clears it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verbs

if TYPE_CHECKING:
    from emm_tui.net.cache import Cache
    from emm_tui.net.tally import Counts

PROVIDER = click.option("--provider", metavar="NAME", help="Only this provider's answers.")


@click.group(cls=Verbs)
def command() -> None:
    """The cache of the providers' answers: its figures and its care."""


@command.command("stats")
@PROVIDER
@click.pass_obj
def stats(invocation: Invocation, provider: str | None) -> None:
    """Says how much each provider has in the cache, and how often it was enough."""
    from emm_tui.cli.text import Column, table
    from emm_tui.cli.words import size
    from emm_tui.net.cache import read_stats

    _known(provider)
    with _cache(invocation) as cache:
        found = {name: dict(one) for name, one in read_stats(cache).items()}
        last = {name: pair for name, pair in cache.tally().last.items() if provider in (None, name)}
    providers: dict[str, dict[str, Any]] = {n: one for n, one in found.items() if provider in (None, n)}
    body = _totals(invocation.config.cache.backend, providers) | {"last_run": _last_run(last)}
    if invocation.options.json:
        invocation.out.document("cache.stats", body)
        return
    columns = [Column("provider", role="bold"), *(Column(name, True) for name in ("entries", "size", "hits", "misses"))]
    rows = [
        [name, f"{one['entries']:,}", size(one["bytes"]), *_looks(one)]
        for name, one in [*sorted(providers.items()), ("all", body)]
    ]
    if last:
        rows.append(["last run", "", "", *_looks(body["last_run"])])
    invocation.out.long_text(table([*columns, Column("hit rate", True)], rows, invocation.out.terminal))


@command.command("clear")
@PROVIDER
@click.pass_obj
def clear(invocation: Invocation, provider: str | None) -> None:
    """Throws the answers away; the next scrape asks again."""
    _evict(invocation, "clear", provider, expired_only=False)


@command.command("prune")
@PROVIDER
@click.pass_obj
def prune(invocation: Invocation, provider: str | None) -> None:
    """Throws away only the answers that are too old to be used."""
    _evict(invocation, "prune", provider, expired_only=True)


@command.command("expire")
@PROVIDER
@click.pass_obj
def expire(invocation: Invocation, provider: str | None) -> None:
    """Has the answers asked for again, but keeps them: most providers just confirm what they said."""
    from emm_tui.cli.words import count
    from emm_tui.net.cache import expire as expire_answers

    _known(provider)
    with _cache(invocation) as cache:
        expired = expire_answers(cache, provider)
    if invocation.options.json:
        invocation.out.document("cache.expire", {"provider": provider, "expired": expired})
    else:
        invocation.out.text(f"{count(expired, 'answer')} will be asked for again.")


def _evict(invocation: Invocation, verb: str, provider: str | None, *, expired_only: bool) -> None:
    from emm_tui.cli.words import count

    _known(provider)
    with _cache(invocation) as cache:
        gone = cache.evict(provider, expired_only)
    if invocation.options.json:
        invocation.out.document(f"cache.{verb}", {"provider": provider, "removed": gone})
    else:
        invocation.out.text(f"{count(gone, 'answer')} removed.")


def _known(provider: str | None) -> None:
    from emm_tui.config import ProvidersConfig
    from emm_tui.config_file.check import nearest
    from emm_tui.config_file.keys import keys_of
    from emm_tui.domain.errors import UsageError

    names = keys_of(ProvidersConfig).keys()
    if provider is not None and provider not in names:
        raise UsageError(f"There is no provider {provider!r}; {nearest(provider, names)}")


def _totals(backend: str, providers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    sums = {name: sum(one[name] for one in providers.values()) for name in ("entries", "bytes", "hits", "misses")}
    asked = sums["hits"] + sums["misses"]
    rate = round(sums["hits"] / asked, 4) if asked else 0.0
    return {"backend": backend, **sums, "hit_rate": rate, "providers": providers}


def _last_run(counts: Counts) -> dict[str, Any]:
    from emm_tui.net.tally import hit_rate

    hits, misses = (sum(pair[side] for pair in counts.values()) for side in (0, 1))
    return {"hits": hits, "misses": misses, "hit_rate": hit_rate(counts)}


def _looks(one: dict[str, Any]) -> list[str]:
    return [f"{one['hits']:,}", f"{one['misses']:,}", f"{one['hit_rate']:.0%}"]


@contextmanager
def _cache(invocation: Invocation) -> Iterator[Cache]:
    from emm_tui.net.cache import open_cache

    cache = open_cache(invocation.config.cache, invocation.paths.cache)
    try:
        yield cache
    finally:
        cache.close()
