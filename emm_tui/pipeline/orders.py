"""Which order the files of a show count in: found among those that there are, and fetched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from emm_tui.domain.errors import NotFoundError, UsageError
from emm_tui.domain.fetched import EpisodeOrder, FetchedShow

AIRED, ABSOLUTE = "aired", "absolute"


@runtime_checkable
class Orders(Protocol):
    """Where the episodes of an order are asked for."""

    async def order(self, group: str) -> EpisodeOrder:
        """An order with its episodes."""
        ...


def find_order(fetched: FetchedShow, wanted: str) -> str:
    """What is kept of a person's choice: "" aired, "absolute", or the id of an order. UsageError when it is none."""
    if wanted in ("", AIRED):
        return ""
    if wanted in fetched.orders:
        return wanted
    fitting = [order for order in fetched.orders.values() if order.kind == wanted]
    if len(fitting) == 1:
        return fitting[0].id
    if wanted == ABSOLUTE and not fitting:
        return ABSOLUTE
    title = fetched.metadata.title or fetched.candidate.title
    if fitting:
        raise UsageError(f"{title} has {len(fitting)} orders {wanted}.", f"Give the id of one: {_listed(fitting)}.")
    known = [*fetched.orders.values()]
    raise UsageError(
        f"{title} has no order {wanted!a}.",
        f"It has aired, absolute{', ' if known else ''}{_listed(known)}.",
    )


async def take_order(fetched: FetchedShow, kept: str, providers: Mapping[str, object]) -> None:
    """Lets a show's files be counted in the order that was kept. NotFoundError when it is not offered any more."""
    name = fetched.numbered_by or fetched.candidate.provider
    provider = providers.get(name)
    if not kept:
        fetched.order = None
    elif kept == ABSOLUTE:
        fetched.order = fetched.counted()
    elif kept in fetched.orders and fetched.orders[kept].episodes:
        fetched.order = fetched.orders[kept]
    elif kept in fetched.orders and isinstance(provider, Orders):
        fetched.order = await _fetched(fetched.orders[kept], provider)
    else:
        raise NotFoundError(
            f"{name} does not offer the order {kept} of this show any more.",
            "Choose another with 'emm edit SHOW order=...'.",
        )


async def _fetched(offered: EpisodeOrder, orders: Orders) -> EpisodeOrder:
    """The order with its episodes, by the name and the kind that the show gives it."""
    found = await orders.order(offered.id)
    if not found.episodes:
        raise NotFoundError(
            f"The order {offered.name} has no episodes.", "Choose another with 'emm edit SHOW order=...'."
        )
    return EpisodeOrder(offered.id, offered.name, offered.kind or found.kind, found.episodes)


def _listed(orders: list[EpisodeOrder]) -> str:
    return ", ".join(f"{order.kind or 'order'} {order.id} ({order.name})" for order in orders)
