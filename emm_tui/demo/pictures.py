"""Draws the artwork of fictional titles: a sky, a light in it, hills or waves before it, and the title."""

from __future__ import annotations

import colorsys
import io
import math
from functools import lru_cache
from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from emm_tui.demo.answers import SIZES
from emm_tui.domain.display import clean

Colour = tuple[int, int, int]

Place = tuple[float, float, float]
"""x, y and radius as shares of width, height and the shorter side."""

_WARM = (255, 250, 235)
_GLOW_SCALE = 8
_APART = 1_000_003
_SCALE = 2
"""Shapes are drawn this many times smaller and blown up: soft edges at a quarter of the cost."""


def picture(kind: str, ident: int, title: str, line: str, version: int = 1) -> bytes:
    """A JPEG of a kind in SIZES, a PNG for a logo; the same every time. `line` stands small below the title.

    Each `version` has a scene of its own.
    """
    width, height = SIZES[kind]
    title = "".join(char for char in clean(title) if char < "\u0250")  # what the font has
    if kind == "logo":
        return _encoded(_logo(title, width, height), "PNG")
    scene = _scene(ident + (version - 1) * _APART, width, height)
    if kind in ("poster", "landscape"):
        scene = scene.copy()
        _letter(scene, title, line, centred=kind == "poster")
    return _encoded(scene, "JPEG")


@lru_cache(maxsize=8)
def _scene(ident: int, width: int, height: int) -> Image.Image:
    """The picture without letters; poster and keyart, fanart and landscape share theirs."""
    random = Random(ident)  # noqa: S311 - a drawing, not a secret
    hue = random.random()
    top, low = _shade(hue, 0.55, 0.28), _shade(hue + random.uniform(0.06, 0.16), 0.65, 0.92)
    sky = _gradient(top, low, width // _GLOW_SCALE, height // _GLOW_SCALE)
    place = _light(sky, random, low)
    scene = sky.resize((width // _SCALE, height // _SCALE), Image.Resampling.BICUBIC)
    _disc(scene, place, low)
    for layer in range(4):
        depth = (layer + 1) / 4
        _ridge(scene, random, layer, _shade(hue + 0.04 * layer, 0.5, 0.55 - 0.48 * depth))
    return scene.resize((width, height), Image.Resampling.BILINEAR)


def _shade(hue: float, saturation: float, value: float) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1.0, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)


def _gradient(top: Colour, low: Colour, width: int, height: int) -> Image.Image:
    strip = Image.new("RGB", (1, 2))
    strip.putpixel((0, 0), top)
    strip.putpixel((0, 1), low)
    return strip.resize((width, height), Image.Resampling.BILINEAR)


def _light(sky: Image.Image, random: Random, colour: Colour) -> Place:
    """The glow of a sun or moon, and where that stands."""
    width, height = sky.size
    x, y, radius = random.uniform(0.2, 0.8), random.uniform(0.18, 0.42), random.uniform(0.09, 0.2)
    bright = _mix(colour, _WARM, 0.75)
    pixels = min(width, height) * radius
    for spread, strength in ((3.2, 40), (2.0, 70)):
        mask = Image.new("L", sky.size, 0)
        ImageDraw.Draw(mask).ellipse(_around(x * width, y * height, pixels * spread), fill=strength)
        sky.paste(bright, mask=mask.filter(ImageFilter.GaussianBlur(pixels * 0.5)))
    return x, y, radius


def _disc(scene: Image.Image, place: Place, colour: Colour) -> None:
    """The sun or moon itself."""
    width, height = scene.size
    x, y, radius = place
    pixels = min(width, height) * radius
    left, top, right, low = (round(edge) for edge in _around(x * width, y * height, pixels + 2))
    mask = Image.new("L", (right - left, low - top), 0)
    ImageDraw.Draw(mask).ellipse((2, 2, right - left - 3, low - top - 3), fill=235)
    scene.paste(_mix(colour, _WARM, 0.75), (left, top), mask.filter(ImageFilter.GaussianBlur(0.8)))


def _around(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return x - radius, y - radius, x + radius, y + radius


def _mix(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _ridge(scene: Image.Image, random: Random, layer: int, colour: Colour) -> None:
    """One range of hills, roofs or waves, from side to side."""
    width, height = scene.size
    base = height * (0.5 + 0.13 * layer)
    waves = [(random.uniform(0.6, 4.5), random.uniform(0, math.tau), random.uniform(0.01, 0.05)) for _ in range(3)]
    step = max(2, width // 96)
    points = [
        (x, base + sum(math.sin(x / width * math.tau * f + p) * a for f, p, a in waves) * height)
        for x in range(0, width + step, step)
    ]
    ImageDraw.Draw(scene).polygon([(0, height), *points, (width, height)], fill=colour)


def _letter(scene: Image.Image, title: str, line: str, *, centred: bool) -> None:
    width, height = scene.size
    shade = Image.new("L", (1, 3))
    shade.putpixel((0, 2), 200)
    scene.paste((8, 8, 12), mask=shade.resize((width, height), Image.Resampling.BILINEAR))
    draw = ImageDraw.Draw(scene)
    lines, size = _wrapped(title.upper(), width * (0.84 if centred else 0.6), width // (9 if centred else 16))
    y = height * 0.93 - (len(lines) + 0.6) * size * 1.15
    for text in lines:
        x = (width - _font(size).getlength(text)) / 2 if centred else width * 0.07
        draw.text((x + 2, y + 2), text, font=_font(size), fill=(0, 0, 0))
        draw.text((x, y), text, font=_font(size), fill=(250, 246, 238))
        y += size * 1.15
    small = _font(max(14, size // 3))
    x = (width - small.getlength(line)) / 2 if centred else width * 0.07
    draw.text((x, y + size * 0.15), line, font=small, fill=(222, 214, 200))


def _logo(title: str, width: int, height: int) -> Image.Image:
    logo = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(logo)
    lines, size = _wrapped(title.upper(), width * 0.94, height // 4)
    y = (height - len(lines) * size * 1.15) / 2
    for text in lines:
        x = (width - _font(size).getlength(text)) / 2
        draw.text(
            (x, y), text, font=_font(size), fill=(250, 246, 238, 255), stroke_width=3, stroke_fill=(20, 20, 28, 255)
        )
        y += size * 1.15
    return logo


def _wrapped(title: str, room: float, size: int) -> tuple[list[str], int]:
    """The title in at most three lines that fit into `room` pixels, and the size of its letters."""
    while size > 16:
        lines: list[str] = []
        for word in title.split():
            if lines and _font(size).getlength(f"{lines[-1]} {word}") <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        if len(lines) <= 3 and all(_font(size).getlength(text) <= room for text in lines):
            return lines, size
        size = size * 9 // 10
    return [title[:40]], size


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _encoded(image: Image.Image, form: str) -> bytes:
    target = io.BytesIO()
    image.save(target, form, quality=84)
    return target.getvalue()
