"""The house's plan: who may import whom, and what must not be loaded without need."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "emm_tui"
FOUNDATION = {"config", "config_limits", "paths"}
INSIDE = {"parsing", "net", "store", "exporters", "fsio", "log"}
MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "config_limits": {"domain"},
    "config": {"domain", "config_limits"},
    "paths": {"domain", "config"},
    "config_file": {"domain", *FOUNDATION},
    **{room: {"domain", *FOUNDATION} for room in INSIDE},
    "exporters": {"domain", "fsio", *FOUNDATION},
    "providers": {"domain", "net", *FOUNDATION},
    "discover": {"domain", "parsing", *FOUNDATION},
    "pipeline": {"domain", "providers", "discover", *FOUNDATION, *INSIDE},
    "session": {"domain", "providers", "pipeline", *FOUNDATION, *INSIDE},
    **{
        front: {"domain", "providers", "pipeline", "session", "config_file", *FOUNDATION, *INSIDE}
        for front in ("cli", "ui", "demo")
    },
    "__main__": {"cli"},
}
LAZY_FRONTS = {("cli", "ui"), ("cli", "demo"), ("demo", "ui")}
"""A verb opens the TUI or the demo by a late import inside a function."""
DOMAIN_EXTRAS = {"rapidfuzz"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def room(name: str) -> str:
    return name.split("/")[0].removesuffix(".py")


def imports(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """(dotted name, whether it is imported when the module loads)."""
    top = {id(node) for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            top -= {id(node) for node in ast.walk(function)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, id(node) in top


CASES = [(name, tree) for name, tree in modules() if name != "__init__.py"]


@pytest.mark.parametrize(("name", "tree"), CASES, ids=[name for name, _ in CASES])
def test_a_room_imports_only_what_the_plan_allows(name: str, tree: ast.Module) -> None:
    here = room(name)
    assert here in MAY_IMPORT, f"{here} has no place in the plan"
    for target, at_load in imports(tree):
        parts = target.split(".")
        if parts[0] != "emm_tui" or len(parts) < 2 or parts[1] == here:
            continue
        late = not at_load and (here, parts[1]) in LAZY_FRONTS
        assert parts[1] in MAY_IMPORT[here] or late, f"{name} imports {target}"


@pytest.mark.parametrize(("name", "tree"), [case for case in CASES if room(case[0]) == "domain"])
def test_the_domain_needs_nothing_but_the_standard_library(name: str, tree: ast.Module) -> None:
    for target, _ in imports(tree):
        top = target.split(".")[0]
        assert top in sys.stdlib_module_names | {"emm_tui"} | DOMAIN_EXTRAS, f"{name} imports {target}"


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("httpx", {"net"}),
        ("textual", {"ui"}),
        ("diskcache", {"net"}),
        ("sqlite_utils", {"store"}),
        ("click", {"cli"}),
        ("tomlkit", {"config_file"}),
    ],
)
def test_each_library_has_one_door(library: str, rooms: set[str]) -> None:
    users = {room(name) for name, tree in CASES for target, _ in imports(tree) if target.split(".")[0] == library}
    assert users <= rooms
