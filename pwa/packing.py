"""Our modules, joined into one for the phone: many small files to write, one request to load.

No bundler and no tool: each module becomes a function that returns what it exports, in the order
of the imports, and nothing else is changed. This holds for the way in which we write modules:

- imports and exports are static, named, at the start of a line, and end with `;`;
- modules import each other in no circle, so that every import is a constant.

The library stays a file of its own: whoever has it need not load it again with every new version.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

_LIBRARY = re.compile(r'^import \* as (\w+) from "([^"]+)";$', re.MULTILINE)
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";$', re.MULTILINE)
_ALONE = re.compile(r'^import "(\.[^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(
    r"^export (?=(?:async )?function\*? (\w+)|const (\w+)|class (\w+))", re.MULTILINE
)
_NOTHING = re.compile(r"^export \{\};$", re.MULTILINE)
# Comments on lines of their own are half of the bytes, and the sources are in the repository.
_COMMENT = re.compile(r"^[ \t]*/\*\*(?:(?!\*/)[\s\S])*\*/[ \t]*\n|^[ \t]*// .*\n", re.MULTILINE)
_SHEET_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_LEFT = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


class NotPacked(Exception):
    """A module is written in a way that this file does not know; the message says which line."""


def packed(files: Mapping[str, bytes], entry: str) -> bytes:
    """`entry` and all that it imports as one module, to be served at the place of `entry`; it
    exports what `entry` does.

    `files`: path -> source. Raises KeyError for a module that is absent, `NotPacked` for a circle
    of imports or a line that is written otherwise.
    """
    libraries: dict[str, str] = {}
    bodies, last = _joined(files, entry, libraries)
    shown = ", ".join(_exported(files[entry].decode()))
    imports = [
        f'import * as {name} from "{posixpath.relpath(path, posixpath.dirname(entry))}";\n'
        for path, name in libraries.items()
    ]
    exports = [f"export const {{ {shown} }} = {last};\n"] if shown else []
    return "".join([*imports, bodies, *exports]).encode()


def packed_for_script(files: Mapping[str, bytes], entry: str, name: str) -> bytes:
    """The same as one constant of a classic script, which cannot import: what `entry` exports.

    Raises also `NotPacked` where a library would be needed.
    """
    libraries: dict[str, str] = {}
    bodies, last = _joined(files, entry, libraries)
    if libraries:
        raise NotPacked(f"{entry}: a script has no library: {', '.join(libraries)}")
    return f"const {name} = (() => {{\n{bodies}\nreturn {last};\n}})();\n".encode()


def packed_sheets(sheets: Iterable[bytes]) -> bytes:
    """Style sheets as one, without comments and line breaks; none of our strings has either."""
    joined = b"\n".join(sheets).decode()
    return _SPACE.sub(" ", _SHEET_COMMENT.sub("", joined)).strip().encode()


def _joined(files: Mapping[str, bytes], entry: str, libraries: dict[str, str]) -> tuple[str, str]:
    """All modules as constants, one after the other, and the name of the entry's."""
    order = list(dict.fromkeys(_in_order(files, entry, ())))
    names = {path: f"module{number}" for number, path in enumerate(order)}
    bodies = [_function(path, files[path].decode(), names, libraries) for path in order]
    return "".join(bodies), names[entry]


def _in_order(files: Mapping[str, bytes], path: str, above: tuple[str, ...]) -> Iterator[str]:
    """Every module after those that it imports."""
    if path in above:
        raise NotPacked(f"{path}: imported in a circle: {' → '.join((*above, path))}")
    source = files[path].decode()
    asked = [found[1] for found in _IMPORT.findall(source)] + _ALONE.findall(source)
    for one in asked:
        yield from _in_order(files, _beside(path, one), (*above, path))
    yield path


def _function(path: str, source: str, names: Mapping[str, str], libraries: dict[str, str]) -> str:
    def library(found: re.Match[str]) -> str:
        target = _beside(path, found[2])
        name = libraries.setdefault(target, f"library{len(libraries)}")
        return f"const {found[1]} = {name};"

    def imported(found: re.Match[str]) -> str:
        taken = re.sub(r"\bas\b", ":", found[1])
        return f"const {{{taken}}} = {names[_beside(path, found[2])]};"

    source = _COMMENT.sub("", source)
    exported = _exported(source)
    body = _EXPORT.sub("", _NOTHING.sub("", source))
    body = _ALONE.sub("", _IMPORT.sub(imported, _LIBRARY.sub(library, body)))
    if left := _LEFT.search(body):
        raise NotPacked(f"{path}: {left[0]}: write it as pwa/packing.py says")
    shown = ", ".join(exported)
    return f"const {names[path]} = (() => {{\n{body}\nreturn {{ {shown} }};\n}})();\n"


def _exported(source: str) -> list[str]:
    return [next(filter(None, found)) for found in _EXPORT.findall(source)]


def _beside(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
