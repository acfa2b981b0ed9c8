"""Folding among feeds that are trusted unequally: none keeps another's warning from people."""

import msgspec

from alerts.feed import Feed
from alerts.model import Kind, Strength
from alerts.pipeline import Taken, take_item
from alerts.release import Handling
from alerts.report import Report
from alerts.triage import Outcome
from tests.alerts.heard import Town, hazard, telegram
from tests.factories import box

READY, LEAVE = Strength.READY, Strength.LEAVE
PINNED = Feed(
    name="agency",
    senders=frozenset({"jma", "neighbour"}),
    is_pinned=True,
    jurisdiction=box(130.0, 30.0, 15.0),
    most_km2=1e6,
    most_per_hour=20,
)
UNPINNED = msgspec.structs.replace(PINNED, name="mirror", is_pinned=False)
SECOND = msgspec.structs.replace(UNPINNED, name="second mirror")


def wave(hours: float, strength: Strength, **changes: object) -> Report:
    said = hazard(strength, ["east"], part="津波", kind=Kind.TSUNAMI)
    return telegram(hours, said, **{"stream": "tsunami", **changes})


def hears(town: Town, what: Report, feed: Feed | None) -> tuple[Taken, ...]:
    return take_item(what, b"", town.means, what.sent, feed)


def handled(taken: tuple[Taken, ...]) -> list[tuple[int, Handling | None]]:
    """Number and handling of each revision."""
    return [(one.revision.number, one.handling) for one in taken if one.revision is not None]


def test_what_was_only_shown_does_not_keep_a_trusted_warning_from_people() -> None:
    town = Town()
    hears(town, wave(0, LEAVE, sender="neighbour"), UNPINNED)

    taken = hears(town, wave(0.1, LEAVE), PINNED)

    assert handled(taken) == [(1, Handling.AUTOMATIC)]


def test_the_same_telegram_by_a_trusted_feed_is_pushed_though_another_brought_it_first() -> None:
    town = Town()
    same = wave(0, LEAVE)
    shown = hears(town, same, UNPINNED)

    pushed = hears(town, same, PINNED)
    again = hears(town, same, PINNED)

    assert [number for number, how in handled(shown) if how is not Handling.AUTOMATIC] == [1]
    assert handled(pushed) == [(2, Handling.AUTOMATIC)]
    assert handled(again) == []


def test_what_only_mirrors_repeat_makes_no_revision() -> None:
    town = Town()
    same = wave(0, LEAVE)
    hears(town, same, UNPINNED)

    taken = [*hears(town, same, SECOND), *hears(town, wave(1, LEAVE), SECOND)]

    assert [(one.outcome, one.revision) for one in taken] == [(Outcome.DUPLICATE, None)] * 2


def test_an_operators_hand_tells_people_of_what_was_only_shown() -> None:
    town = Town()
    same = wave(0, LEAVE)
    hears(town, same, UNPINNED)

    assert handled(hears(town, same, None)) == [(2, None)]


def test_a_feed_of_another_sender_does_not_change_what_people_were_told() -> None:
    town = Town()
    hears(town, wave(0, READY), PINNED)

    taken = hears(town, wave(0.1, LEAVE, sender="neighbour"), UNPINNED)

    assert [number for number, _ in handled(taken)] == [1]
    assert len(town.store.live(taken[0].item.sent)) == 2  # type: ignore[union-attr]
