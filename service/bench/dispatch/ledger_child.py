"""`python -m service.bench.dispatch.ledger_child SETTINGS ORDER`: the ledger's work and no other.

Issues the order in a service none of whose workers run, records its people and settles them chunk
by chunk as accepted, each chunk on the disk before the next. Prints `LedgerCost` as one JSON line:
processor seconds of the whole process, the thread that writes included. Looking for the audience
counts as recording.
"""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from alerts.pipeline import record_waves, take
from alerts.ports import Result
from service.settings import load_settings
from service.wiring import Service


def main(settings: Path, order: Path) -> dict[str, float]:
    service, now = Service(load_settings(settings)), datetime.now(UTC)
    take(order.read_bytes(), service.means, now)
    (revision,) = service.ledger.open_revisions()
    started = time.process_time()
    stores = (service.alerts, service.subscriptions, service.ledger)
    for _ in record_waves(revision, *stores, now):
        pass
    recorded = time.process_time()
    people = 0
    for chunk in service.ledger.owed(revision.alert_id, revision.number):
        people += len(chunk.numbers)
        accepted = bytes([Result.ACCEPTED]) * len(chunk.numbers)
        service.ledger.settle(chunk.id, accepted, now)
    settled = time.process_time()
    return {
        "people": people,
        "record_cpu_s": recorded - started,
        "settle_cpu_s": settled - recorded,
    }


if __name__ == "__main__":
    told = main(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(msgspec.json.encode(told).decode() + "\n")
    sys.stdout.flush()
    # The store is a copy to throw away, and a service that was never entered cannot be left.
    os._exit(0)
