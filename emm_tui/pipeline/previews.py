"""Small pictures to look at: fetched a few at a time, shrunk in a thread, kept in the cache folder up to a bound."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from anyio import CapacityLimiter, to_thread
from PIL import Image

from emm_tui.domain.artwork import ArtworkCandidate
from emm_tui.domain.errors import ProviderError
from emm_tui.paths import private_folder
from emm_tui.pipeline.artwork_download import Images
from emm_tui.pipeline.pictures import FORMATS, PIXELS

AT_ONCE = 6
"""So many are fetched at a time."""
LONGEST = 640
"""The longer side of a kept picture, in pixels."""
BOUND = 64_000_000
"""The bytes that all kept pictures may have."""
_BACKDROP = (88, 88, 88)
"""What transparent pictures are seen on: logos are white or black."""


@dataclass(slots=True, frozen=True)
class Thumb:
    """A small picture: `rgb` has 3 bytes a pixel, row by row from the top left."""

    width: int
    height: int
    rgb: bytes


class Pictures:
    """The way to small pictures; whoever waits for one may be cancelled at any time."""

    def __init__(self, images: Mapping[str, Images], folder: Path) -> None:
        self._images = images
        self._folder = folder
        self._limiter = CapacityLimiter(AT_ONCE)
        self._threads = CapacityLimiter(2)
        self._written = BOUND // 10  # so that the first one looks at what was there

    async def preview(self, candidate: ArtworkCandidate) -> bytes:
        """The bytes of a small version of a picture, of the picture itself where there is none."""
        async with self._limiter:
            if candidate.provider not in self._images:
                raise ProviderError(candidate.provider, "is not asked any more.", "Is it enabled?")
            return await self._images[candidate.provider].download(candidate.preview or candidate.url)

    async def thumb(self, candidate: ArtworkCandidate, width: int, height: int) -> Thumb:
        """The picture in at most `width` times `height` pixels. ProviderError when it cannot be had or decoded."""
        file = self._file(candidate)
        kept = await to_thread.run_sync(_read, file, width, height, limiter=self._threads)
        return kept or await self._fetch(candidate, file, width, height)

    async def _fetch(self, candidate: ArtworkCandidate, file: Path, width: int, height: int) -> Thumb:
        data = await self.preview(candidate)
        try:
            thumb, size = await to_thread.run_sync(_shrink, data, file, width, height, limiter=self._threads)
        except Exception as error:  # a damaged file makes the decoders raise whatever there is
            raise ProviderError(candidate.provider, f"sent a picture that cannot be shown ({error}).") from error
        self._written += size
        if self._written > BOUND // 10:
            self._written = 0
            await to_thread.run_sync(_prune, self._folder, BOUND, limiter=self._threads)
        return thumb

    def _file(self, candidate: ArtworkCandidate) -> Path:
        address = candidate.preview or candidate.url
        return self._folder / hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()


def placed(path: str, width: int, height: int) -> Thumb | None:
    """A picture that lies beside the media, small; None for one that cannot be shown."""
    try:
        with Image.open(path, formats=FORMATS) as image:
            return _thumb(image, width, height) if image.width * image.height <= PIXELS else None
    except Exception:  # as above
        return None


def _read(file: Path, width: int, height: int) -> Thumb | None:
    """A picture that was kept; None when there is none, or a damaged one."""
    try:
        with Image.open(file, formats=FORMATS) as image:
            found = _thumb(image, width, height)
        os.utime(file)
    except Exception:  # as above
        return None
    return found


def _shrink(data: bytes, file: Path, width: int, height: int) -> tuple[Thumb, int]:
    """Shrinks a picture, keeps it, and says how many bytes that takes."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        if image.width * image.height > PIXELS:
            raise ValueError(f"{image.width} x {image.height} pixels")
        image.draft("RGB", (LONGEST, LONGEST))
        image.thumbnail((LONGEST, LONGEST))
        small = image.convert("RGBA" if image.has_transparency_data else "RGB")
    held = io.BytesIO()
    small.save(held, "PNG" if small.mode == "RGBA" else "JPEG", quality=88)
    with suppress(OSError):  # a full disk costs no more than the next look
        _keep(file, held.getvalue())
    return _thumb(small, width, height), held.tell()


def _thumb(image: Image.Image, width: int, height: int) -> Thumb:
    image.draft("RGB", (width, height))
    image.thumbnail((width, height))
    if image.has_transparency_data:
        seen = Image.new("RGBA", image.size, _BACKDROP)
        seen.alpha_composite(image.convert("RGBA"))
        image = seen
    return Thumb(image.width, image.height, image.convert("RGB").tobytes())


def _keep(file: Path, data: bytes) -> None:
    """Puts a file in its place, whole."""
    private_folder(file.parent)
    handle, temporary = mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
        os.replace(temporary, file)
    except BaseException:
        os.unlink(temporary)
        raise


def _prune(folder: Path, bound: int) -> None:
    """Takes the pictures away that nobody has looked at for longest, until the others fit."""
    found = []
    with suppress(OSError):
        for entry in os.scandir(folder):
            with suppress(OSError):
                stat = entry.stat()
                found.append((stat.st_mtime_ns, stat.st_size, entry.path))
    size = sum(one[1] for one in found)
    for _, bytes_, path in sorted(found):
        if size <= bound:
            break
        with suppress(OSError):
            os.unlink(path)
        size -= bytes_
