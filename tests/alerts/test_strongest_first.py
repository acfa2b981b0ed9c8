"""One telegram, many alerts: the worst is stored first, and nothing is lost or told twice."""

from collections.abc import Sequence

import msgspec
import pytest

from alerts.model import Strength
from alerts.ports import Issue, RevisionOutOfOrder
from alerts.report import Hazard, Report, ReportKey
from alerts.testing import MemoryAlertStore, MemoryStore
from alerts.triage import Outcome
from alerts.voices import Voice
from geo.places import Gazetteer, OfficialArea
from tests.alerts.heard import Town, drawn, hazard, telegram
from tests.factories import box

CODES = [f"99{number:02d}000" for number in range(24)]
MANY = Gazetteer.of(
    [
        OfficialArea(key=f"jma:{code}", names={"en": code}, area=box(139.0 + 0.02 * number, 36.0))
        for number, code in enumerate(CODES)
    ]
)
READY, SLOW, LEAVE, KNOW = Strength.READY, Strength.LEAVE_IF_SLOW, Strength.LEAVE, Strength.KNOW
Stored = list[list[tuple[str, Strength]]]


class InstalmentStore(MemoryAlertStore):
    """Remembers what was stored together; `fails` at the transaction of this number."""

    def __init__(self, fails: int = -1, fault: Exception | None = None) -> None:
        super().__init__(MemoryStore())
        self.together: Stored = []
        self.keys: list[ReportKey | None] = []
        self._fails, self._fault = fails, fault

    def issue(
        self,
        issues: Sequence[Issue],
        key: ReportKey | None,
        references: Sequence[ReportKey],
        linked: Sequence[str] = (),
        voices: Sequence[Voice] = (),
    ) -> None:
        fault = self._fault
        if fault is not None and len(self.together) == self._fails:
            self._fault = None
            raise fault
        super().issue(issues, key, references, linked, voices)
        revisions = [one.revision for one in issues]
        self.together.append([(one.place_names["en"], one.strength) for one in revisions])
        self.keys.append(key)


class Crashed(Exception):
    """The power went."""


def wide_town(store: MemoryAlertStore) -> Town:
    town = Town(store)
    town.means = msgspec.structs.replace(town.means, gazetteer=MANY)
    return town


def each(strengths: Sequence[Strength]) -> list[Hazard]:
    return [hazard(strength, [code]) for code, strength in zip(CODES, strengths, strict=False)]


def worst_last() -> Report:
    return telegram(0, *each([READY] * 22 + [LEAVE] * 2))


def told(town: Town, store: InstalmentStore) -> list[tuple[str, int]]:
    """Every place with the number of its one alert's revisions."""
    live = town.store.live(worst_last().sent)
    return sorted((one.latest.place_names["en"], one.latest.number) for one in live)


def test_the_worst_places_are_stored_before_the_others_are_put_into_words() -> None:
    store = InstalmentStore()

    wide_town(store).takes(worst_last())

    assert [len(one) for one in store.together] == [4, 16, 4, 0]
    assert store.together[0][:2] == [(CODES[22], LEAVE), (CODES[23], LEAVE)]
    assert sorted(one for some in store.together for one in some) == sorted(
        (code, LEAVE if code in CODES[22:] else READY) for code in CODES
    )
    assert store.keys == [None, None, None, worst_last().key]


def test_whoever_sends_is_told_of_each_transaction() -> None:
    store, seen = InstalmentStore(), []
    town = wide_town(store)
    town.means = msgspec.structs.replace(
        town.means, stored=lambda: seen.append(len(store.together))
    )

    town.takes(worst_last())

    assert seen == [1, 2, 3, 4]


def test_few_alerts_are_one_transaction() -> None:
    store = InstalmentStore()

    wide_town(store).takes(telegram(0, *each([LEAVE] * 4)))

    assert [len(one) for one in store.together] == [4]


def test_what_ends_is_stored_last_because_it_says_what_still_holds() -> None:
    store = InstalmentStore()
    town = wide_town(store)
    town.takes(telegram(0, *each([LEAVE] * 24)))
    store.together.clear()
    over = [hazard(KNOW, [code], ended=True) for code in CODES[:2]]
    raised = [hazard(SLOW, [code]) for code in CODES[2:]]

    town.takes(telegram(1, *over, *raised))

    assert {code for code, _ in store.together[-1]} == set(CODES[:2])
    assert [len(one) for one in store.together] == [4, 16, 2, 2]


INNER = ((139.002, 36.002), (139.004, 36.002), (139.004, 36.004), (139.002, 36.002))


def two_say_the_same(store: MemoryAlertStore) -> tuple[Town, Report]:
    """Two agencies warn, the second of a part of the first place; then it raises that, and more."""
    town = wide_town(store)
    town.takes(telegram(0, hazard(READY, CODES[:1])))
    second = {"sender": "prefecture", "identifier": "1", "stream": "prefecture/rain"}
    town.takes(telegram(0, drawn(READY, INNER), **second))
    raised = drawn(LEAVE, INNER)
    return town, telegram(1, *each([READY] * 24)[1:], raised, **{**second, "identifier": "2"})


def test_what_a_voice_moves_to_is_stored_last_though_it_is_the_worst() -> None:
    store = InstalmentStore()
    town, raised = two_say_the_same(store)
    assert len(town.store.live(raised.sent)) == 1
    store.together.clear()

    town.takes(raised)

    assert [LEAVE in dict(some).values() for some in store.together] == [False] * 3 + [True]
    assert [len(some) for some in store.together] == [4, 16, 3, 1]


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_after_a_crash_the_same_telegram_goes_on_with_the_rest(number: int) -> None:
    store = InstalmentStore(number, Crashed())
    town = wide_town(store)

    with pytest.raises(Crashed):
        town.takes(worst_last())
    town.takes(worst_last())

    assert told(town, store) == [(code, 1) for code in CODES]


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_what_was_stored_before_another_came_between_is_reported_and_kept(number: int) -> None:
    store = InstalmentStore(number, RevisionOutOfOrder("another came first"))
    town = wide_town(store)

    taken = town.takes(worst_last())

    assert told(town, store) == [(code, 1) for code in CODES]
    new = [one.revision for one in taken if one.outcome is Outcome.NEW]
    assert sorted(one.place_names["en"] for one in new if one is not None) == CODES
