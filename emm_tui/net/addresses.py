"""Which addresses may be asked: https and the provider's own hosts, or a loopback address that the user configured."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass

import httpx

from emm_tui.domain.errors import ConfigError

_PORTS = {"http": 80, "https": 443}


@dataclass(slots=True, frozen=True)
class Origin:
    """Scheme, host and port of an address."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: httpx.URL) -> Origin:
        """The origin of an absolute http or https address."""
        return cls(url.scheme, url.host.lower(), url.port or _PORTS.get(url.scheme, 0))

    @property
    def loopback(self) -> bool:
        """Whether it is this machine."""
        number = self.number
        return self.host == "localhost" or (number is not None and number.is_loopback)

    @property
    def number(self) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
        """The host's IP address when it is written as one."""
        try:
            return ipaddress.ip_address(self.host)
        except ValueError:
            return None


def parse_address(text: str) -> httpx.URL | None:
    """An absolute http or https address without user and password, or None."""
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError, TypeError):
        return None
    plain = url.scheme in _PORTS and url.host and not url.userinfo
    return url if plain else None


def check_base(text: str, key: str) -> httpx.URL:
    """The `base_url` of a provider; ConfigError names `key` when it is neither https nor a loopback address."""
    url = parse_address(text)
    if url is None or url.query or url.fragment or (url.scheme != "https" and not Origin.of(url).loopback):
        raise ConfigError(
            f"{key}: not an address that can be asked.", "Write https://host/path, or http:// with a loopback address."
        )
    return url


def may_fetch(url: httpx.URL, hosts: Collection[str], bases: Collection[Origin]) -> bool:
    """Whether a picture may come from `url`: from one of `bases`, or by https from one of the named `hosts`."""
    origin = Origin.of(url)
    if origin in bases:
        return origin.scheme == "https" or origin.loopback
    named = origin.number is None and origin.host in hosts
    return named and origin.scheme == "https" and origin.port == _PORTS["https"]
