"""Every key of the configuration as a row: what it is now, where that comes from, what it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from emm_tui.config import Config, Secret, SourceConfig
from emm_tui.config_file.environment import overlay
from emm_tui.config_file.keys import FILE_SUFFIX, Key, KeyPath, all_keys
from emm_tui.config_file.text import mask, toml
from emm_tui.domain.display import display
from emm_tui.ui.widgets.columns import Column


@dataclass(slots=True, frozen=True)
class Setting:
    """A key with its value as the file or the environment gives it; `origin` is file, default or the variable,
    or loaded while the file cannot be read."""

    path: KeyPath
    key: Key
    value: Any
    origin: str

    @property
    def name(self) -> str:
        """The key as it is named everywhere."""
        return ".".join(self.path)

    @property
    def fixed(self) -> bool:
        """Whether the environment decides, so that the file would not."""
        return self.origin not in ("file", "default", "loaded") and not self.origin.startswith("from ")

    @property
    def secret(self) -> bool:
        """Whether it is never shown: a key, or an address with a password in it."""
        return self.key.type is Secret or bool(mask(self.value) != self.value)

    @property
    def shown(self) -> str:
        """The value on one line; a secret only whether there is one."""
        if self.key.type is Secret:
            return "***" if self.value else ""
        value = mask(self.value)
        text = ", ".join(map(str, value)) if isinstance(value, list) else value
        try:
            return display(text if isinstance(text, str) else toml(text))
        except TypeError:  # a date, where a wrong file has one
            return display(str(text))

    @property
    def place(self) -> int | None:
        """Which of the sources it belongs to; None for another key."""
        return int(self.path[1]) if self.path[0] == "sources" and len(self.path) > 1 else None

    @property
    def text(self) -> str:
        """The value as a person edits it; nothing of a secret."""
        if self.secret:
            return ""
        if isinstance(self.value, list):
            return ", ".join(map(str, self.value))
        return self.value if isinstance(self.value, str) else toml(self.value)

    @property
    def choices(self) -> Sequence[str]:
        """The values that there are, when they are few."""
        if get_origin(self.key.type) is Literal:
            return get_args(self.key.type)
        return ("true", "false") if self.key.type is bool else ()


SOURCES = ("sources",)
_LIST = Key("sources", list[SourceConfig], "the folders to scan: a adds one, d takes the one under the cursor out")


def settings(config: Config, data: Mapping[str, Any] | None, environ: Mapping[str, str]) -> list[Setting]:
    """All keys, those of each source for itself; `data` is what the file says, None when it cannot be read."""
    variables = dict(overlay({}, environ))
    return [_setting(path, key, config, data, variables) for path, key in _places(config)]


def _places(config: Config) -> Iterator[tuple[KeyPath, Key]]:
    own = [(path, key) for path, key in all_keys() if path[0] == "sources"]
    sources = [((path[0], str(n), *path[1:]), key) for n in range(len(config.sources)) for path, key in own]
    for path, key in all_keys():
        if path[0] != "sources":
            yield path, key
        elif own:
            yield SOURCES, _LIST
            yield from sources
            own = []


def _setting(
    path: KeyPath, key: Key, config: Config, data: Mapping[str, Any] | None, variables: Mapping[KeyPath, str]
) -> Setting:
    files = (*path[:-1], path[-1] + FILE_SUFFIX)
    variable = next((name for given, name in variables.items() if given in (path[: len(given)], files)), None)
    loaded = ", ".join(source.name for source in config.sources) if path == SOURCES else _at(config, path)
    if variable is not None:
        return Setting(path, key, loaded, variable)
    if data is None:
        return Setting(path, key, loaded, "loaded")
    said, file = _at(data, path), _at(data, files)
    if file is not None:
        return Setting(path, key, loaded, f"from {display(str(file))}")
    if said is None:
        return Setting(path, key, loaded if key.required else key.default, "default")
    return Setting(path, key, loaded if path == SOURCES else said, "file")


def _at(place: Any, path: KeyPath) -> Any:
    """What stands at a path of tables, lists or dataclasses; None when there is nothing."""
    for name in path:
        if isinstance(place, Mapping):
            place = place.get(name)
        elif isinstance(place, list):
            place = place[int(name)] if name.isdecimal() and int(name) < len(place) else None
        else:
            place = getattr(place, name, None)
    return place


def _origin(setting: Setting) -> str:
    return {"default": "quiet", "file": "good"}.get(setting.origin, "warn")


SETTINGS: tuple[Column[Setting], ...] = (
    Column("key", "Key", 34, lambda one: one.name),
    Column("value", "Value", 24, lambda one: one.shown, _origin, flexible=True),
    Column("from", "From", 10, lambda one: one.origin, _origin),
    Column("doc", "What it is", 40, lambda one: one.key.doc, lambda _one: "quiet", rank=1, flexible=True),
)
