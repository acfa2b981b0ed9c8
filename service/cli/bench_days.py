"""`hansho bench days`: whole days of telegrams, end to end, and how many pushes a phone gets."""

import argparse
import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from service.cli.bench_stderr import not_measured, tell_load

if TYPE_CHECKING:
    from service.bench.days.playing import Played

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(benches: "Subparsers") -> None:
    days = benches.add_parser(
        "days",
        help="whole days of telegrams, to pushes on phones",
        description="Plays days that are composed from the agency's samples to a service with "
        "phones in the real municipalities, every telegram twice, and counts what phones get.",
    )
    days.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    days.add_argument(
        "--day", action="append", metavar="NAME", help="only this one; may be given again"
    )
    days.add_argument("--phones", type=int, default=3, metavar="N", help="in each municipality (3)")
    days.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="folder of real data; default: data in $HANSHO_SHARED, else ../shared",
    )
    days.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    # The service and lxml take a second to import; no other command is to wait for them.
    from service.bench.days.playing import begins, play
    from service.bench.days.sequences import DAYS

    data = arguments.data or Path(os.environ.get("HANSHO_SHARED", "../shared")) / "data"
    names = arguments.day or list(DAYS)
    samples = data / "jma" / "open" / "samples"
    if not samples.is_dir():
        return not_measured("days", f"{samples} is not there; name the folder with --data")
    if unknown := [name for name in names if name not in DAYS]:
        return not_measured("days", f"no day {', '.join(unknown)}; days are {', '.join(DAYS)}")
    if not 1 <= arguments.phones <= 1_000:
        return not_measured("days", "phones go from 1 to 1,000 in each municipality")
    played = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            day = DAYS[name](samples, begins(datetime.now(UTC)))
            played.append(play(day, data, Path(folder), arguments.phones))
        if not arguments.json:
            _show(played[-1])
    tell_load()
    results = [{"size": one.phones, "ours": msgspec.to_builtins(one)} for one in played]
    print(json.dumps({"bench": "days", "results": results}, ensure_ascii=False))
    return 1 if any(one.wrong for one in played) else 0


def _show(one: "Played") -> None:
    made = ", ".join(f"{count} {name}" for name, count in one.made.items())
    print(
        f"{one.name}: {one.telegrams} telegrams ({made}), each twice; {one.alerts} alerts, "
        f"{one.revisions} revisions; {one.phones} phones, {one.pushes} pushes, a phone "
        f"{one.pushes_a_phone:g} (median), {one.pushes_a_phone_most} (most), {one.wrong} wrong; "
        f"told nobody again: {one.told_once}; bytes to first push {one.to_first_push_ms} ms "
        f"(worst {one.to_first_push_ms_worst}); {one.telegrams_a_second} telegrams a second"
    )
