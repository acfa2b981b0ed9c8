"""What a feed brought, as far as the ledger: pushed, waiting or shown, by what may go by itself."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace

from alerts.feed import Feed
from alerts.model import Mode
from alerts.pipeline import Means, take_item
from alerts.release import DEFAULT, Handling, ReleasePolicy
from alerts.report import MessageType, Report, Text
from alerts.testing import MemoryAlertStore, MemoryLedger, MemoryStore
from alerts.triage import Policy
from geo.places import Gazetteer
from tests.factories import NOW, box, hazard, report
from translations.loading import load_phrasebook

MINUTE = timedelta(minutes=1)
WHOLE = box(130.0, 30.0, 15.0)
FEED = Feed(
    name="agency",
    senders=frozenset({report().sender}),
    is_pinned=True,
    jurisdiction=WHOLE,
    most_km2=1e6,
    most_per_hour=2,
)
UNPINNED = replace(FEED, is_pinned=False)


class Town:
    """The stages over stores in memory."""

    def __init__(self, policy: ReleasePolicy = DEFAULT) -> None:
        ids: Iterator[str] = iter(f"{number:016d}" for number in range(100))
        self.stores = MemoryStore()
        self.alerts = MemoryAlertStore(self.stores)
        self.means = Means(
            alerts=self.alerts,
            gazetteer=Gazetteer.of([]),
            phrases=load_phrasebook(),
            policy=Policy(mode=Mode.REAL),
            languages=("en",),
            base_url="https://town.example",
            time_zone="Asia/Tokyo",
            new_id=lambda: next(ids),
            may_go=lambda: policy,
        )

    def hears(self, what: Report, feed: Feed | None = FEED) -> list[Handling | None]:
        taken = take_item(what, b"", self.means, what.sent, feed)
        return [one.handling for one in taken if one.revision is not None]

    def told(self) -> list[tuple[str, int]]:
        opened = MemoryLedger(self.stores).open_revisions()
        return [(one.alert_id, one.number) for one in opened]


def tsunami(identifier: str = "first", event: str = "Tsunami Warning", **changes: object) -> Report:
    said = hazard(texts=(Text(language="en", event=event),))
    return report(**{"identifier": identifier, "hazards": (said,), "sent": NOW, **changes})


def over(first: Report) -> Report:
    said = hazard(
        texts=(Text(language="en", event="Tsunami Warning"),),
        response_types=("AllClear",),
        urgency="Past",
    )
    return tsunami(
        "over",
        hazards=(said,),
        sent=first.sent + MINUTE,
        message_type=MessageType.UPDATE,
        references=(first.key,),
    )


def test_a_trusted_tsunami_warning_is_pushed_as_it_comes() -> None:
    town = Town()

    assert town.hears(tsunami()) == [Handling.AUTOMATIC]
    assert town.told() == [("0000000000000000", 1)]


@pytest.mark.parametrize(
    ("feed", "policy", "handling"),
    [
        (UNPINNED, DEFAULT, Handling.APPROVAL),
        (FEED, ReleasePolicy(), Handling.SHOW),
    ],
)
def test_what_may_not_go_by_itself_is_on_the_page_and_told_to_nobody(
    feed: Feed, policy: ReleasePolicy, handling: Handling
) -> None:
    town = Town(policy)

    found = town.hears(tsunami(), feed)

    assert found == [handling]
    assert town.told() == []
    assert [one.latest.number for one in town.alerts.live(NOW)] == [1]


def test_an_operators_own_hand_is_not_judged() -> None:
    town = Town(ReleasePolicy())

    assert town.hears(tsunami(), None) == [None]
    assert town.told() == [("0000000000000000", 1)]


def test_an_all_clear_goes_to_whoever_was_told() -> None:
    town, first = Town(), tsunami()
    town.hears(first)

    assert town.hears(over(first)) == [Handling.AUTOMATIC]
    assert town.told() == [("0000000000000000", 2)]


def test_an_all_clear_of_what_nobody_was_told_goes_to_nobody() -> None:
    town, first = Town(), tsunami()
    town.hears(first, UNPINNED)

    assert town.hears(over(first)) == [Handling.SHOW]
    assert town.told() == []


def test_a_flood_of_warnings_waits_for_a_person_and_not_before() -> None:
    town = Town()

    found = [
        town.hears(tsunami(str(number), event=f"Tsunami Warning {number}")) for number in range(3)
    ]

    assert found == [[Handling.AUTOMATIC], [Handling.AUTOMATIC], [Handling.APPROVAL]]


def test_one_report_alone_does_not_go_beyond_the_rate() -> None:
    town = Town()
    many = tuple(
        hazard(texts=(Text(language="en", event=f"Tsunami Warning {number}"),))
        for number in range(3)
    )

    found = town.hears(tsunami(hazards=many))

    assert sorted(one.value for one in found if one) == ["approval", "automatic", "automatic"]
