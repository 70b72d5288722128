"""Durations and sizes as people write them in the config: `30m`, `7d`, `2 GB`."""

from __future__ import annotations

import re

from emm_tui.config_limits import TIME_UNITS, TTL_LIMIT
from emm_tui.domain.errors import ConfigError

LONGEST_TTL = float(TTL_LIMIT.value * TIME_UNITS["d"])
_BYTES = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
_BYTES |= {"KIB": 2**10, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40}


def parse_ttl(text: str, key: str = "cache.ttl") -> float:
    """Seconds of `90s`, `30m`, `24h`, `7d`, `2w`; at most 180 days. ConfigError names `key`."""
    found = re.fullmatch(r"([0-9]{1,9}(?:\.[0-9]{1,6})?)\s*([smhdw])", text.strip().lower())
    if not found:
        raise ConfigError(f"{key}: {text!r} is not a duration.", "Write it as 90s, 30m, 24h or 7d.")
    return min(float(found[1]) * TIME_UNITS[found[2]], LONGEST_TTL)


def parse_size(text: str, key: str = "cache.size_limit") -> int:
    """Bytes of `500 MB`, `2 GB`, `1.5 GiB`, `1000000`. ConfigError names `key`."""
    found = re.fullmatch(r"([0-9]{1,15}(?:\.[0-9]{1,6})?)\s*([A-Z]*)", text.strip().upper())
    if not found or found[2] not in _BYTES:
        raise ConfigError(f"{key}: {text!r} is not a size.", "Write it in bytes, or with KB, MB or GB.")
    return int(float(found[1]) * _BYTES[found[2]])
