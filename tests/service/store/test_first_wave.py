"""What is read before the first people of an alert are on the disk does not grow with the town."""

import pytest

from alerts.audience import HEAD
from alerts.model import Phase, Relation
from alerts.pipeline import record_waves
from alerts.ports import Result
from alerts.testing_examples import ALERT_ID, NOON, here, home, issue, registration
from service.store.sqlite.encoding import micros
from service.store.sqlite.store import open_store

FEW, MANY, CELLS = 2_000, 20_000, range(100, 200)


class Town:
    """Confirmed phones at home all over the area. `steps`: of SQLite's machine, on any connection.

    One number is in it twice: its *here* comes before its home.
    """

    def __init__(self, path, people):
        self.store = open_store(path)
        self.here = self.register("here", here(CELLS[-1], since=NOON), home(CELLS[0]))
        self.fill(self.register("home", home(CELLS[0])), people)
        self.steps = 0
        for turn in (self.store.database.read, self.store.database.write):
            turn(lambda connection: connection.set_progress_handler(self.step, 1))

    def step(self):
        self.steps += 1

    def register(self, name, *places):
        phones = self.store.subscriptions
        number = phones.register(registration(name), b"s", b"n", NOON)
        phones.confirm(number, b"n")
        phones.set_places(number, places)
        return number

    def fill(self, first, people):
        """As so many registrations like `first` leave them, written at once."""
        numbers = range(first + 1, first + people)

        def work(connection):
            connection.executemany(
                """INSERT INTO subscriptions SELECT ?, slot, ?, service, language, key_id,
                   secret_hash, nonce_hash, registered, 1, NULL FROM subscriptions
                   WHERE number = ?""",
                ((number, number.to_bytes(32), first) for number in numbers),
            )
            connection.executemany(
                "INSERT INTO places VALUES (?, ?, 0, 2, ?, NULL)",
                ((CELLS[number % len(CELLS)], number, micros(NOON)) for number in numbers),
            )

        self.store.database.write(work)

    def waves(self):
        stores = (self.store.alerts, self.store.subscriptions, self.store.ledger)
        (revision,) = self.store.ledger.open_revisions()
        return record_waves(revision, *stores, NOON)

    def first_wave(self, **changes):
        """The wave, and the steps from its issue until it is durable and read."""
        self.steps = 0
        self.store.alerts.issue([issue(**changes)], None, [])
        first = next(self.waves())
        assert list(self.store.ledger.owed(ALERT_ID, changes.get("number", 1)))
        return first, self.steps

    def tell_the_rest(self, number):
        for _ in self.waves():
            pass
        for chunk in self.store.ledger.owed(ALERT_ID, number):
            self.store.ledger.settle(chunk.id, bytes([Result.ACCEPTED]) * len(chunk.numbers))


@pytest.fixture
def towns(tmp_path):
    made = [Town(tmp_path / f"{people}.db", people) for people in (FEW, MANY)]
    yield made
    for town in made:
        town.store.close()


def test_ten_times_the_people_are_no_more_work_before_the_first_push(towns):
    (first, few), (other, many) = (town.first_wave() for town in towns)

    assert (first.rank, len(first.numbers), first.last) == (0, 1, False)
    assert first.numbers.tolist() == [towns[0].here] == other.numbers.tolist()
    assert many <= 1.05 * few


@pytest.mark.parametrize("phase", [Phase.LIVE, Phase.WITHDRAWN])
def test_nor_are_they_before_an_update_or_an_ending(towns, phase):
    for town in towns:
        town.first_wave()
        town.tell_the_rest(1)

    waves, steps = zip(*(town.first_wave(number=2, phase=phase) for town in towns), strict=True)

    assert {one.relation for one in waves} == {Relation.CHANGED}
    # A chunk's entry in an index, for each thousand people, is looked at.
    assert steps[1] <= 1.05 * steps[0] + MANY / 100


def test_everybody_is_recorded_once_whoever_went_first(towns):
    town = towns[0]
    town.register("south", home(99))
    numbers = [town.register(f"h{index}", here(CELLS[0], since=NOON)) for index in range(3)]

    first, _ = town.first_wave()
    town.tell_the_rest(1)

    assert set(first.numbers.tolist()) == {town.here, *numbers}
    assert len(first.numbers) <= HEAD
    counts = town.store.ledger.counts(ALERT_ID, 1)
    assert counts[Result.ACCEPTED] == FEW + 1 + 3
    assert len(town.store.ledger.recorded(ALERT_ID)) == FEW + 1 + 3
