"""Many modules, one file: whatever is said in them is the same, and in the order of the imports."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pwa.packing import NotPacked, packed, packed_for_script

MODULES = {
    "app/main.js": b"""// @ts-check
import * as library from "../lib/one.js";
import { greet as welcome, times } from "./parts/greet.js";
import { NAME } from "./name.js";
import "./started.js";

export const said = [welcome(NAME), times(2, 3), library.answer, globalThis.started];
""",
    "app/parts/greet.js": b"""
import { NAME } from "../name.js";
/** Says it. */
export function greet(name) {
  // Not sent.
  return `hello ${name} and ${NAME}`;
}
export const times = (a, b) => a * b;
const NEVER = "not exported";
""",
    "app/name.js": b'/** @typedef {string} Name */\nexport const NAME = "town";\n',
    "app/started.js": b"globalThis.started = true;\nexport {};\n",
}


def test_what_is_packed_says_the_same(
    tmp_path: Path, require_program: Callable[[str], Path]
) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "one.js").write_text("export const answer = 42;\n")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    whole = packed(MODULES, "app/main.js") + b"console.log(JSON.stringify(module3.said));\n"
    (tmp_path / "app" / "main.js").write_bytes(whole)

    ran = subprocess.run(
        [require_program("node"), "app/main.js"], cwd=tmp_path, capture_output=True, check=True
    )

    assert json.loads(ran.stdout) == ["hello town and town", 6, 42, True]


def test_comments_are_not_sent() -> None:
    whole = packed(MODULES, "app/main.js").decode()

    assert [word for word in ("Says it", "Not sent", "typedef", "@ts-check") if word in whole] == []


def test_a_module_stands_once_however_often_it_is_imported() -> None:
    assert packed(MODULES, "app/main.js").count(b'"town"') == 1


@pytest.mark.parametrize(
    "line",
    [
        'import one from "./name.js";',
        'export { NAME } from "./name.js";',
        "export default NAME;",
        'import {\n  NAME,\n  "./name.js";',
    ],
)
def test_a_line_that_is_written_otherwise_is_refused(line: str) -> None:
    files = {**MODULES, "app/started.js": line.encode() + b"\n"}

    with pytest.raises(NotPacked, match=r"app/started\.js"):
        packed(files, "app/main.js")


def test_a_circle_of_imports_is_refused() -> None:
    files = {
        "app/main.js": b'import { b } from "./b.js";\nexport const a = 1;\n',
        "app/b.js": b'import { a } from "./main.js";\nexport const b = 1;\n',
    }

    with pytest.raises(NotPacked, match=r"app/main\.js → app/b\.js"):
        packed(files, "app/main.js")


def test_an_absent_module_is_no_module() -> None:
    with pytest.raises(KeyError):
        packed({"app/main.js": b'import { b } from "./b.js";\n'}, "app/main.js")


def test_a_script_that_cannot_import_gets_the_same_as_one_constant(
    require_program: Callable[[str], Path],
) -> None:
    parts = packed_for_script(MODULES, "app/parts/greet.js", "rules")
    script = b'"use strict";\n' + parts + b'console.log(rules.greet("you"), rules.times(2, 3));\n'

    ran = subprocess.run([require_program("node"), "-e", script], capture_output=True, check=True)

    assert ran.stdout == b"hello you and town 6\n"


def test_a_script_has_no_library() -> None:
    with pytest.raises(NotPacked, match=re.escape("lib/one.js")):
        packed_for_script(MODULES, "app/main.js", "rules")


def test_what_an_entry_exports_can_be_imported() -> None:
    text = packed({"app/later.js": b"export const SCREENS = 7;\n"}, "app/later.js").decode()

    assert text.endswith("export const { SCREENS } = module0;\n")
