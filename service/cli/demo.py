"""`hansho demo`: the whole way from a warning to 2,000 phones, on one machine, as an exercise."""

import argparse
import json
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.demo.sabotage import Sabotage
from service.demo.server import DemoFailed

if TYPE_CHECKING:
    from service.demo.exercise import Exercise, Options
    from service.demo.scene import Scene
    from service.demo.stage import Stage

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_FAULTS = 1
_FAILED = 2


def add_parser(subparsers: "Subparsers") -> None:
    parser = subparsers.add_parser(
        "demo",
        help="run an exercise in a fictional city, with simulated phones that judge it",
        description="Starts the service with a fictional city, registers simulated phones, sends "
        "a drill to them and judges who got what. Exit code 0 only if nobody was missed, disturbed "
        "or told twice, and everybody could read it. Nothing leaves this machine.",
    )
    parser.add_argument("--once", action="store_true", help="do not stay; print one line of JSON")
    parser.add_argument("--phones", type=_count, default=2_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another town of phones")
    parser.add_argument(
        "--break",
        dest="sabotage",
        type=Sabotage,
        choices=tuple(Sabotage),
        help="spoil the run on purpose: the judge must notice",
    )
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="an empty folder to keep; default: one to drop"
    )
    parser.add_argument(
        "--patience", type=float, default=120.0, metavar="S", help="longest wait for each step"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """The exit code: 0 well, 1 the judge found faults, 2 the exercise could not be carried out."""
    # Imported here and below, so that other commands do not wait for rich and shapely.
    from service.demo.exercise import Options

    # Whoever ends the demo politely also gets its children ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    options = Options(
        phones=arguments.phones,
        seed=arguments.seed,
        sabotage=arguments.sabotage,
        patience_s=arguments.patience,
    )
    try:
        with _folder(arguments.data_dir) as folder:
            return _carry_out(options, folder, once=arguments.once)
    except DemoFailed as error:
        print(f"hansho demo: {error}", file=sys.stderr)
        return _FAILED


def _carry_out(options: "Options", folder: Path, *, once: bool) -> int:
    from service.demo.exercise import opened
    from service.demo.stage import Stage

    stage = Stage()
    stage.open(options.phones, str(options.sabotage or ""))
    scene = _scene(folder)
    with opened(options, scene, folder, _progress, stage) as exercise:
        verdict = exercise.carry_out()
        if once:
            print(json.dumps(verdict.line(), ensure_ascii=False), flush=True)
        else:
            _stay(exercise, stage)
    return 0 if verdict.is_good else _FAULTS


def _scene(folder: Path) -> "Scene":
    """The city, with its districts written where the service finds official areas."""
    from geo.places import write_gazetteer
    from service.demo.city import build_city
    from service.demo.official_areas import official_areas
    from service.demo.scene import scene_of

    city = build_city()
    gazetteer = folder / "areas.msgpack"
    write_gazetteer(gazetteer, official_areas(city))
    return scene_of(city.street_nodes, city.flood_zone, [gazetteer])


def _stay(exercise: "Exercise", stage: "Stage") -> None:
    try:
        stage.say(f"The status page: {exercise.server.base_url}/ · Ctrl-C ends it")
        while True:
            exercise.server.check_alive()
            time.sleep(0.5)
    except KeyboardInterrupt:
        stage.say("The exercise is over.")


def _progress(socket: Path, alert_id: str) -> dict[str, Any]:
    from service.control import ask

    return ask(socket, {"command": "progress", "alert": alert_id})


@contextmanager
def _folder(chosen: Path | None) -> Iterator[Path]:
    """The service's data folder. Raises `DemoFailed` for one that holds something."""
    if chosen is None:
        # Short, because the path of a Unix socket may have 107 bytes at most.
        with tempfile.TemporaryDirectory(prefix="hansho-") as name:
            yield Path(name)
        return
    chosen.mkdir(parents=True, exist_ok=True)
    if any(chosen.iterdir()):
        raise DemoFailed(f"{chosen} is not empty; name a new folder, or leave --data-dir out")
    yield chosen.resolve()


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least one phone")
    return number
