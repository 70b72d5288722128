"""Small pictures: shrunk, kept up to a bound, never in the way."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.errors import ProviderError
from emm_tui.pipeline.previews import AT_ONCE, Pictures, _prune
from tests.pipeline.drawing import LOGO, Provider, offer, picture


async def test_a_picture_keeps_its_shape(tmp_path: Path) -> None:
    pictures = Pictures({"tmdb": Provider({"logo.png": picture(LOGO, "white", "PNG")})}, tmp_path / "previews")
    thumb = await pictures.thumb(offer("clearlogo", "logo.png"), 40, 40)
    assert (thumb.width, thumb.height) == (40, 16) or (thumb.width, thumb.height) == (40, 15)
    assert thumb.rgb[:3] == b"\xff\xff\xff"


async def test_only_a_few_are_fetched_at_a_time(tmp_path: Path) -> None:
    provider = Provider({f"{n}.jpg": picture() for n in range(20)})
    pictures = Pictures({"tmdb": provider}, tmp_path)
    await asyncio.gather(*(pictures.thumb(offer("poster", f"{n}.jpg"), 8, 8) for n in range(20)))
    assert provider.most <= AT_ONCE


@pytest.mark.parametrize("data", [b"", b"<html>[REC]</html>", picture()[:200]])
async def test_what_is_no_picture_is_an_error_of_its_provider(tmp_path: Path, data: bytes) -> None:
    pictures = Pictures({"tmdb": Provider({"x.jpg": data})}, tmp_path)
    with pytest.raises(ProviderError, match="cannot be shown"):
        await pictures.thumb(offer("poster", "x.jpg"), 8, 8)
    assert os.listdir(tmp_path) == []


async def test_a_provider_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ProviderError):
        await Pictures({}, tmp_path).thumb(ArtworkCandidate("poster", "gone", "https://x.invalid/a.jpg"), 8, 8)


async def test_a_damaged_kept_picture_is_fetched_anew(tmp_path: Path) -> None:
    provider = Provider({"x.jpg": picture()})
    pictures = Pictures({"tmdb": provider}, tmp_path)
    await pictures.thumb(offer("poster", "x.jpg"), 8, 8)
    [kept] = os.listdir(tmp_path)
    (tmp_path / kept).write_bytes(b"\xff\xd8 broken")
    assert (await pictures.thumb(offer("poster", "x.jpg"), 8, 8)).height == 8
    assert len(provider.asked) == 2


def test_the_ones_that_nobody_looked_at_for_longest_go_first(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / str(number)).write_bytes(b"x" * 100)
        os.utime(tmp_path / str(number), (100 - number, 100 - number))
    _prune(tmp_path, 250)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1"]
