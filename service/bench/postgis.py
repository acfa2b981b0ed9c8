"""PostGIS as a peer: a PostgreSQL server of our own in a folder, asked through `psql`.

It listens on a socket in that folder only and ends with the bench. PostgreSQL refuses to run as
root; started by root it runs as `postgres`, the user that Debian's package makes.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from service.bench.measuring import BenchFailed, cpu_s, wait_for

INSTALL = "install PostgreSQL with PostGIS: apt install postgresql postgresql-15-postgis-3"
_BINARIES = Path("/usr/lib/postgresql")
_USER = "postgres"
_PATIENCE_S = 60.0
_DONE = "--done--"
# Given generously, so that nobody can say that the peer was starved; no durability to pay for.
_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "2GB",
    "work_mem": "512MB",
    "maintenance_work_mem": "1GB",
    "max_wal_size": "8GB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
}


class PostGis:
    """A context manager. Raises BenchFailed, saying what to install, if it cannot be had."""

    def __init__(self) -> None:
        self._binaries = _newest_binaries()
        self._folder = Path(tempfile.mkdtemp(prefix="hansho-postgis-"))
        self._server: subprocess.Popen[bytes] | None = None
        self._psql: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._psql is not None:
            self._psql.kill()
            self._psql.communicate()
        if self._server is not None:
            self._server.terminate()
            self._server.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> None:
        data = self._folder / "data"
        if os.geteuid() == 0:
            user = pwd.getpwnam(_USER)
            os.chown(self._folder, user.pw_uid, user.pw_gid)
        made = subprocess.run(  # noqa: S603 (our own command)
            self._as_user("initdb", "-D", str(data), "-E", "UTF8", "--no-locale", "-A", "trust"),
            capture_output=True,
            text=True,
            check=False,
            cwd=self._folder,
        )
        if made.returncode != 0:
            raise BenchFailed(f"initdb: {made.stderr.strip()[-300:]}")
        options = [f"-c{name}={value}" for name, value in self._settings().items()]
        self._server = subprocess.Popen(  # noqa: S603
            self._as_user("postgres", "-D", str(data), *options),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
        )
        wait_for("PostgreSQL to listen", self._listens, _PATIENCE_S, 0.05)
        self._psql = subprocess.Popen(  # noqa: S603
            [*self._client(), "-v", "ON_ERROR_STOP=1"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            self.ask("CREATE EXTENSION postgis")
        except BenchFailed as error:
            raise BenchFailed(f"{error}; {INSTALL}") from error

    @property
    def version(self) -> str:
        return self.ask("SELECT postgis_lib_version()")[0]

    def ask(self, statement: str) -> list[str]:
        """Runs one statement; its rows, columns parted by `|`. Raises BenchFailed."""
        assert self._psql is not None
        assert self._psql.stdin is not None
        assert self._psql.stdout is not None
        self._psql.stdin.write(f"{statement};\n\\echo {_DONE}\n")
        self._psql.stdin.flush()
        rows: list[str] = []
        for line in self._psql.stdout:
            if line.rstrip("\n") == _DONE:
                return rows
            rows.append(line.rstrip("\n"))
        raise BenchFailed(f"PostGIS: {' '.join(rows)[-300:]}")

    def load(self, table: str, lines: Iterable[str]) -> None:
        """COPY: tab-separated lines into a table that exists."""
        copying = subprocess.Popen(  # noqa: S603
            [*self._client(), "-c", f"COPY {table} FROM STDIN"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        assert copying.stdin is not None
        with copying.stdin as channel:
            channel.writelines(lines)
        if copying.wait() != 0:
            raise BenchFailed(f"PostGIS took no rows for {table}")

    def cpu_s(self) -> float:
        """Of the server and all its backends."""
        assert self._server is not None
        return cpu_s(self._server.pid)

    def _settings(self) -> dict[str, str]:
        return {**_SETTINGS, "unix_socket_directories": str(self._folder)}

    def _client(self) -> list[str]:
        return ["psql", "-h", str(self._folder), "-U", _USER, "-X", "-q", "-A", "-t", "postgres"]

    def _listens(self) -> bool:
        asked = subprocess.run(  # noqa: S603
            [*self._client(), "-c", "SELECT 1"], capture_output=True, check=False
        )
        return asked.returncode == 0

    def _as_user(self, program: str, *arguments: str) -> Sequence[str]:
        command = [str(self._binaries / program), *arguments]
        if program == "initdb":
            command += ["-U", _USER]
        if os.geteuid() != 0:
            return command
        return ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups", *command]


def _newest_binaries() -> Path:
    found = sorted(_BINARIES.glob("*/bin/postgres"))
    if not found or shutil.which("psql") is None:
        raise BenchFailed(f"PostgreSQL is not installed; {INSTALL}")
    return found[-1].parent
