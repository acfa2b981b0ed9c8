"""The documents tell the truth: every command, setting, file and link in them exists."""

import re
import shlex
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from service.cli import main
from service.settings import Settings
from tests.architecture.sources import REPOSITORY, files_in_git, text_of

DOCUMENTS = tuple(name for name in files_in_git() if name.endswith(".md"))
SHELL_BLOCK = re.compile(r"^```sh\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
TOP_FOLDERS = ("alerts/", "geo/", "service/", "translations/", "docs/", "tests/", ".ci/")


def _commands() -> list[tuple[str, str]]:
    """(document, command line) of every shell block, comments cut."""
    found = []
    for name in DOCUMENTS:
        for block in SHELL_BLOCK.findall(text_of(name)):
            found += [(name, line) for line in block.splitlines() if line.strip()]
    return found


def _words(program: str) -> list[tuple[str, list[str]]]:
    """(document, arguments) of every line that runs `program`, in blocks and in running text."""
    lines = [*_commands(), *((name, code) for name in DOCUMENTS for code in _inline(name))]
    found = []
    for name, line in lines:
        for command in line.split("&&"):
            words = shlex.split(command, comments=True)
            if words and PurePosixPath(words[0]).name == program:
                found.append((name, words[1:]))
    return found


def _inline(name: str) -> Iterator[str]:
    without_blocks = re.sub(r"^```.*?^```", "", text_of(name), flags=re.MULTILINE | re.DOTALL)
    for code in CODE.findall(without_blocks):
        if code.startswith(("hansho ", "make ")):
            yield code


def _help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--help"])

    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("arguments", sorted({tuple(words) for _, words in _words("hansho")}))
def test_every_hansho_command_in_the_documents_exists(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    path = [word for word in arguments[:2] if re.fullmatch(r"[a-z]+", word)]
    wanted = {word.split("=")[0] for word in arguments if word.startswith("--")}

    told = _help(path, capsys)

    assert {option for option in wanted if option not in told} == set()


def test_every_make_target_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), flags=re.MULTILINE))

    used = {words[0] for _, words in _words("make") if words}

    assert {"demo", "test", "setup"} <= used
    assert used - targets == set()


def test_every_setting_is_explained_with_its_default() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", text_of("docs/operations.md"), re.MULTILINE)
    defaults = {name: getattr(Settings(), name) for name in Settings.__struct_fields__}

    written = {name: default.strip() for name, default in rows}

    assert written == {name: _as_written(value) for name, value in defaults.items()}


def _as_written(value: object) -> str:
    if value == {}:
        return "empty"
    if value == ():
        return "none"
    return f"`{value}`" if isinstance(value, (int, float)) else f'`"{value}"`'


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    links = [link for link in LINK.findall(text_of(name)) if "://" not in link]

    dead = {link for link in links if not (REPOSITORY / name).parent.joinpath(link).exists()}

    assert dead == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_a_document_names_exists(name: str) -> None:
    named = {code for code in CODE.findall(text_of(name)) if code.startswith(TOP_FOLDERS)}

    missing = {path for path in named if not (REPOSITORY / path).exists()}

    assert missing == set()


def test_the_readme_says_first_what_hansho_is_not() -> None:
    screen = "\n".join(text_of("README.md").splitlines()[:45])

    for word in ("not replace sirens", "緊急速報", "radio", "make demo", "make test", "report"):
        assert word in screen


def test_decisions_are_short_and_say_what_follows() -> None:
    decisions = [name for name in DOCUMENTS if name.startswith("docs/decisions/")]

    incomplete = {
        name
        for name in decisions
        for part in ("**Context.**", "**Decision.**", "**Consequence.**")
        if part not in text_of(name)
    }

    assert incomplete == set()
    assert {name for name in decisions if len(text_of(name).split()) > 320} == set()
    assert [PurePosixPath(name).name[:4] for name in decisions] == [
        f"{number:04}" for number in range(1, len(decisions) + 1)
    ]
