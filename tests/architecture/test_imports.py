"""The contracts of `.importlinter`, and that they are about this repository's own packages."""

import importlib
from pathlib import Path

import pytest
from importlinter import api
from importlinter.application.use_cases import lint_imports
from importlinter.configuration import configure

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGES = ("alerts", "geo", "pwa", "service", "translations")


def test_every_import_contract_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    configure()

    kept = lint_imports(str(REPOSITORY / ".importlinter"), cache_dir=None, no_logo=True)

    assert kept, capsys.readouterr().out


def test_the_contracts_cover_every_package() -> None:
    session = api.read_configuration(str(REPOSITORY / ".importlinter"))["session_options"]

    found = {file.parent.name for file in REPOSITORY.glob("*/__init__.py")}

    assert set(session["root_packages"]) == found == set(PACKAGES)


@pytest.mark.parametrize("name", PACKAGES)
def test_each_package_is_the_one_of_this_repository(name: str) -> None:
    package = importlib.import_module(name)

    assert package.__file__ is not None
    assert Path(package.__file__).resolve() == REPOSITORY / name / "__init__.py"


def test_tests_are_no_packages() -> None:
    assert list((REPOSITORY / "tests").rglob("__init__.py")) == []
