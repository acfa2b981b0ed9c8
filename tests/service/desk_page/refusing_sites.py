"""Every sentence with which the desk refuses, found in the source: where, and its fixed pieces.

A sentence's pieces are what stands between the values put into it: `f"version {n} was saved"` has
the pieces `("version ", " was saved")`, whatever `n` is called.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from service.web.errors import STATUS_OF
from tests.conftest import REPOSITORY

ROOMS = ("service/desk", "service/web/desk", "alerts/desk")
# What the desk's acts pass on from elsewhere.
BESIDE = (
    "geo/area.py",
    "geo/changes.py",
    "geo/circles.py",
    "geo/rings.py",
    "alerts/matching.py",
    "alerts/release.py",
    "service/store/sqlite/challenges.py",
    "service/store/sqlite/city_store.py",
    "service/store/sqlite/policy_store.py",
    "service/store/sqlite/reopening_store.py",
    "service/store/sqlite/desk_store.py",
    "service/store/sqlite/ring_store.py",
    "service/store/sqlite/staff_store.py",
    "service/store/sqlite/word_store.py",
    "translations/easy_japanese.py",
    "translations/plain_words.py",
    "translations/pushes.py",
    "translations/readings.py",
    "translations/rules.py",
)
# A draft that checks hold back says what they found; `test_desk_words` looks after those.
_REFUSING = frozenset(
    {one.__name__ for one in STATUS_OF} - {"Held"} | {"Refused", "LoginNeeded", "NotWritable"}
)
# Twins for tests say what their stores say; a log that cannot be read is told by commands alone.
_NOT_SHOWN = re.compile(r"/testing\w*\.py$|/audit_(heads|findings)\.py$")
# Settings that cannot be used are told to the town's IT, by the command that refuses to start.
_FOR_COMMANDS = ("base_url: ",)
_SQL_RULE = re.compile(r"RAISE\(ABORT, '([^']+)'\)")
_GIVES = {"str | None": ast.Return, "tuple[str, ...]": ast.Return, "Iterator[str]": ast.Yield}
Pieces = tuple[str, ...]


class Site(msgspec.Struct, frozen=True):
    """`pieces` None: it cannot be told from the source what is said there."""

    where: str
    pieces: Pieces | None


def sites() -> tuple[Site, ...]:
    files = [path for room in ROOMS for path in sorted((REPOSITORY / room).rglob("*.py"))]
    files += [REPOSITORY / one for one in BESIDE]
    shown = [path for path in files if not _NOT_SHOWN.search(path.as_posix())]
    found = [site for path in shown for site in sites_in(path.read_text("utf-8"), path)]
    told = [one for one in found if not (one.pieces or ("",))[0].startswith(_FOR_COMMANDS)]
    return (*told, *_rules_of_the_database())


def sites_in(source: str, path: Path = Path("here.py")) -> Iterator[Site]:
    tree = ast.parse(source)
    named = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        for said in _said_by(node):
            assigned = named.get(said.id) if isinstance(said, ast.Name) else None
            is_text = isinstance(assigned, ast.Constant | ast.JoinedStr)
            meant = assigned if is_text and assigned is not None else said
            if not _passes_on(meant):
                yield Site(f"{path.name}:{said.lineno}", pieces_of(meant))


def _said_by(node: ast.AST) -> Iterator[ast.expr]:
    """The sentences of a refusal, and of functions that give reasons."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in _REFUSING:
            yield from first.elts if isinstance(first, ast.Tuple) else (first,)
    if isinstance(node, ast.FunctionDef) and node.returns is not None:
        gives = _GIVES.get(ast.unparse(node.returns))
        inner = [one.value for one in ast.walk(node) if gives and isinstance(one, gives)]
        for value in inner:
            given = value.elts if isinstance(value, ast.Tuple) else [value]
            yield from (one for one in given if pieces_of(one) not in (None, ("",)))


def _passes_on(said: ast.expr) -> bool:
    """Whether it hands on what was said, and is found, elsewhere."""
    match said:
        case ast.Attribute(attr="reason" | "detail"):
            return True
        case ast.Name(id="reason" | "refusal" | "changed"):
            return True
        case ast.Call(func=ast.Name(id="str" | "said")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="join")):
            return True
    return False


def pieces_of(said: ast.expr | None) -> Pieces | None:
    match said:
        case ast.Constant(value=str(text)):
            return (text,)
        case ast.JoinedStr(values=values):
            pieces = [""]
            for one in values:
                if isinstance(one, ast.Constant):
                    pieces[-1] += str(one.value)
                else:
                    pieces.append("")
            return tuple(pieces)
    return None


def _rules_of_the_database() -> tuple[Site, ...]:
    """What triggers say; they stand in a table's own module or in the migrations."""
    files = sorted((REPOSITORY / "service/store/sqlite").glob("*.py"))
    return tuple(
        Site(path.name, (text,))
        for path in files
        for text in _SQL_RULE.findall(path.read_text("utf-8"))
    )
