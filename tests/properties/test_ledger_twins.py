"""Whatever happens in whatever order, the in-memory twin and SQLite say the same."""

import tempfile
from datetime import timedelta
from pathlib import Path

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from alerts.model import Phase, PlaceClass, Relation, Strength
from alerts.ports import Place, Result, RevisionOutOfOrder, UnknownSubscription
from alerts.testing_alerts import MemoryAlertStore
from alerts.testing_examples import (
    NOON,
    agreed_key,
    issue_of,
    registration,
    report_key,
    revision,
    warning,
    wave,
)
from alerts.testing_ledger import MemoryLedger
from alerts.testing_store import MemoryStore
from alerts.testing_subscriptions import MemorySubscriptionStore
from service.store.sqlite.store import open_store

NUMBERS = st.integers(1, 8)
ALERTS = st.sampled_from(["alert-one", "alert-two"])
CELLS = st.lists(st.integers(0, 12), min_size=1, max_size=3)
SERVICES = ("https://push.example.net", "https://push.example.org")
HOURS = st.integers(-14, 14).map(lambda n: timedelta(hours=n))
WAVE = st.lists(NUMBERS, max_size=8)
RESULTS = st.lists(st.sampled_from(Result), min_size=8, max_size=8)


class Twin:
    def __init__(self):
        memory = MemoryStore()
        self.alerts = MemoryAlertStore(memory)
        self.subscriptions = MemorySubscriptionStore(memory)
        self.ledger = MemoryLedger(memory)


def outcome(work, store):
    """What it returns, or the kind of error that it raises."""
    try:
        return work(store)
    except (RevisionOutOfOrder, UnknownSubscription, LookupError) as error:
        return type(error)


def plain(chunk):
    return (
        chunk.id,
        chunk.alert_id,
        chunk.number,
        chunk.service,
        chunk.rank,
        chunk.relation,
        chunk.numbers.tolist(),
        chunk.results,
    )


