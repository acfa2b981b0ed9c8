"""`python -m service.bench.dispatch.ledger_child SETTINGS ORDER`: the ledger's work and no other.

Issues the order in a service none of whose workers run, records its people and settles them as
accepted the way sending does: answers of whole batches gathered, written by `settle_many` once
there are as many as the conductor finds worth a commit, on the disk before the next. Prints
`LedgerCost` as one JSON line: processor seconds of the whole process, the thread that writes
included. Looking for the audience counts as recording.
"""

import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import numpy as np

from alerts.pipeline import record_waves, take
from alerts.ports import Numbers, Result
from service.sending.conductor import WORTH_A_COMMIT
from service.sending.frames import MOST_IN_BATCH
from service.sending.settling import Gathered
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
    gathered, worth = Gathered(), WORTH_A_COMMIT * (os.cpu_count() or 1)
    for chunk in service.ledger.owed(revision.alert_id, revision.number):
        people += len(chunk.numbers)
        for positions in _batches(len(chunk.numbers)):
            gathered.add(chunk.id, len(chunk.numbers), positions, Result.ACCEPTED, now)
            gathered.own(0, len(positions))
            if gathered.count >= worth:
                service.ledger.settle_many(gathered.take().settlements)
    service.ledger.settle_many(gathered.take().settlements)
    settled = time.process_time()
    return {
        "people": people,
        "record_cpu_s": recorded - started,
        "settle_cpu_s": settled - recorded,
    }


def _batches(people: int) -> Iterator[Numbers]:
    for start in range(0, people, MOST_IN_BATCH):
        yield np.arange(start, min(start + MOST_IN_BATCH, people))


if __name__ == "__main__":
    told = main(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(msgspec.json.encode(told).decode() + "\n")
    sys.stdout.flush()
    # The store is a copy to throw away, and a service that was never entered cannot be left.
    os._exit(0)
