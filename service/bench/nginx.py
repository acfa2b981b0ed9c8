"""nginx as a child process with one worker and one configuration, for what a bench has it do."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Self

from service.bench.measuring import BenchFailed, wait_for
from service.demo.child_process import end

_PATIENCE_S = 20.0
_SHOWN = 5
_HEAD = """
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
"""


class Nginx:
    """Runs in `folder`, which must exist, as a context manager. Raises BenchFailed.

    `configuration` says what comes below its processes and logs of errors: events, http. `answers`
    is asked until it is so; an OSError from it is a no.
    """

    def __init__(self, folder: Path, configuration: str, answers: Callable[[], bool]) -> None:
        self._folder = folder
        self._configuration = configuration
        self._answers = answers
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._child is not None
        return self._child.pid

    def __enter__(self) -> Self:
        # As root, nginx would turn into somebody who may neither read nor write here.
        user = "user root;" if os.geteuid() == 0 else ""
        file = self._folder / "nginx.conf"
        file.write_text(_HEAD.format(user=user, folder=self._folder) + self._configuration)
        command = [_program(), "-e", str(self._errors), "-p", str(self._folder), "-c", str(file)]
        self._child = subprocess.Popen(  # noqa: S603 (our own command)
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for("nginx to listen", self._listens, _PATIENCE_S, 0.02)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        assert self._child is not None
        end(self._child)

    @property
    def _errors(self) -> Path:
        return self._folder / "error.log"

    def _listens(self) -> bool:
        assert self._child is not None
        if self._child.poll() is not None:
            errors = self._errors.read_text(errors="replace").splitlines()
            raise BenchFailed("\n".join(["nginx ended by itself; it says:", *errors[-_SHOWN:]]))
        try:
            return self._answers()
        except OSError:
            return False


def _program() -> str:
    # Debian puts it where only root's PATH leads.
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise BenchFailed("nginx is not installed: apt-get install nginx")
    return found
