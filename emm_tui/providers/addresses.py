"""Where a provider says that its pictures are: an address that may be used, or not."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def is_image_base(address: str) -> bool:
    """Whether pictures may be fetched from an address: https, or this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host)))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
