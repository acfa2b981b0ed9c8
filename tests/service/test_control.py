"""The operator's socket."""

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from geo.errors import HanshoError
from service.control import ControlServer, ServerUnreachable, ask
from service.errors import NotFound


def answer(command: Mapping[str, Any]) -> Mapping[str, Any]:
    if command.get("command") == "missing":
        raise NotFound("no alert x")
    if command.get("command") == "broken":
        raise RuntimeError("secret detail")
    return {"echo": command["command"]}


@pytest.fixture
def socket_path(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "h.sock"
    server = ControlServer(path, answer)
    server.start()
    yield path
    server.close()


def test_a_command_gets_its_answer(socket_path: Path) -> None:
    assert ask(socket_path, {"command": "hello"}) == {"echo": "hello"}


def test_a_folder_may_be_longer_than_an_address_of_a_socket(tmp_path: Path) -> None:
    folder = tmp_path / ("far" * 40) / "away"
    folder.mkdir(parents=True)
    server = ControlServer(folder / "hansho.sock", answer)
    server.start()

    said = ask(folder / "hansho.sock", {"command": "hello"})
    server.close()

    assert (said, list(folder.iterdir())) == ({"echo": "hello"}, [])


def test_only_the_owner_may_reach_the_socket(socket_path: Path) -> None:
    assert stat.S_IMODE(socket_path.stat().st_mode) == 0o600


def test_a_refusal_comes_back_as_its_sentence(socket_path: Path) -> None:
    with pytest.raises(HanshoError, match="no alert x"):
        ask(socket_path, {"command": "missing"})


def test_a_fault_of_ours_is_told_without_its_details(
    socket_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(HanshoError, match="log says why"):
        ask(socket_path, {"command": "broken"})

    assert "secret detail" in caplog.text


def test_without_a_service_the_operator_is_told_to_start_it(tmp_path: Path) -> None:
    with pytest.raises(ServerUnreachable, match="hansho serve"):
        ask(tmp_path / "none.sock", {"command": "hello"})
