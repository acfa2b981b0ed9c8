"""The part of a library that is used: Leaflet draws lines, markers, popups and layers from the
network, and a phone that shows our map needs none of them.

No fork and no tool: its published file of plain modules is one flat list of statements. Those that
are asked for are taken with their own functions, and whatever they name, again and again; a
statement that only adds to what is there stays if all that it names is there. The rest, and the
comments, are left out. What is left is a module of its own that exports what was asked for.
"""

import re
from collections.abc import Iterable

_BANNER = re.compile(r"\A\s*(/\*[\s\S]*?\*/)")
_COMMENT = re.compile(r"/\*[\s\S]*?\*/|^[ \t]*//.*$|(?<=[;{},)])[ \t]+//[ \t].*$", re.MULTILINE)
_BLANK = re.compile(r"^[ \t]+|[ \t]+$|\n(?=\s*\n)", re.MULTILINE)
_STATEMENT = re.compile(r"\n(?=[A-Za-z$_(!])")
_NAMED = re.compile(r"(?:var|function) ([\w$]+)")
# What belongs to a thing's own definition: its prototype, a function of its own.
_PART = re.compile(r"([\w$]+)\.[\w$.]+ = (?:function|\{)")
_STRING = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"")
# Not a property, and not a key, behind which a colon stands at once.
_WORD = re.compile(r"(?<![\w$.])[A-Za-z_$][\w$]*(?!:)\b")
# Filled in according to the browser.
_CASE = re.compile(r"if \(")
_FILLED = re.compile(r"(?<![\w$.])([\w$]+) = ")
_EXPORTS = re.compile(r"^export \{([^}]*)\};$", re.MULTILINE)


class NotSliced(Exception):
    """The library is not written as this file expects; the message says what is missing."""


def sliced(source: str, asked: Iterable[str], kept: Iterable[str] = ()) -> str:
    """A module that exports `asked`, names that `source` exports, and what they need.

    `kept`: names of statements that nothing asks for and that are wanted, such as handlers that
    add themselves. Raises `NotSliced` for a name that is not there.
    """
    source = source.replace("\r\n", "\n")
    banner = _BANNER.match(source)
    exports = _EXPORTS.search(source)
    if not exports:
        raise NotSliced("the library exports nothing at its end")
    inner = dict(_renamed(one) for one in exports[1].split(","))
    statements = _STATEMENT.split(_COMMENT.sub("", source[: exports.start()]))
    named = {found[1]: at for at, one in enumerate(statements) if (found := _NAMED.match(one))}
    if any("`" in one for one in statements):
        raise NotSliced("the library has template strings, in which spaces may count")
    names = {at: _words(one) & named.keys() for at, one in enumerate(statements)}
    wanted = [*(_inner(inner, one) for one in asked), *kept]
    if missing := [one for one in wanted if one not in named]:
        raise NotSliced(f"the library has no {', '.join(missing)}")
    needs = {one: set(names[at]) for one, at in named.items()}
    for at, one in enumerate(statements):
        for owner in _owners(one) & named.keys():
            needs[owner] |= names[at]
    there = _closed(set(wanted), needs)
    body = [one.strip() for at, one in enumerate(statements) if _stays(one, names[at], there)]
    shown = ", ".join(f"{inner[one]} as {one}" for one in asked)
    head = f"{banner[1]}\n" if banner else ""
    return head + _BLANK.sub("", "\n".join(filter(None, body))) + f"\nexport {{ {shown} }};\n"


def _stays(statement: str, names: set[str], there: set[str]) -> bool:
    found = _NAMED.match(statement)
    return found[1] in there if found else names <= there


def _owners(statement: str) -> set[str]:
    """What it is a part of the definition of."""
    if _CASE.match(statement):
        return set(_FILLED.findall(statement))
    part = _PART.match(statement)
    return {part[1]} if part else set()


def _closed(wanted: set[str], needs: dict[str, set[str]]) -> set[str]:
    """All that is wanted by what is wanted."""
    there: set[str] = set()
    while wanted:
        there |= wanted
        wanted = {two for one in wanted for two in needs[one]} - there
    return there


def _inner(inner: dict[str, str], name: str) -> str:
    if name not in inner:
        raise NotSliced(f"the library exports no {name}")
    return inner[name]


def _renamed(said: str) -> tuple[str, str]:
    """`a as b` -> (b, a)."""
    inside, _, outside = said.strip().partition(" as ")
    return outside or inside, inside


def _words(statement: str) -> set[str]:
    return {one.strip() for one in _WORD.findall(_STRING.sub("''", statement))}
