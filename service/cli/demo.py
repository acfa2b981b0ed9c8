"""`hansho demo`: the whole way from a warning to 2,000 phones, on one machine, as an exercise."""

import argparse
import json
import select
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.demo.sabotage import Sabotage
from service.demo.server import DemoFailed

if TYPE_CHECKING:
    from service.demo.browsers.guest import Guest
    from service.demo.exercise import Exercise, Options, Verdict
    from service.demo.officers import Desk
    from service.demo.scene import Scene
    from service.demo.stage import Stage

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_FAULTS = 1
_FAILED = 2
# So long the greeting can be read before the drill takes its place.
_READ_S = 3.0


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
        "--browser",
        choices=("firefox", "chromium"),
        help="open this browser beside the simulated phones, with a profile to throw away and a "
        "push service on this machine: turn warnings on in it, and the drill comes to it too",
    )
    parser.add_argument(
        "--headless",
        action="store_true",
        help="with --browser: without a window, remote controlled (for tests)",
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
        with (
            _folder(arguments.data_dir) as folder,
            _guest(arguments.browser, folder, headless=arguments.headless) as guest,
        ):
            return _carry_out(
                options, folder, guest, once=arguments.once, headless=arguments.headless
            )
    except DemoFailed as error:
        print(f"hansho demo: {error}", file=sys.stderr)
        return _FAILED


def _carry_out(
    options: "Options", folder: Path, guest: "Guest | None", *, once: bool, headless: bool
) -> int:
    from service.demo.exercise import opened
    from service.demo.stage import Stage

    stage = Stage()
    stage.open(options.phones, str(options.sabotage or ""))
    scene = _scene(folder, with_streets=not once)
    has_desk = guest is not None and guest.name == "chromium"
    host = "127.0.0.1" if once and not has_desk else "localhost"
    run = opened(options, scene, folder, _progress, stage, guest, host)
    with run as exercise, ExitStack() as windows:
        verdict = exercise.carry_out()
        more: dict[str, Any] = {}
        if guest is not None:
            verdict = _with_guest(guest, exercise, stage, options.patience_s, once=once) or verdict
            more["browser"] = guest.line()
        desk = (
            windows.enter_context(_desk(exercise, stage, headless=headless)) if has_desk else None
        )
        if once:
            if desk is not None:
                more["desk"] = _rehearsed(desk, exercise)
            print(json.dumps(verdict.line() | more, ensure_ascii=False), flush=True)
        else:
            if desk is None:
                _show_links(exercise, stage)
            _stay(exercise, stage, guest)
    is_good = verdict.is_good and not more.get("desk", {}).get("missed")
    return 0 if is_good else _FAULTS


@contextmanager
def _desk(exercise: "Exercise", stage: "Stage", *, headless: bool) -> Iterator["Desk"]:
    """The author's and the approver's window, each with a passkey of its own."""
    from service.demo.officers import APPROVER, AUTHOR, open_desk

    stage.say("The training desk opens in two more windows; this takes some seconds.")
    with open_desk(exercise.settings, exercise.server.base_url, headless=headless) as desk:
        stage.say(f"{AUTHOR} writes in one: Begin a draft, save it, submit it.")
        stage.say(f"{APPROVER} approves in the other: Read and decide. Then phones are told.")
        yield desk


def _rehearsed(desk: "Desk", exercise: "Exercise") -> dict[str, Any]:
    """One order through both windows, without anybody; whom it reached."""
    committed = time.time()
    return exercise.follow(desk.rehearse(), committed).counts()


def _show_links(exercise: "Exercise", stage: "Stage") -> None:
    """For whoever tries the desk with a passkey of their own."""
    from service.demo.officers import ADMINS, APPROVER, AUTHOR, links_of

    stage.say("The training desk. Each link registers one passkey, in any browser here:")
    for name, link in links_of(exercise.settings).items():
        # Not through the stage, which would break a long line.
        print(f"  {name}: {link}", file=sys.stderr, flush=True)
    stage.say(f"{AUTHOR}, who writes, waits at /desk/staff: {ADMINS[0]} presses the button there,")
    stage.say(f"and the next page has {AUTHOR}'s link. Then {AUTHOR} writes, {APPROVER} approves.")


def _with_guest(
    guest: "Guest", exercise: "Exercise", stage: "Stage", patience_s: float, *, once: bool
) -> "Verdict | None":
    """The browser is opened; once its phone is registered the drill is sent again, to it too.

    None if nobody registered it and the demo stays: then Enter sends the drill.
    """
    from service.demo.browsers.guest import wait_until_registered

    remote = guest.open(f"{exercise.server.base_url}/en/start")
    stage.say(f"{guest.name} is open. Choose the place Honmachi (本町) in it, turn warnings on:")
    stage.say("the drill follows.")
    if remote:
        # Not through the stage, which would break a long line.
        print(f"remote control: {remote}", file=sys.stderr, flush=True)
    try:
        wait_until_registered(guest, patience_s)
    except DemoFailed as error:
        if once or not guest.is_open:
            raise
        stage.say(f"{error}. Press Enter when they are on.")
        return None
    time.sleep(_READ_S)
    verdict = exercise.carry_out()
    stage.say(f"The push service of {guest.name} took {len(guest.alerts)} pushes of it.")
    return verdict


def _scene(folder: Path, *, with_streets: bool) -> "Scene":
    """The city, with its districts written where the service finds official areas.

    `with_streets`: for people to look at, its streets and sites are built too, which takes seconds.
    """
    from geo.places import write_gazetteer
    from service.demo.city import NODES, read_city
    from service.demo.fictional import write_city
    from service.demo.official_areas import official_areas
    from service.demo.scene import scene_of

    raw = folder / "city" / "source"
    write_city(raw, NODES)
    city = read_city(raw)
    gazetteer = folder / "areas.msgpack"
    write_gazetteer(gazetteer, official_areas(city))
    built = _built(raw, city.names) if with_streets else None
    return scene_of(city.street_nodes, city.flood_zone, [gazetteer], built)


def _built(raw: Path, name: dict[str, str]) -> Path:
    """The folder with the bundle, beside the raw files."""
    from geo.bundle import write_bundle
    from geo.importers.city import CityFiles, build_city
    from geo.importers.ground_files import GroundFile

    files = CityFiles(
        streets=raw / "streets.osm",
        sites=(raw / "sites.csv", raw / "sites-open-data.csv"),
        shelters=(raw / "shelters.csv",),
        ground=tuple(GroundFile(file) for file in sorted(raw.glob("ground-*.geojson"))),
        elevation=raw / "elevation.asc",
        name=name,
        fictional=True,
    )
    bundle = build_city(files, int(time.time())).bundle
    (raw.parent / "city.bundle").write_bytes(write_bundle(bundle))
    return raw.parent


def _stay(exercise: "Exercise", stage: "Stage", guest: "Guest | None") -> None:
    again = " · Enter sends the drill again" if guest is not None else ""
    known = exercise.told()
    try:
        stage.say(f"The status page: {exercise.server.base_url}/status{again} · Ctrl-C ends it")
        while guest is None or guest.is_open:
            exercise.server.check_alive()
            if guest is not None and _is_enter_pressed():
                exercise.carry_out()
                known = exercise.told()
            time.sleep(0.5)
            for alert_id, count in exercise.told().items():
                if known.get(alert_id) != count:
                    stage.say(f"Alert {alert_id} of the desk: {count} messages at phones.")
            known = exercise.told()
        stage.say("The browser was closed.")
    except KeyboardInterrupt:
        stage.say("The exercise is over.")


def _is_enter_pressed() -> bool:
    """Without waiting; never where nobody sits at a terminal."""
    if not sys.stdin.isatty() or not select.select([sys.stdin], [], [], 0)[0]:
        return False
    return sys.stdin.readline() != ""


@contextmanager
def _guest(name: str | None, folder: Path, *, headless: bool) -> Iterator["Guest | None"]:
    """Raises `DemoFailed` where the browser or a display is missing."""
    if name is None:
        yield None
        return
    from service.demo.browsers.guest import make_guest

    with make_guest(name, folder, headless=headless) as guest:
        yield guest


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
