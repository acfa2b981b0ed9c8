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

_WAYS = ("feed", "default-table", "operator")


def add_parser(benches: "Subparsers") -> None:
    days = benches.add_parser(
        "days",
        help="whole days of telegrams, to pushes on phones",
        description="Plays days that are composed from the agency's samples to a service with "
        "phones in the real municipalities, by two watched feeds that bring every telegram, and "
        "counts what phones get. Exit code 1 if one phone missed something, or got something that "
        "was not for it, or if the desk did not ring for what waits for an approver.",
    )
    days.add_argument("--json", action="store_true", help="print nothing but the JSON line")
    days.add_argument(
        "--day", action="append", metavar="NAME", help="only this one; may be given again"
    )
    days.add_argument(
        "--way",
        action="append",
        choices=_WAYS,
        help="feed: everything goes by itself; default-table: what no town has decided on; "
        "operator: handed over without a feed, to compare; may be given again (all)",
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
    from service.bench.days.carrying import Way
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
        for way in map(Way, arguments.way or _WAYS):
            with tempfile.TemporaryDirectory() as folder:
                day = DAYS[name](samples, begins(datetime.now(UTC)))
                played.append(play(day, data, Path(folder), arguments.phones, way))
            if not arguments.json:
                _show(played[-1])
    tell_load()
    results = [{"size": one.phones, "ours": msgspec.to_builtins(one)} for one in played]
    print(json.dumps({"bench": "days", "results": results}, ensure_ascii=False))
    return 1 if any(one.verdict.faults for one in played) else 0


def _show(one: "Played") -> None:
    verdict, polled_s = one.verdict, one.to_poll_s + one.to_first_push_ms / 1000
    print(
        f"{one.name}, {one.way}: {one.telegrams} telegrams ({_counts(one.made)}), each twice; "
        f"{one.alerts} alerts, {one.revisions} revisions ({_counts(one.handled)}); {one.phones} "
        f"phones, {one.pushes} pushes, a phone {one.pushes_a_phone:g} (median), "
        f"{one.pushes_a_phone_most} (most); told nobody again: {one.told_once}\n"
        f"  looked at {verdict.looks:,} times: missed {verdict.missed}, elsewhere "
        f"{verdict.elsewhere}, twice {verdict.twice}, beyond the bound {verdict.beyond}, "
        f"not rung at the desk {verdict.unrung}; bytes to first push {one.to_first_push_ms} ms "
        f"(worst {one.to_first_push_ms_worst}), with the mean "
        f"wait for the poll {polled_s:.1f} s (computed); {one.telegrams_a_second} telegrams a "
        "second, the queue empty after each"
    )
    for why, count in one.because.items():
        print(f"  {count} × {why}")


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"
