"""Durations and sizes as people write them."""

from __future__ import annotations

import pytest

from emm_tui.domain.errors import ConfigError
from emm_tui.net.units import parse_size, parse_ttl


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("30m", 1800), ("24h", 86400), (" 7 D ", 604800), ("2w", 1209600), ("0s", 0), ("1.5h", 5400)],
)
def test_a_duration_is_read(text: str, seconds: float) -> None:
    assert parse_ttl(text) == seconds


def test_no_duration_is_above_180_days() -> None:
    assert parse_ttl("999999d") == parse_ttl("180d") == 180 * 86400


@pytest.mark.parametrize(
    ("text", "size"),
    [("2 GB", 2_000_000_000), ("500MB", 500_000_000), ("1.5 GiB", 1_610_612_736), ("1000000", 1_000_000), ("0", 0)],
)
def test_a_size_is_read(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "24", "h", "-1h", "1 fortnight", "1e9h", "９h", "24h later"])
def test_what_is_no_duration_names_the_key(text: str) -> None:
    with pytest.raises(ConfigError, match=r"providers\.tmdb\.ttl"):
        parse_ttl(text, "providers.tmdb.ttl")


@pytest.mark.parametrize("text", ["", "GB", "-1", "2 XB", "1e9", "two"])
def test_what_is_no_size_names_the_key(text: str) -> None:
    with pytest.raises(ConfigError, match=r"cache\.size_limit"):
        parse_size(text)
