"""A browser as a child process, its output in a file. Ended by its own id, with its children."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from service.demo.server import DemoFailed

_POLL_S = 0.05
_END_S = 10.0


class BrowserProcess:
    """A context manager. `environment` is added to ours."""

    def __init__(
        self, command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self._command = list(command)
        self._log = log
        self._environment = {**os.environ, **(environment or {})}
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        # A session, so that the browser's own children can be ended as one group.
        with self._log.open("wb") as output:
            self._child = subprocess.Popen(  # noqa: S603 (a browser's own path)
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=self._environment,
                start_new_session=True,
            )
        return self

    def __exit__(self, *_: object) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        self._signal(child, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=_END_S)
        self._signal(child, signal.SIGKILL)
        child.wait(timeout=_END_S)

    def wait_end(self, seconds: float = 30.0) -> bool:
        """Whether it ended by itself in this time; else it is ended on leaving."""
        assert self._child is not None
        with suppress(subprocess.TimeoutExpired):
            self._child.wait(timeout=seconds)
        return not self.is_running

    @property
    def is_running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def wait_for_line(self, start: str, seconds: float) -> str:
        """What follows `start` in the first line of the output that has it. Raises DemoFailed."""
        deadline = time.monotonic() + seconds
        while True:
            for line in self._log.read_text(errors="replace").splitlines():
                if start in line:
                    return line.partition(start)[2].strip()
            if not self.is_running or time.monotonic() > deadline:
                name = Path(self._command[0]).name
                raise DemoFailed(f"{name} did not say {start!r} in {seconds:.0f} s\n{self.tail()}")
            time.sleep(_POLL_S)

    def tail(self, lines: int = 15) -> str:
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-lines:])

    @staticmethod
    def _signal(child: subprocess.Popen[bytes], which: signal.Signals) -> None:
        """To the child's own group; it may have ended already."""
        with suppress(ProcessLookupError):
            os.killpg(child.pid, which)