class Twins(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.sqlite = open_store(Path(self.folder.name) / "hansho.db")
        self.memory = Twin()
        self.now = NOON
        self.revisions = {"alert-one": 0, "alert-two": 0}

    def teardown(self):
        self.sqlite.close()
        self.folder.cleanup()

    def both(self, work):
        expected, found = outcome(work, self.memory), outcome(work, self.sqlite)
        assert found == expected
        return found

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @rule(name=st.sampled_from("abc"), service=st.sampled_from(SERVICES), korean=st.booleans())
    def register(self, name, service, korean):
        phone = registration(name, service=service, language="ko" if korean else "ja")
        self.both(lambda s: s.subscriptions.register(phone, b"secret", b"nonce", self.now))

    @rule(number=NUMBERS, right=st.booleans())
    def confirm(self, number, right):
        self.both(lambda s: s.subscriptions.confirm(number, b"nonce" if right else b"wrong"))

    @rule(
        number=NUMBERS,
        classes=st.lists(
            st.tuples(st.sampled_from(PlaceClass), CELLS, HOURS, st.none() | HOURS), max_size=3
        ),
    )
    def move(self, number, classes):
        places = [
            Place(
                place_class=place_class,
                cells=tuple(cells),
                since=self.now + since,
                until=None if until is None else self.now + until,
            )
            for place_class, cells, since, until in classes
        ]
        self.both(lambda s: s.subscriptions.set_places(number, places))

    @rule(number=NUMBERS, language=st.sampled_from(["ja", "ko", "en"]))
    def speak(self, number, language):
        self.both(lambda s: s.subscriptions.set_language(number, language))

    @rule(number=NUMBERS)
    def delete(self, number):
        self.both(lambda s: s.subscriptions.delete(number))

    @rule(number=NUMBERS, gone=st.booleans())
    def bury_or_revive(self, number, gone):
        if gone:
            self.both(lambda s: s.subscriptions.bury(np.array([number]), self.now))
        else:
            self.both(lambda s: s.subscriptions.revive(number))

    @rule(number=NUMBERS, used=st.booleans())
    def agree_or_use(self, number, used):
        if used:
            self.both(lambda s: s.subscriptions.mark_keys_used(np.array([number])))
        else:
            key = agreed_key(str(self.now))
            self.both(lambda s: s.subscriptions.store_agreed_keys([(number, key)]))

    @rule(
        alert_id=ALERTS,
        skip=st.sampled_from([0, 0, 0, 1]),
        phase=st.sampled_from(Phase),
        strength=st.sampled_from(Strength),
        order=st.booleans(),
        run=st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda r: tuple(sorted(r))),
    )
    def issue(self, alert_id, skip, phase, strength, order, run):
        number = self.revisions[alert_id] + 1 + skip
        make = revision if order else warning
        one = make(
            alert_id,
            number,
            phase=phase,
            strength=strength,
            issued=self.now,
            **({"review": self.now} if order else {"expires": self.now + timedelta(hours=3)}),
        )
        key = report_key(f"{alert_id}-{number}")
        before = [report_key(f"{alert_id}-{number - 1}")]
        self.both(lambda s: s.alerts.issue([issue_of(one, (run,))], key, before))
        if not skip:
            self.revisions[alert_id] = number

    @rule(
        alert_id=ALERTS,
        behind=st.sampled_from([0, 0, 1]),
        numbers=WAVE,
        rank=st.integers(0, 2),
        last=st.booleans(),
    )
    def record(self, alert_id, behind, numbers, rank, last):
        number = self.revisions[alert_id] - behind
        one = wave(*numbers, rank=rank, last=last, cursor=len(numbers))
        self.both(lambda s: s.ledger.record(alert_id, number, one))

    @rule(alert_id=ALERTS, behind=st.sampled_from([0, 0, 1]), subscription=NUMBERS)
    def tell(self, alert_id, behind, subscription):
        number = self.revisions[alert_id] - behind
        self.both(lambda s: s.ledger.tell(alert_id, number, subscription, Relation.NEW))

    @precondition(lambda self: any(self.revisions.values()))
    @rule(alert_id=ALERTS, results=RESULTS, pick=st.integers(0, 3))
    def settle(self, alert_id, results, pick):
        number = self.revisions[alert_id]
        if not number:
            return
        chunks = list(self.memory.ledger.owed(alert_id, number))
        if chunks:
            chunk = chunks[pick % len(chunks)]
            given = bytes(results[: len(chunk.numbers)])
            self.both(lambda s: s.ledger.settle(chunk.id, given))

    @rule()
    def keep_house(self):
        self.both(lambda s: s.subscriptions.sweep(self.now))
        self.both(lambda s: s.ledger.forget(self.now))

    @invariant()
    def they_know_the_same_phones(self):
        every = np.arange(0, 30, dtype=np.int64)
        runs = np.array([[0, 4], [7, 12]], np.int64)
        self.both(lambda s: [s.subscriptions.subscriber(n) for n in every.tolist()])
        self.both(lambda s: s.subscriptions.addresses(every))
        self.both(lambda s: s.subscriptions.without_agreed_key(5))
        self.both(lambda s: s.subscriptions.counts())
        self.both(lambda s: [a.tolist() for a in s.subscriptions.audience(runs, 99, self.now)])

    @invariant()
    def they_know_the_same_alerts(self):
        keys = [report_key(f"{one}-{n}") for one in self.revisions for n in range(4)]
        self.both(lambda s: s.alerts.live(self.now))
        self.both(lambda s: s.alerts.recent(5))
        self.both(lambda s: s.alerts.alerts_of(keys))
        self.both(lambda s: [(s.alerts.is_known(k), s.alerts.is_superseded(k)) for k in keys])

    @invariant()
    def they_owe_the_same(self):
        self.both(lambda s: s.ledger.open_revisions())
        for alert_id, newest in self.revisions.items():
            self.both(lambda s, a=alert_id: s.ledger.recorded(a).tolist())
            for number in range(max(1, newest - 1), newest + 1):
                at = (alert_id, number)
                self.both(lambda s, at=at: [plain(chunk) for chunk in s.ledger.owed(*at)])
                self.both(lambda s, at=at: s.ledger.holders(*at).tolist())
                self.both(lambda s, at=at: s.ledger.counts(*at))
                self.both(lambda s, at=at: s.ledger.counts_by(*at))

    @invariant()
    def nobody_is_recorded_twice(self):
        for alert_id, newest in self.revisions.items():
            if newest:
                chunks = self.sqlite.ledger.owed(alert_id, newest)
                people = [n for chunk in chunks for n in chunk.numbers.tolist()]
                assert len(people) == len(set(people))


Twins.TestCase.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
TestTheTwinsAgree = Twins.TestCase
