"""RingStore: devices, rings, their calls and answers; nothing is called twice after a restart."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from alerts.model import Kind
from service.desk.ports import AuditLog, Change, DeskChanged, Entry, Staff, StaffStore
from service.desk.ring_store import RingStore
from service.desk.rings import Answer, Call, Concern, Device, Outcome, Recall, Ring, Rung, Said, Why
from service.desk.testing import MemoryAuditLog, MemoryStaffStore
from service.desk.testing_ring_store import MemoryRingStore
from service.store.sqlite.store import open_store
from tests.factories import box

NOW = datetime(2026, 11, 22, 18, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ENTRY = Entry(at=NOW, actor=1, act="ring.test", subject="ring")
RING = Ring(why=Why.APPROVE, subject="submission:3", exercise=True, about="", begun=NOW)

replace = msgspec.structs.replace


class Desk(NamedTuple):
    rings: RingStore
    log: AuditLog

    def begun(self, **changes: Any) -> Ring:
        ring = self.rings.begin(replace(RING, **changes), ENTRY)
        assert ring is not None
        return ring

    def entries(self) -> int:
        newest = self.log.newest()
        return 0 if newest is None else newest.n


def add_two(staff: StaffStore, log: AuditLog) -> None:
    for name in ("Ann", "Ben"):
        newest = log.newest()
        seen = 0 if newest is None else newest.n
        staff.apply(Change(staff=Staff(number=0, name=name)), ENTRY, seen=seen)


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    if request.param == "memory":
        log = MemoryAuditLog()
        add_two(MemoryStaffStore(log), log)
        yield Desk(MemoryRingStore(log), log)
        return
    store = open_store(tmp_path / "hansho.db")
    add_two(store.staff, store.audit)
    yield Desk(store.rings, store.audit)
    store.close()


def device(staff: int = 1, name: str = "phone") -> Device:
    return Device(
        staff=staff,
        label=name,
        language="ja",
        endpoint=f"https://push.example/{name}",
        service="https://push.example",
        public_key=b"\x04" + b"k" * 64,
        auth=b"a" * 16,
        key_id="key",
        added=NOW,
    )


def call(staff: int, minutes: int = 0, turn: int = 1) -> Call:
    return Call(staff=staff, turn=turn, at=NOW + minutes * MINUTE)


def answer(staff: int, said: Said, minutes: int = 1) -> Answer:
    return Answer(staff=staff, at=NOW + minutes * MINUTE, said=said)


def test_devices_come_back_word_for_word_in_the_order_in_which_they_were_added(desk: Desk):
    added = [desk.rings.add_device(one, ENTRY) for one in (device(), device(2, "desk"))]

    assert desk.rings.devices() == tuple(added)
    assert added == [replace(device(), id=1), replace(device(2, "desk"), id=2)]


def test_an_endpoint_is_one_device_and_belongs_to_whoever_set_it_up_last(desk: Desk):
    desk.rings.add_device(device(1), ENTRY)
    desk.rings.lose_device(1, NOW)

    added = desk.rings.add_device(device(2), ENTRY)

    assert desk.rings.devices() == (added,)
    assert (added.staff, added.lost) == (2, None)


def test_somebody_takes_away_a_device_of_their_own_and_no_other(desk: Desk):
    added = desk.rings.add_device(device(1), ENTRY)
    before = desk.entries()

    with pytest.raises(DeskChanged):
        desk.rings.remove_device(added.id, 2, ENTRY)
    kept, said = desk.rings.devices(), desk.entries()
    desk.rings.remove_device(added.id, 1, ENTRY)

    assert (kept, said) == ((added,), before)
    assert (desk.rings.devices(), desk.entries()) == ((), before + 1)


def test_a_device_that_is_gone_is_kept_and_known_as_lost(desk: Desk):
    added = desk.rings.add_device(device(), ENTRY)

    desk.rings.lose_device(added.id, NOW)

    assert desk.rings.devices() == (replace(added, lost=NOW),)


def test_a_ring_goes_on_once_however_often_it_is_begun(desk: Desk):
    before = desk.entries()
    begun = desk.begun()

    again = desk.rings.begin(replace(RING, begun=NOW + MINUTE), ENTRY)

    assert (again, desk.rings.going_on()) == (None, (replace(RING, id=begun.id),))
    assert desk.entries() == before + 1


def test_rings_for_others_and_of_other_things_go_on_beside_it(desk: Desk):
    rings = [
        desk.begun(),
        desk.begun(subject="submission:4"),
        desk.begun(why=Why.RETURNED, about="the river is missing"),
        desk.begun(why=Why.RETURNED, staff=1),
        desk.begun(why=Why.RETURNED, staff=2, exercise=False),
    ]

    assert desk.rings.going_on() == tuple(rings)
    assert desk.rings.recent(2) == (rings[4], rings[3])


def test_once_it_has_ended_the_same_may_ring_anew(desk: Desk):
    first = desk.begun()

    desk.rings.end(first.id, NOW + MINUTE)
    second = desk.begun()

    assert desk.rings.ring(first.id) == replace(first, ended=NOW + MINUTE)
    assert desk.rings.going_on() == (second,)


def test_calls_are_written_before_anything_is_known_of_them_and_settled_afterwards(desk: Desk):
    ring = desk.begun()

    one, two = desk.rings.call(ring.id, [call(1), call(2)])
    written = desk.rings.ring(ring.id)
    desk.rings.settle([(two.id, Outcome.REACHED, "1"), (one.id, Outcome.FAILED, "503")])

    assert written == replace(ring, calls=(one, two))
    assert [one.outcome, two.outcome] == [Outcome.CALLING] * 2
    assert desk.rings.ring(ring.id) == replace(
        ring,
        calls=(
            replace(one, outcome=Outcome.FAILED, detail="503"),
            replace(two, outcome=Outcome.REACHED, detail="1"),
        ),
    )


def test_calls_that_a_crash_cut_off_have_failed(desk: Desk):
    ring = desk.begun()
    one, two = desk.rings.call(ring.id, [call(1), call(2)])
    desk.rings.settle([(one.id, Outcome.REACHED, "1")])

    cut_off = desk.rings.interrupted()

    found = desk.rings.ring(ring.id)
    assert found is not None
    assert (cut_off, desk.rings.interrupted()) == (1, 0)
    assert found.calls[0].outcome is Outcome.REACHED
    assert found.calls[1] == replace(two, outcome=Outcome.FAILED, detail="interrupted")


def test_devices_are_known_as_rung_with_the_call_and_once(desk: Desk):
    ring = desk.begun()
    two, three = Rung(device=2, staff=1), Rung(device=3, staff=2)
    sending = replace(two, recall=Recall.SENDING, at=NOW)

    desk.rings.call(ring.id, [call(1)], [two])
    desk.rings.set_recalls(ring.id, [sending])
    desk.rings.call(ring.id, [call(2)], [three, two])

    found = desk.rings.ring(ring.id)
    assert found is not None
    assert found.rung == (sending, three)


def test_a_device_whose_push_was_refused_was_not_rung(desk: Desk):
    ring, other = desk.begun(), desk.begun(subject="submission:4")
    for one in (ring, other):
        desk.rings.call(one.id, [call(1)], [Rung(device=2, staff=1), Rung(device=3, staff=1)])

    desk.rings.settle([], [(ring.id, 2)])

    left = [[one.device for one in found.rung] for found in desk.rings.going_on()]
    assert left == [[3], [2, 3]]


def test_a_recall_is_owed_once_the_ring_has_ended_and_until_it_was_tried(desk: Desk):
    going, ended = desk.begun(), desk.begun(subject="submission:4")
    for one in (going, ended):
        desk.rings.call(one.id, [call(1)], [Rung(device=2, staff=1), Rung(device=3, staff=1)])
    desk.rings.end(ended.id, NOW)

    owed = [[one.id for one in desk.rings.to_recall()]]
    for device, recall in ((2, Recall.TAKEN), (3, Recall.KEPT)):
        desk.rings.set_recalls(
            ended.id, [Rung(device=device, staff=1, recall=recall, at=NOW, detail="201")]
        )
        owed.append([one.id for one in desk.rings.to_recall()])

    found = desk.rings.ring(ended.id)
    assert found is not None
    assert owed == [[ended.id], [ended.id], []]
    assert found.rung[0] == Rung(device=2, staff=1, recall=Recall.TAKEN, at=NOW, detail="201")


def test_a_recall_that_a_crash_cut_off_is_owed_again_with_its_tries(desk: Desk):
    ring = desk.begun()
    sending = Rung(device=2, staff=1, recall=Recall.SENDING, at=NOW, tries=3)
    desk.rings.call(ring.id, [call(1)], [sending])
    desk.rings.end(ring.id, NOW)

    desk.rings.interrupted()

    found = desk.rings.ring(ring.id)
    assert found is not None
    assert found.rung == (replace(sending, recall=Recall.OWED, detail="interrupted"),)
    assert desk.rings.to_recall() == (found,)


def test_a_recall_is_kept_with_its_tries_and_its_next_time(desk: Desk):
    ring = desk.begun()
    again = Rung(device=2, staff=1, at=NOW, detail="503", tries=2, due=NOW + MINUTE)
    desk.rings.call(ring.id, [call(1)], [Rung(device=2, staff=1), Rung(device=3, staff=1)])

    desk.rings.set_recalls(ring.id, [again])

    found = desk.rings.ring(ring.id)
    assert found is not None
    assert found.rung == (again, Rung(device=3, staff=1))


def test_answers_are_kept_in_order_and_logged(desk: Desk):
    ring, before = desk.begun(), desk.entries()
    said = (answer(1, Said.CANNOT), answer(2, Said.OPENED, 2), answer(1, Said.COMING, 3))

    for one in said:
        desk.rings.answer(ring.id, one, ENTRY)

    assert desk.rings.ring(ring.id) == replace(ring, answers=said)
    assert desk.entries() == before + 3


def test_a_ring_that_is_over_takes_no_answer(desk: Desk):
    ring = desk.begun()
    desk.rings.end(ring.id, NOW)
    before = desk.entries()

    with pytest.raises(DeskChanged):
        desk.rings.answer(ring.id, answer(1, Said.COMING), ENTRY)

    assert desk.entries() == before


@pytest.mark.parametrize(
    ("said", "unheard"),
    [(Said.CANNOT, NOW), (Said.COMING, None), (Said.OPENED, None)],
)
def test_it_is_unheard_until_somebody_comes(desk: Desk, said: Said, unheard: datetime | None):
    ring = desk.begun()
    desk.rings.set_unheard(ring.id, NOW, ENTRY)

    desk.rings.answer(ring.id, answer(1, said), ENTRY)

    found = desk.rings.ring(ring.id)
    assert found is not None
    assert found.unheard == unheard


def test_hazards_and_grounds_of_a_ring_come_back_to_the_last_corner(desk: Desk):
    flood = Concern(kind=Kind.FLOOD, ground=box(139.123456789, 35.5, 0.001))
    slide = Concern(kind=Kind.LANDSLIDE, ground=box(140.0, 36.0, 5e-8))

    ring = desk.begun(concerns=(flood, slide))

    assert desk.rings.ring(ring.id) == ring
    assert ring.concerns == (flood, slide)


def test_since_when_all_are_called_is_kept_and_logged(desk: Desk):
    ring, before = desk.begun(), desk.entries()

    desk.rings.set_widened(ring.id, NOW + MINUTE, ENTRY)

    assert desk.rings.going_on() == (replace(ring, widened=NOW + MINUTE),)
    assert desk.entries() == before + 1


def test_when_somebody_was_last_called_counts_no_tests(desk: Desk):
    first, second, test = desk.begun(), desk.begun(subject="audit"), desk.begun(why=Why.TEST)
    desk.rings.call(first.id, [call(1), call(2, 1)])
    desk.rings.call(second.id, [call(1, 5)])
    desk.rings.call(test.id, [call(2, 9)])

    assert desk.rings.last_called() == {1: NOW + 5 * MINUTE, 2: NOW + MINUTE}


def test_what_ended_long_ago_is_forgotten_with_its_calls_and_what_goes_on_never(desk: Desk):
    old, recent, going = desk.begun(), desk.begun(subject="a"), desk.begun(subject="b")
    desk.rings.call(old.id, [call(1)], [Rung(device=2, staff=1)])
    desk.rings.answer(old.id, answer(1, Said.COMING), ENTRY)
    desk.rings.end(old.id, NOW)
    desk.rings.end(recent.id, NOW + MINUTE)

    forgotten = desk.rings.forget(NOW + MINUTE)

    assert (forgotten, desk.rings.ring(old.id)) == (1, None)
    assert [one.id for one in desk.rings.recent()] == [going.id, recent.id]
    assert desk.rings.last_called() == {}


def test_rings_outlive_the_process(tmp_path: Path):
    first = open_store(tmp_path / "hansho.db")
    add_two(first.staff, first.audit)
    kept = first.rings.begin(RING, ENTRY)
    first.close()

    again = open_store(tmp_path / "hansho.db")

    assert again.rings.going_on() == (kept,)
    again.close()
