"""`hansho watch`: feeds watched without a web server, or recorded warnings played again."""

import argparse
import json
import os
import signal
import sys
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import HanshoError
from service.cli import add_settings
from service.control import ServerUnreachable, ask
from service.settings import Settings, load_settings
from service.watch.recorded import Recorded, arrivals, moved, recorded

if TYPE_CHECKING:
    from service.wiring import Service

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_FASTEST = 10_000.0


class WatchRefused(HanshoError):
    """There is nothing to watch here, or somebody watches already; the message says what to do."""


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "watch",
        help="watch feeds, or play recorded warnings again",
        description="`hansho serve` watches the feeds of the settings itself. This command does so "
        "without a web server, until it is told to stop: it prints one JSON object a line for each "
        "thing that is taken in, and sends what comes of it. With --replay it hands recorded "
        "warnings to a training space instead (to the one that is served, else to one of its own).",
    )
    parser.add_argument(
        "--replay", type=Path, metavar="DIR", help="play the warnings in the files of this folder"
    )
    parser.add_argument(
        "--speed",
        type=_speed,
        default=1.0,
        metavar="N",
        help="so many times as fast as they were sent (default 1); no pause exceeds a minute",
    )
    add_settings(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    settings = load_settings(arguments.settings)
    # Endpoints and keys are in what this process writes: nobody else on the machine may read them.
    os.umask(0o077)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    if arguments.replay is not None:
        return _replay(settings, arguments.replay, arguments.speed, stop)
    return _watch(settings, stop)


def _watch(settings: Settings, stop: threading.Event) -> int:
    if not settings.feeds:
        raise WatchRefused("the settings name no feed; docs/operations.md says how ([[feeds]])")
    if _is_served(settings):
        raise WatchRefused(
            "`hansho serve` watches these feeds already: /status and /readyz say how they stand, "
            "its log what they bring; stop it first to watch from here"
        )
    from service.watch.telling import line_of
    from service.wiring import Service

    service = Service(settings)
    service.feeds.listen(
        lambda watched, taken: _tell([line_of(watched.name, one) for one in taken])
    )
    with service:
        stop.wait()
    return 0


def _replay(settings: Settings, folder: Path, speed: float, stop: threading.Event) -> int:
    if settings.mode != "training":
        raise WatchRefused("--replay is for a training space: set mode to training")
    warnings = _warnings(folder)
    with _served(settings):
        arriving = arrivals(warnings, datetime.now(UTC), speed)
        last = max(arriving.values()) - min(arriving.values())
        print(f"{len(warnings)} warnings, {_span(last)} at speed {speed:g}", file=sys.stderr)
        for one in sorted(warnings, key=lambda one: one.sent):
            wait = arriving[one.sent] - datetime.now(UTC)
            if stop.wait(max(0.0, wait.total_seconds())):
                break
            report = b64encode(moved(one, arriving, speed)).decode()
            command = {"command": "replay", "report": report, "file": one.file}
            _tell(ask(settings.socket_path, command)["lines"])
    return 0


def _warnings(folder: Path) -> list[Recorded]:
    """Raises WatchRefused. What holds no warning is said and left out."""
    found: list[Recorded] = []
    try:
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        for file in files:
            one = recorded(str(file.relative_to(folder)), file.read_bytes())
            if isinstance(one, Recorded):
                found.append(one)
            else:
                print(f"{file.name}: left out: {one}", file=sys.stderr)
    except OSError as error:
        raise WatchRefused(f"{folder}: {error.strerror}; name another folder") from error
    if not found:
        raise WatchRefused(f"{folder}: no warning is in there; name a folder with recorded ones")
    return found


@contextmanager
def _served(settings: Settings) -> Iterator["Service | None"]:
    """A service that answers on the socket: the one that runs, else one of our own."""
    if _is_served(settings):
        yield None
        return
    from service.wiring import Service

    with Service(settings) as service:
        yield service


def _is_served(settings: Settings) -> bool:
    try:
        ask(settings.socket_path, {"command": ""})
    except ServerUnreachable:
        return False
    except HanshoError:
        return True
    return True


def _tell(lines: list[dict[str, Any]]) -> None:
    """Each line at once: several feeds may have something to tell."""
    for line in lines:
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _span(length: timedelta) -> str:
    return str(timedelta(seconds=round(length.total_seconds())))


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.01 <= speed <= _FASTEST:
        raise argparse.ArgumentTypeError(f"write a number from 0.01 to {_FASTEST:g}")
    return speed
