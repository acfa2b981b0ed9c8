"""Modules stay small enough to be read, and are named after what they hold."""

from pathlib import PurePosixPath

from tests.architecture.sources import PACKAGES, python_files, text_of

MOST_LINES = 400

LONGER: dict[str, str] = {}
"""Modules above the limit, each with its reason."""

NAMELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}


def _lines(name: str) -> int:
    return len(text_of(name).splitlines())


def test_no_module_is_longer_than_its_limit() -> None:
    too_long = {name for name in python_files() if _lines(name) > MOST_LINES}

    assert too_long - LONGER.keys() == set()


def test_every_exception_is_still_needed() -> None:
    assert {name for name in LONGER if _lines(name) <= MOST_LINES} == set()


def test_no_module_or_folder_has_a_name_that_says_nothing() -> None:
    names = python_files(*PACKAGES, "tests")

    nameless = {
        name
        for name in names
        if NAMELESS & {part.lower().removesuffix(".py") for part in PurePosixPath(name).parts}
    }

    assert nameless == set()
