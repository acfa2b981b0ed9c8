"""`alerts` and `geo` decide and never look: no clock, no chance, no file, no output.

Time comes in as `now`, randomness and loaded catalogues as arguments (DESIGN section 4).
"""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import python_files, tree_of

MAY_TOUCH_THE_WORLD = {
    "geo/gazetteer_file.py": "the one file format of geo: read once, at start",
    "geo/zone_file.py": "its twin for mapped zones: read once, at start",
    "geo/grid_vectors.py": "a command by itself: writes the test vectors that the page shares",
    "geo/field_vectors.py": "a command by itself: writes the field's vectors that the page shares",
}
"""Modules that are allowed to, each with its reason; also all of geo/importers."""

MODULES = frozenset({"time", "random", "secrets", "uuid", "os", "sys", "io", "shutil", "tempfile"})
CALLS = frozenset({"open", "print", "input", "exec", "eval"})
METHODS = frozenset(
    {"now", "utcnow", "today", "urandom", "open", "read_text", "read_bytes"}
    | {"write_text", "write_bytes", "touch", "unlink", "mkdir"}
)


def outside_world(tree: ast.AST) -> Iterator[str]:
    """Every import and call in the tree that reaches past its arguments."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (one.name for one in names if one.name.split(".")[0] in MODULES)
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in MODULES:
                yield module
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                yield f"{name}()"
            case ast.Call(func=ast.Attribute(attr=name)) if name in METHODS:
                yield f".{name}()"


def _pure_modules() -> list[str]:
    return [
        name
        for name in python_files("alerts", "geo")
        if name not in MAY_TOUCH_THE_WORLD and not name.startswith("geo/importers/")
    ]


@pytest.mark.parametrize("name", _pure_modules())
def test_a_module_of_the_core_has_no_clock_no_chance_and_no_files(name: str) -> None:
    assert list(outside_world(tree_of(name))) == []


def test_every_exception_is_still_needed() -> None:
    pure_after_all = {
        name for name in MAY_TOUCH_THE_WORLD if not list(outside_world(tree_of(name)))
    }

    assert pure_after_all == set()


@pytest.mark.parametrize(
    "line",
    [
        "import time",
        "from random import choice",
        "import os.path",
        "x = datetime.now(UTC)",
        "x = date.today()",
        "x = path.read_bytes()",
        "x = open('file')",
        "print(1)",
    ],
)
def test_the_check_sees_what_it_is_for(line: str) -> None:
    assert len(list(outside_world(ast.parse(line)))) == 1
