"""The two promises of DOMAIN section 7, over random lives of alerts and phones.

Nobody in the newest area is without its newest revision; an all-clear or withdrawal reaches
everyone ever recorded for the alert and nobody else.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.model import Mode, Phase, PlaceClass, Relation
from alerts.pipeline import Means, end, record_waves, take_item
from alerts.ports import Place, Registration, Wave
from alerts.report import AreaClaim, MessageType, Report, ReportKey
from alerts.testing import MemoryAlertStore, MemoryLedger, MemoryStore, MemorySubscriptionStore
from alerts.triage import Policy
from geo.cells import cell_at, contains
from geo.places import Gazetteer
from tests.factories import AGENCY, NOW, hazard, report, ring
from translations.loading import load_phrasebook

PHRASES = load_phrasebook()
COLUMNS = 6


class ToldLedger(MemoryLedger):
    """Remembers per alert and revision who was recorded, and as what."""

    def __init__(self, store: MemoryStore) -> None:
        super().__init__(store)
        self.told: dict[tuple[str, int], dict[int, Relation]] = defaultdict(dict)

    def record(self, alert_id: str, number: int, wave: Wave) -> None:
        super().record(alert_id, number, wave)
        for subscription in wave.numbers:
            self.told[alert_id, number].setdefault(int(subscription), wave.relation)

    def tell(self, alert_id: str, number: int, subscription: int, relation: Relation) -> bool:
        self.told[alert_id, number].setdefault(subscription, relation)
        return super().tell(alert_id, number, subscription, relation)


class World:
    """A coast of six squares, a few phones, one agency."""

    def __init__(self) -> None:
        store = MemoryStore()
        self.alerts = MemoryAlertStore(store)
        self.phones = MemorySubscriptionStore(store)
        self.ledger = ToldLedger(store)
        self.at: dict[int, int] = {}
        self.clock = NOW
        self.ids = iter(f"{number:016d}" for number in range(10_000))
        self.last: Report | None = None
        self.alert_id = ""
        self.means = Means(
            alerts=self.alerts,
            gazetteer=Gazetteer.of([]),
            phrases=PHRASES,
            policy=Policy(mode=Mode.REAL),
            languages=("en",),
            base_url="https://town.example",
            time_zone="Asia/Tokyo",
            new_id=lambda: next(self.ids),
        )

    def tick(self) -> None:
        self.clock += timedelta(minutes=1)

    def register(self, square: int) -> None:
        index = len(self.at) + 1
        registration = Registration(
            endpoint=f"https://push.example/{index}",
            service="https://push.example",
            public_key=b"\4" * 65,
            auth=b"a" * 16,
            language="en",
            key_id="k",
        )
        number = self.phones.register(registration, b"s", b"n", self.clock)
        self.phones.confirm(number, b"n")
        self.move(number, square)

    def move(self, number: int, square: int) -> None:
        self.at[number] = square
        place = Place(
            place_class=PlaceClass.HOME,
            cells=(cell_of(square),),
            since=self.clock,
            until=None,
        )
        self.phones.set_places(number, (place,))
        self.tell_live(number, cell_of(square))

    def tell_live(self, number: int, cell: int) -> None:
        """As `Registrations` does for whoever registers, moves or opens the app."""
        for alert in self.alerts.live(self.clock):
            if contains(self.alerts.runs(alert.id), np.array([cell])).any():
                self.ledger.tell(alert.id, alert.latest.number, number, Relation.NEW)

    def say(self, squares: Sequence[int], kind: MessageType) -> None:
        self.tick()
        claims = tuple(
            AreaClaim(description="coast", polygons=(ring(139 + square / 10, 35.0),))
            for square in squares
        )
        references = (self.last.key,) if self.last is not None else ()
        self.last = report(
            identifier=f"r-{self.clock:%d%H%M}",
            sent=self.clock,
            message_type=kind,
            references=references if kind is not MessageType.ALERT else (),
            hazards=(hazard(areas=claims, expires=NOW + timedelta(days=9)),),
        )
        for taken in take_item(self.last, b"", self.means, self.clock):
            if taken.revision is not None:
                self.alert_id = taken.revision.alert_id

    def finish(self) -> None:
        for revision in self.ledger.open_revisions():
            for _ in record_waves(revision, self.alerts, self.phones, self.ledger, self.clock):
                pass


def cell_of(square: int) -> int:
    return cell_at(139 + square / 10 + 0.005, 35.005)


squares = st.lists(st.integers(0, COLUMNS - 1), min_size=1, max_size=4, unique=True)
steps = st.one_of(
    st.tuples(st.just("register"), st.integers(0, COLUMNS - 1)),
    st.tuples(st.just("move"), st.tuples(st.integers(1, 9), st.integers(0, COLUMNS - 1))),
    st.tuples(st.just("alert"), squares),
    st.tuples(st.just("update"), squares),
    st.tuples(st.just("repeat"), st.none()),
    st.tuples(st.just("dispatch"), st.none()),
)


def play(world: World, script: list[tuple[str, object]]) -> None:
    for name, value in script:
        if name == "register":
            world.register(value)  # type: ignore[arg-type]
        elif name == "move" and world.at:
            index, square = value  # type: ignore[misc]
            world.move(sorted(world.at)[index % len(world.at)], square)
        elif name == "alert":
            world.say(value, MessageType.ALERT)  # type: ignore[arg-type]
        elif name == "update" and world.last is not None:
            world.say(value, MessageType.UPDATE)  # type: ignore[arg-type]
        elif name == "repeat" and world.last is not None:
            take_item(world.last, b"", world.means, world.clock)
        elif name == "dispatch":
            world.finish()


@settings(max_examples=60, deadline=None)
@given(script=st.lists(steps, max_size=14))
def test_nobody_in_the_newest_area_is_without_its_newest_revision(
    script: list[tuple[str, object]],
) -> None:
    world = World()

    play(world, script)
    world.finish()

    for alert in world.alerts.live(world.clock):
        told = world.ledger.told[alert.id, alert.latest.number]
        runs = world.alerts.runs(alert.id)
        for number, square in world.at.items():
            if contains(runs, np.array([cell_of(square)])).any():
                assert told.get(number) in (Relation.NEW, Relation.CHANGED)


@settings(max_examples=60, deadline=None)
@given(
    script=st.lists(steps, max_size=12),
    phase=st.sampled_from([Phase.ALL_CLEAR, Phase.WITHDRAWN]),
)
def test_an_ending_reaches_everyone_ever_recorded_and_nobody_else(
    script: list[tuple[str, object]], phase: Phase
) -> None:
    world = World()
    play(world, [*script, ("register", 0), ("alert", [0, 1])])
    alert = world.alerts.alert(world.alert_id)
    assert alert is not None
    world.finish()
    before = set(world.ledger.recorded(alert.id).tolist())

    newest = world.alerts.alert(alert.id)
    assert newest is not None
    revision = end(newest, phase, None, world.means, world.clock)
    world.register(1)
    world.finish()

    told = world.ledger.told[alert.id, revision.number]
    assert set(told) == before
    assert set(told.values()) <= {Relation.CHANGED}


@settings(max_examples=40, deadline=None)
@given(script=st.lists(steps, max_size=10))
def test_a_report_read_twice_adds_no_delivery(script: list[tuple[str, object]]) -> None:
    world = World()
    play(world, [*script, ("register", 0), ("alert", [0]), ("dispatch", None)])
    before = {key: dict(value) for key, value in world.ledger.told.items()}

    play(world, [("repeat", None), ("repeat", None), ("dispatch", None)])

    assert {key: dict(value) for key, value in world.ledger.told.items()} == before


def test_a_cancel_that_overtakes_its_warning_keeps_it_from_being_shown() -> None:
    world = World()
    warning = report(identifier="first")
    cancel = report(
        identifier="second",
        message_type=MessageType.CANCEL,
        references=(warning.key,),
        hazards=(),
    )

    take_item(cancel, b"", world.means, NOW)
    (late,) = take_item(warning, b"", world.means, NOW)

    assert late.outcome.value == "duplicate"
    assert world.alerts.live(NOW) == ()


def test_a_cancel_of_somebody_else_keeps_nothing_from_being_shown() -> None:
    world = World()
    warning = report(identifier="first")
    foreign = report(
        sender="who@else.example",
        identifier="second",
        message_type=MessageType.CANCEL,
        references=(warning.key,),
        hazards=(),
    )

    take_item(foreign, b"", world.means, NOW)
    (shown,) = take_item(warning, b"", world.means, NOW)

    assert shown.outcome.value == "new"


def test_an_unchanged_re_issue_tells_nobody_but_keeps_the_chain() -> None:
    world = World()
    first = report(identifier="1")
    key = ReportKey(sender=AGENCY, identifier="2", sent=NOW)
    again = msgspec.structs.replace(
        first,
        identifier="2",
        sent=NOW,
        message_type=MessageType.UPDATE,
        references=(first.key,),
    )
    ended = report(
        identifier="3", sent=NOW, message_type=MessageType.CANCEL, references=(key,), hazards=()
    )

    taken = [take_item(one, b"", world.means, NOW)[0] for one in (first, again, ended)]

    assert [one.outcome.value for one in taken] == ["new", "duplicate", "cancel"]
    assert taken[0].revision is not None
    assert taken[2].revision is not None
    assert taken[2].revision.alert_id == taken[0].revision.alert_id
