"""The documents tell the truth: every command, setting, file and link in them exists."""

import re
import shlex
from collections.abc import Iterator
from itertools import takewhile
from pathlib import PurePosixPath

import msgspec
import pytest

from service.cli import main
from service.feed_settings import FeedSetting
from service.settings import Settings
from tests.architecture.sources import REPOSITORY, files_in_git, text_of

DOCUMENTS = tuple(name for name in files_in_git() if name.endswith(".md"))
SHELL_BLOCK = re.compile(r"^```sh\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
TOP_FOLDERS = ("alerts/", "geo/", "service/", "translations/", "docs/", "tests/", ".ci/")


def _in_blocks(program: str) -> list[tuple[str, ...]]:
    """Arguments of every line of a shell block that runs `program`; comments cut."""
    found: list[tuple[str, ...]] = []
    for name in DOCUMENTS:
        for block in SHELL_BLOCK.findall(text_of(name)):
            for line in block.replace("\\\n", " ").splitlines():
                found += _runs_of(program, line)
    return found


def _in_sentences(program: str) -> list[tuple[str, ...]]:
    """Arguments of every `program …` in running text: perhaps only the beginning of a command."""
    found: list[tuple[str, ...]] = []
    for name in DOCUMENTS:
        sentences = re.sub(r"^```.*?^```", "", text_of(name), flags=re.MULTILINE | re.DOTALL)
        for code in CODE.findall(sentences):
            found += _runs_of(program, code)
    return found


def _runs_of(program: str, line: str) -> Iterator[tuple[str, ...]]:
    if program not in line:
        return
    for command in line.split("&&"):
        words = shlex.split(command, comments=True)
        if words and PurePosixPath(words[0]).name == program:
            yield tuple(words[1:])


@pytest.mark.parametrize("arguments", sorted(set(_in_blocks("hansho"))), ids=" ".join)
def test_every_command_in_a_block_is_one_that_hansho_takes(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    # All else was understood if the one thing to complain of is what no command knows.
    with pytest.raises(SystemExit):
        main([*arguments, "--unheard-of"])

    assert "error: unrecognized arguments: --unheard-of\n" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", sorted(set(_in_sentences("hansho"))), ids=" ".join)
def test_every_command_in_a_sentence_exists(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    path = list(takewhile(lambda word: re.fullmatch(r"[a-z]+", word), arguments))
    options = {word for word in arguments if word.startswith("-")}

    with pytest.raises(SystemExit) as ended:
        main([*path, "--help"])

    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert {option for option in options if option not in told} == set()


def test_every_make_target_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), flags=re.MULTILINE))

    used = {words[0] for words in (*_in_blocks("make"), *_in_sentences("make")) if words}

    assert {"demo", "test", "setup"} <= used
    assert used - targets == set()


@pytest.mark.parametrize(
    ("section", "settings"), [("Settings", Settings), ("Watching feeds", FeedSetting)]
)
def test_every_setting_is_explained_with_its_default(
    section: str, settings: type[Settings] | type[FeedSetting]
) -> None:
    text = text_of("docs/operations.md").partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| ([^|]*) ?\|", text, re.MULTILINE)

    written = {name: default.strip() for name, default in rows}

    assert written == {one.name: _default_of(one) for one in msgspec.structs.fields(settings)}


def _default_of(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "required"
    made = field.default_factory
    return _as_written(field.default if made is msgspec.NODEFAULT else made())


def _as_written(value: object) -> str:
    if value == {}:
        return "empty"
    if value == () or value is None:
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
