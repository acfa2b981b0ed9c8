"""The process that is measured: it watches a hostile feed in one thread, an honest one in another.

Run as a program with a `Task` in JSON; prints a `Cost`. Nothing else runs in it, and the servers
run elsewhere, so that the cost is the watch's own.
"""

import sys
import threading
import time
from collections import Counter
from contextlib import suppress
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
    `given_up_s`: until the round was over. `taken`: warnings of the honest feed that were taken in
    meanwhile, `failed`: rounds of it that failed; `honest_first_s`, `honest_worst_s`: how long its
    first and its longest round took, from the question until all was taken in. `said`: what the
    status page says of the hostile feed.
    """

    extra_mib: float
    cpu_s: float
    given_up_s: float
    taken: int
    failed: int
    honest_first_s: float
    honest_worst_s: float
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
    heard = Counter[str]()
    intake.listen(lambda watched, taken: heard.update([watched.name] * len(taken)))
    before_kib, before_cpu, began = _reset_peak_kib(), time.process_time(), time.monotonic()
    attacked.start()
    rounds = _rounds_beside(attacked, honest)
    given_up_s = time.monotonic() - began
    now = datetime.now(UTC)
    return Cost(
        extra_mib=round((_kib("VmHWM") - before_kib) / _KIB_A_MIB, 1),
        cpu_s=round(time.process_time() - before_cpu, 2),
        given_up_s=round(given_up_s, 2),
        taken=heard["honest"],
        failed=sum(is_failed for _, is_failed in rounds),
        honest_first_s=round(rounds[0][0], 3),
        honest_worst_s=round(max(seconds for seconds, _ in rounds), 3),
        said=hostile.state(now).error,
    )


def _rounds_beside(attacked: threading.Thread, honest: FeedWatch) -> list[tuple[float, bool]]:
    """Seconds that each took, and whether it failed; at least one."""
    rounds: list[tuple[float, bool]] = []
    while attacked.is_alive() or not rounds:
        asked = time.monotonic()
        honest.ask()
        error = honest.state(datetime.now(UTC)).error
        rounds.append((time.monotonic() - asked, bool(error)))
        attacked.join(_PAUSE_S)
    return rounds


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
    """The resident set now, which is its peak from now on (proc_pid_clear_refs(5)); where a kernel
    does not have that, an earlier peak counts, too, and the figure is too high."""
    with suppress(OSError):
        _RESET.write_text("5")
    return _kib("VmRSS")


def _kib(field: str) -> int:
    lines = _STATUS.read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))


if __name__ == "__main__":
    task = msgspec.json.decode(sys.argv[1], type=Task)
    sys.stdout.buffer.write(msgspec.json.encode(cost_of(task)))
