"""Each attack against a watching process of its own, beside an honest feed."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import msgspec

from service.bench.days.composing import Made, Sent
from service.bench.days.publisher import publishing
from service.bench.feeds.attacks import Attack, attacking
from service.bench.feeds.watching import Cost, Task
from service.bench.measuring import BenchFailed

MOST_MIB, MOST_CPU_S = 64.0, 2.0
_PATIENCE_S = 300
_MIB = 2**20
_CAP = """<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>{name}</identifier><sender>weather@agency.example</sender>
<sent>{sent}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>en</language><category>Met</category><event>Flood warning</event>
<urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>
<expires>{expires}</expires><area><areaDesc>Riverside</areaDesc>
<polygon>35.0,139.0 35.0,139.01 35.01,139.01 35.01,139.0 35.0,139.0</polygon>
</area></info></alert>"""


class Attacked(msgspec.Struct, frozen=True, kw_only=True):
    """`sent_mib`: what the hostile server could send, with what lay in the sockets' buffers.
    `asked`: how many of its addresses were asked for; `trapped`: whether one of them was the trap.
    `is_unharmed`: whether no round of the honest feed failed, and its warnings were taken in."""

    name: str
    what: str
    cost: Cost
    sent_mib: float
    asked: int
    trapped: bool
    is_unharmed: bool

    @property
    def is_met(self) -> bool:
        is_cheap = self.cost.extra_mib <= MOST_MIB and self.cost.cpu_s <= MOST_CPU_S
        return is_cheap and self.is_unharmed and not self.trapped


def measure(attack: Attack, folder: Path) -> Attacked:
    """`folder`: an empty one for certificates. Raises BenchFailed if the watch itself broke."""
    with publishing(folder) as honest, attacking(attack) as hostile:
        numbers = count()
        honest.before_answer = lambda: honest.offer(_flood(f"flood-{next(numbers)}"))
        task = Task(
            hostile=f"{hostile.address}/feed.xml",
            honest=honest.address("honest"),
            warm=honest.address("warm"),
            ca_file=str(honest.ca_file),
            pin=honest.pin,
        )
        cost = _watched(task)
        return Attacked(
            name=attack.name,
            what=attack.what,
            cost=cost,
            sent_mib=round(hostile.sent / _MIB, 1),
            asked=len(hostile.asked),
            trapped=attack.trap in hostile.asked,
            is_unharmed=cost.taken >= 1 and not cost.failed,
        )


def _watched(task: Task) -> Cost:
    command = [sys.executable, "-m", "service.bench.feeds.watching"]
    command.append(msgspec.json.encode(task).decode())
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, check=True, timeout=_PATIENCE_S
        )
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise BenchFailed(f"the watching process failed: {' '.join(said)}") from error
    except subprocess.TimeoutExpired as error:
        raise BenchFailed(f"the watch did not give up within {_PATIENCE_S} s") from error
    return msgspec.json.decode(done.stdout, type=Cost)


def _flood(name: str) -> Sent:
    now = datetime.now(UTC).replace(microsecond=0)
    expires = (now + timedelta(hours=6)).isoformat()
    raw = _CAP.format(name=name, sent=now.isoformat(), expires=expires).encode()
    return Sent(raw=raw, at=now, made=Made.SYNTHETIC, what=name)
