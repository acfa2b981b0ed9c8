"""What may not stand in any file: a path of one machine, the address of a package registry."""

import re

from tests.architecture.sources import PACKAGES, files_in_git, python_files, text_of

MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|home|root|Users)/[\w.-]")
REGISTRY = re.compile(r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|index[-]url", re.IGNORECASE)
LARGEST_BYTES = 1_000_000


def _texts() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in files_in_git():
        try:
            found[name] = text_of(name)
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_knows_a_path_of_one_machine() -> None:
    found = {name for name, text in _texts().items() if MACHINE_PATH.search(text)}

    assert found == set()


def test_no_file_names_a_package_registry() -> None:
    found = {name for name, text in _texts().items() if REGISTRY.search(text)}

    assert found == set()


def test_every_pinned_requirement_has_its_hash_and_no_address() -> None:
    pins = [name for name in files_in_git() if re.fullmatch(r"requirements/[\w-]+\.txt", name)]

    texts = {name: text_of(name) for name in pins}

    assert {"requirements/dev.txt", "requirements/uv.txt"} <= texts.keys()
    assert {name for name, text in texts.items() if "://" in text} == set()
    assert {name: _without_hash(text) for name, text in texts.items()} == {
        name: [] for name in pins
    }


def _without_hash(text: str) -> list[str]:
    """Requirements (joined over continued lines) that do not carry a sha256."""
    lines = text.replace("\\\n", " ").splitlines()
    stated = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return [line for line in stated if "--hash=sha256:" not in line]


def test_no_large_file_slips_in() -> None:
    large = {name for name, text in _texts().items() if len(text) > LARGEST_BYTES}

    assert large == set()


def test_modules_say_first_what_they_are_for() -> None:
    modules = {name: text_of(name) for name in python_files(*PACKAGES)}

    silent = {name for name, text in modules.items() if text and not text.startswith('"""')}

    assert silent == set()
