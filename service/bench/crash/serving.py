"""`hansho serve` as a child that may die at any moment, with all of its own children."""

import contextlib
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from service.bench.measuring import BenchFailed, family, wait_for

_READY_S, _END_S = 90.0, 20.0
HANSHO = ("-m", "service.cli")


class Serving:
    """One run of the service. Its group holds every process that it starts."""

    def __init__(
        self,
        settings: Path,
        url: str,
        log: Path,
        environment: Mapping[str, str],
        module: Sequence[str] = HANSHO,
    ) -> None:
        """`module`: what stands behind `python` instead of the command: a spoilt service."""
        self._url = url
        self._log = log
        command = [sys.executable, "-P", *module, "serve", "--settings", str(settings)]
        with log.open("ab") as output:
            self._child = subprocess.Popen(  # noqa: S603 (our own command)
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **environment},
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self._child.pid

    @property
    def is_alive(self) -> bool:
        return self._child.poll() is None

    def senders(self) -> tuple[int, ...]:
        """Its sender processes, if it has any."""
        return tuple(sorted(family(self.pid) - {self.pid}))

    def wait_ready(self) -> dict[str, Any]:
        """What `/readyz` says once it answers. Raises BenchFailed."""
        answers: list[dict[str, Any]] = []
        wait_for("the service", lambda: self._answers(answers), _READY_S, 0.05)
        return answers[-1]

    def kill(self) -> None:
        """The writing process alone; its children find out by themselves."""
        self._child.kill()
        self._child.wait(_END_S)

    def wait_dead(self) -> None:
        self._child.wait(_END_S)

    def end(self) -> None:
        """In order, and whatever is left of its group by force."""
        self._child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(_END_S)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._child.wait(_END_S)

    def _answers(self, answers: list[dict[str, Any]]) -> bool:
        if not self.is_alive:
            lines = self._log.read_text(errors="replace").splitlines()[-20:]
            raise BenchFailed("\n".join(["the service ended by itself; its log ends:", *lines]))
        try:
            with urllib.request.urlopen(f"{self._url}/readyz", timeout=5) as answer:  # noqa: S310
                answers.append(msgspec.json.decode(answer.read()))
        except (OSError, urllib.error.URLError):
            return False
        return True
