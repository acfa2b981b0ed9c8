"""Port, adapter, twin and specification share one name (CONTRIBUTING.md)."""

import inspect
import re
from pathlib import PurePosixPath

import pytest

import alerts.ports
import alerts.testing
import service.desk.ports
import service.desk.testing
from tests.architecture.sources import files_in_git, text_of

OTHERWISE = {"push_gateway": "service/push/curl_gateway.py"}
"""Adapters that are called after what they adapt."""


MODULES = (alerts.ports, service.desk.ports)
TWINS = (*alerts.testing.__all__, *service.desk.testing.__all__)


def _ports() -> list[str]:
    """Names of the Protocols in the modules that hold ports."""
    return [
        name
        for module in MODULES
        for name, one in inspect.getmembers(module, inspect.isclass)
        if getattr(one, "_is_protocol", False) and one.__module__.startswith(module.__name__)
    ]


def _file_name(port: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", port).lower()


def test_the_ports_are_found() -> None:
    expected = {
        "AlertStore",
        "SubscriptionStore",
        "Ledger",
        "PushGateway",
        "StaffStore",
        "AuditLog",
    }

    assert expected <= set(_ports())


@pytest.mark.parametrize("port", _ports())
def test_a_port_has_a_twin_of_its_name(port: str) -> None:
    assert f"Memory{port}" in TWINS


@pytest.mark.parametrize("port", _ports())
def test_a_port_has_an_adapter_of_its_name(port: str) -> None:
    name = _file_name(port)

    adapters = [file for file in files_in_git() if PurePosixPath(file).name == f"{name}.py"]
    adapters += [OTHERWISE[name]] if name in OTHERWISE else []

    assert [file for file in adapters if file.startswith("service/")] != []


@pytest.mark.parametrize("port", _ports())
def test_a_port_has_one_specification_that_also_runs_against_the_twin(port: str) -> None:
    name = f"test_{_file_name(port)}.py"

    found = [
        file
        for file in map(PurePosixPath, files_in_git())
        if file.is_relative_to("tests/ports") and file.name == name
    ]

    assert len(found) == 1
    beside = found[0].with_name("conftest.py")
    assert any(f"Memory{port}" in text_of(str(file)) for file in (found[0], beside))
