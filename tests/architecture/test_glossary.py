"""docs/glossary.md and the code use the same words: no identifier is missing, none is left over."""

import inspect
import re
from enum import Enum

import pytest

from alerts import model
from alerts.ports import Result
from alerts.triage import Outcome
from tests.architecture.sources import text_of

HEADINGS = {"PlaceClass": "Class"}
"""Enumerations that people call by another name than the code does."""


def _enums() -> list[type[Enum]]:
    own = [
        one
        for _, one in inspect.getmembers(model, inspect.isclass)
        if issubclass(one, Enum) and one.__module__ == model.__name__
    ]
    return [*own, Outcome, Result]


def _identifiers(enum: type[Enum]) -> set[str]:
    """What stands in tables and payloads; a Result is a byte there and goes by its name."""
    return {one.value if isinstance(one.value, str) else one.name.lower() for one in enum}


def _section(heading: str) -> str:
    sections = re.split(r"^#{2,3} ", text_of("docs/glossary.md"), flags=re.MULTILINE)
    return next((one for one in sections if one.split("\n", 1)[0] == heading), "")


def _rows(section: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", section, flags=re.MULTILINE)


@pytest.mark.parametrize("enum", _enums(), ids=lambda enum: enum.__name__)
def test_the_glossary_has_every_identifier_once_and_no_other(enum: type[Enum]) -> None:
    section = _section(HEADINGS.get(enum.__name__, enum.__name__))

    rows = _rows(section)

    assert sorted(rows) == sorted(_identifiers(enum))


def test_the_bytes_of_results_are_those_of_the_ledger() -> None:
    section = _section("Result")

    bytes_told = dict(re.findall(r"^\| `([^`]+)` \|[^|]*\| (\d):", section, flags=re.MULTILINE))

    assert bytes_told == {one.name.lower(): str(one.value) for one in Result}


def test_no_word_is_explained_twice() -> None:
    words = re.findall(r"^\| ([A-Z][\w -]+?)(?: ◦)? \|", _section("Things"), flags=re.MULTILINE)

    assert len(words) > 40
    assert len(words) == len(set(words))
