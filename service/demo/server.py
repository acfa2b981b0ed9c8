"""The service as child processes: the server that is judged, and the operator's commands.

Every wait is bounded, and every process that is started here is ended here, by its own id.
"""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

import msgspec

from service.demo.child_process import end

Launcher = Callable[[Sequence[str]], list[str]]
"""Makes a command line of what would follow `hansho` in a shell."""


class DemoFailed(Exception):
    """The demo could not be carried out. The text says what was waited for, and for how long."""


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """What an operator's command came to; `committed` in epoch seconds."""

    alert_id: str
    revision: int
    outcome: str
    committed: float


def hansho(arguments: Sequence[str]) -> list[str]:
    """The command line that runs this installation's own commands."""
    return [sys.executable, "-P", "-m", "service.cli", *arguments]


class Server:
    """`hansho serve` as a child process with its output in a log file. A context manager."""

    def __init__(self, settings: Path, base_url: str, log: Path, launch: Launcher = hansho) -> None:
        self.base_url = base_url
        self._command = launch(["serve", "--settings", str(settings)])
        self._log = log
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        # A session of its own: Ctrl-C reaches the demo alone, which then ends the server in order.
        with self._log.open("ab") as output:
            self._child = subprocess.Popen(  # noqa: S603 (our own command)
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._child is not None
        end(self._child)

    @property
    def pid(self) -> int:
        """Of the server itself; what it started has it as parent."""
        assert self._child is not None
        return self._child.pid

    def crash(self) -> None:
        """Ends it at once (SIGKILL), as a crash would: nothing is finished, nothing is closed."""
        assert self._child is not None
        self._child.kill()
        self._child.wait(timeout=10)

    def wait_ready(self, seconds: float, path: str = "/readyz") -> None:
        """Returns once `path` answers 200. Raises `DemoFailed`."""
        deadline = time.monotonic() + seconds
        while not self._is_ready(path):
            self.check_alive()
            if time.monotonic() > deadline:
                raise DemoFailed(f"the server was not ready after {seconds:.0f} s\n{self.tail()}")
            time.sleep(0.05)

    def check_alive(self) -> None:
        """Raises `DemoFailed` with the end of the log if the server has ended."""
        if self._child is None or self._child.poll() is not None:
            code = self._child.returncode if self._child else None
            raise DemoFailed(f"the server ended by itself (exit code {code})\n{self.tail()}")

    def tail(self, lines: int = 25) -> str:
        """The last lines of the server's log."""
        text = self._log.read_text(errors="replace") if self._log.exists() else ""
        return "\n".join(["the end of the server's log:", *text.splitlines()[-lines:]])

    def _is_ready(self, path: str) -> bool:
        try:
            with urllib.request.urlopen(f"{self.base_url}{path}", timeout=5) as answer:  # noqa: S310
                return int(answer.status) == 200
        except OSError:
            return False


def prepare(
    arguments: Sequence[str], settings: Path, seconds: float, launch: Launcher = hansho
) -> None:
    """Runs one command that only has to succeed. Raises `DemoFailed`."""
    _run(arguments, settings, seconds, launch)


def told(
    arguments: Sequence[str], settings: Path, seconds: float, launch: Launcher = hansho
) -> dict[str, Any]:
    """The JSON object that a command printed last. Raises `DemoFailed`."""
    output = _run(arguments, settings, seconds, launch)
    try:
        return dict(msgspec.json.decode(output.strip().splitlines()[-1]))
    except (IndexError, TypeError, ValueError, msgspec.DecodeError) as error:
        raise DemoFailed(f"{_shown(arguments)} gave no answer\n{output}") from error


def operate(
    arguments: Sequence[str], settings: Path, seconds: float, launch: Launcher = hansho
) -> Issued:
    """Runs one operator's command that should make or change one alert. Raises `DemoFailed`."""
    output = _run(arguments, settings, seconds, launch)
    issued = _read_answer(output)
    if issued is None:
        raise DemoFailed(f"{_shown(arguments)} issued nothing\n{output}")
    return issued


def _run(arguments: Sequence[str], settings: Path, seconds: float, launch: Launcher) -> str:
    """What the command wrote to stdout. Raises `DemoFailed` unless it ended in time and well."""
    command = launch([*arguments, "--settings", str(settings)])
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise DemoFailed(f"{_shown(arguments)} took more than {seconds:.0f} s") from None
    if done.returncode != 0:
        said = f"{done.stdout}{done.stderr}"
        raise DemoFailed(f"{_shown(arguments)} failed (exit code {done.returncode})\n{said}")
    return done.stdout


def _shown(arguments: Sequence[str]) -> str:
    return f"`hansho {' '.join(arguments)}`"


def _read_answer(output: str) -> Issued | None:
    """The last line of an operator's command: a JSON object that names the alert."""
    try:
        answer: dict[str, Any] = msgspec.json.decode(output.strip().splitlines()[-1])
        alert = answer["alerts"][0]
        return Issued(
            alert_id=str(alert["id"]),
            revision=int(alert["number"]),
            outcome=str(alert["outcome"]),
            committed=float(answer["committed"]),
        )
    except (IndexError, KeyError, TypeError, ValueError, msgspec.DecodeError):
        return None
