"""The process that is measured: it watches a hostile feed in one thread, an honest one in another.

Run as a program with a `Task` in JSON; prints a `Cost`. Nothing else runs in it, and the servers
run elsewhere, so that the cost is the watch's own.
"""

import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from alerts.feed import Feed
from alerts.model import Mode
from alerts.taking import Means
from alerts.testing import MemoryAlertStore, MemoryStore
from alerts.triage import Policy
from geo.places import Gazetteer
from service.feed_settings import FeedSetting
from service.watch.intake import Intake
from service.watch.testing_seen_store import MemorySeenStore
from service.watch.watched import Watched
from service.watch.watcher import FeedWatch
from translations.loading import load_phrasebook

_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")
_KIB_A_MIB = 1024
_PAUSE_S = 0.2


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses of feeds. `ca_file`, `pin`: of the honest ones. `warm`: an honest feed that is read
    first, so that what is loaded once is not counted."""

    hostile: str
    honest: str
    warm: str
    ca_file: str
    pin: str


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """Of one round of the hostile feed, the honest feed's beside it included.

    `extra_mib`: the peak of the resident set over what it was before. `cpu_s`: of the process.
    `given_up_s`: until the round was over. `taken_s`: until the honest feed's warning was taken in;
    `honest_worst_s`: the longest of its rounds meanwhile. `live`: alerts that there are then, one
    of the honest feed each. `said`: what the status page says of the hostile feed.
    """

    extra_mib: float
    cpu_s: float
    given_up_s: float
    taken_s: float
    honest_worst_s: float
    live: int
    said: str


def cost_of(task: Task) -> Cost:
    alerts = MemoryAlertStore(MemoryStore())
    intake = Intake(_means(alerts), threading.Lock(), lambda: None)
    seen = MemorySeenStore()
    trusted = {"ca_file": Path(task.ca_file), "pin": task.pin}
    _watch("warm", task.warm, seen, intake, **trusted).ask()
    honest = _watch("honest", task.honest, seen, intake, **trusted)
    hostile = _watch("hostile", task.hostile, seen, intake)
    attacked = threading.Thread(target=hostile.ask, daemon=True)
    before_kib, before_cpu, began = _reset_peak_kib(), time.process_time(), time.monotonic()
    attacked.start()
    rounds_s: list[float] = []
    while attacked.is_alive() or not rounds_s:
        asked = time.monotonic()
        honest.ask()
        rounds_s.append(time.monotonic() - asked)
        attacked.join(_PAUSE_S)
    given_up_s = time.monotonic() - began
    now = datetime.now(UTC)
    return Cost(
        extra_mib=round((_kib("VmHWM") - before_kib) / _KIB_A_MIB, 1),
        cpu_s=round(time.process_time() - before_cpu, 2),
        given_up_s=round(given_up_s, 2),
        taken_s=round(rounds_s[0], 3),
        honest_worst_s=round(max(rounds_s), 3),
        live=len(alerts.live(now)),
        said=hostile.state(now).error or honest.state(now).error,
    )


def _means(alerts: MemoryAlertStore) -> Means:
    ids = iter(f"{number:016d}" for number in range(1_000_000))
    return Means(
        alerts=alerts,
        gazetteer=Gazetteer.of([]),
        phrases=load_phrasebook(),
        policy=Policy(mode=Mode.REAL),
        languages=("en", "ja"),
        base_url="https://town.example",
        time_zone="Asia/Tokyo",
        new_id=lambda: next(ids),
    )


def _watch(
    name: str, address: str, seen: MemorySeenStore, intake: Intake, **trusted: object
) -> FeedWatch:
    setting = msgspec.structs.replace(FeedSetting(name=name, address=address), **trusted)
    return FeedWatch(Watched(setting=setting, feed=Feed(name=name)), seen, intake)


def _reset_peak_kib() -> int:
    """The resident set now, which is its peak from now on (proc_pid_clear_refs(5))."""
    _RESET.write_text("5")
    return _kib("VmRSS")


def _kib(field: str) -> int:
    lines = _STATUS.read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))


if __name__ == "__main__":
    task = msgspec.json.decode(sys.argv[1], type=Task)
    sys.stdout.buffer.write(msgspec.json.encode(cost_of(task)))
