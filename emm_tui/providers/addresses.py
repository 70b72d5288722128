"""Where a provider says that its pictures are: an address that may be used, or not."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from emm_tui.config import ProviderConfig
from emm_tui.domain.errors import ConfigError


def is_image_base(address: str) -> bool:
    """Whether pictures may be fetched from an address: https, or this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host)))


def image_base(name: str, config: ProviderConfig) -> str:
    """The user's own address for a provider's pictures, "" when there is none. ConfigError when it cannot be used."""
    base = config.image_base_url
    if base and not is_image_base(base):
        raise ConfigError(f"providers.{name}.image_base_url: not an address for pictures.", "Write https://host/path.")
    return base.rstrip("/")


@dataclass(slots=True, frozen=True)
class Pictures:
    """The pictures of a provider that gives full addresses.

    `hosts` are its own, `base` is where its API is: pictures beside one on this machine do too. `mirror` is the
    address that the user has set instead of its hosts.
    """

    hosts: Collection[str]
    base: str
    mirror: str = ""

    @property
    def all_hosts(self) -> set[str]:
        """The hosts that pictures come from."""
        mirror = urlsplit(self.mirror).hostname
        return {*self.hosts, mirror} if mirror else set(self.hosts)

    def address(self, url: str | None) -> str | None:
        """A picture's address as it may be fetched, by https even where it was given without; None for any other."""
        try:
            parts = urlsplit(url or "")
            own = urlsplit(self.base)
        except ValueError:
            return None
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if parts.scheme in ("http", "https") and parts.hostname in self.hosts and path.isprintable():
            return (self.mirror or f"https://{parts.hostname}") + path
        beside = url and path.isprintable() and (parts.scheme, parts.netloc) == (own.scheme, own.netloc)
        return url if beside and _is_loopback(own.hostname or "") else None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
