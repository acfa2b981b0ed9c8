"""What nobody proves of a sender neither ends, nor ages, nor replaces what it certainly said.

A mirror of an agency's telegrams, asked without a pin, can say anything in its name.
"""

from datetime import datetime

import msgspec
import pytest

from alerts.model import Phase, Strength
from alerts.pipeline import Taken, take_item
from alerts.release import Handling
from alerts.report import MessageType, Report
from alerts.triage import Outcome
from tests.alerts.heard import Town, at, cancel, hazard, telegram
from tests.alerts.test_folding_feeds import PINNED, UNPINNED, handled, hears, wave
from tests.factories import report

READY, LEAVE, KNOW = Strength.READY, Strength.LEAVE, Strength.KNOW


def lifted(hours: float, **changes: object) -> Report:
    over = hazard(KNOW, ["east"], part="津波", ended=True)
    return telegram(hours, over, **{"stream": "tsunami", **changes})


def outcomes(taken: tuple[Taken, ...]) -> list[Outcome]:
    return [one.outcome for one in taken]


def live(town: Town, hours: float) -> list[tuple[Strength, int]]:
    return [(one.latest.strength, one.latest.number) for one in town.store.live(at(hours))]


def test_a_mirrors_all_clear_waits_for_a_person_and_ends_nothing() -> None:
    town = Town()
    hears(town, wave(0, LEAVE), PINNED)

    claimed = hears(town, lifted(1), UNPINNED)

    assert outcomes(claimed) == [Outcome.QUARANTINED]
    assert "nobody proves" in claimed[0].reason
    assert live(town, 1) == [(LEAVE, 1)]


def test_the_agencys_own_all_clear_ends_it_after_a_mirrors() -> None:
    town = Town()
    hears(town, wave(0, LEAVE), PINNED)
    hears(town, lifted(1), UNPINNED)

    ended = hears(town, lifted(1), PINNED)

    assert [one.revision.phase for one in ended if one.revision] == [Phase.ALL_CLEAR]
    assert live(town, 1) == []


def test_a_mirrors_cancellation_takes_nothing_back() -> None:
    town = Town()
    hears(town, wave(0, LEAVE), PINNED)

    claimed = hears(town, cancel(1, stream="tsunami"), UNPINNED)
    raised = hears(town, wave(0.5, Strength.PROTECT), PINNED)

    assert outcomes(claimed) == [Outcome.QUARANTINED]
    assert handled(raised) == [(2, Handling.AUTOMATIC)]


def test_a_later_time_that_a_mirror_makes_up_silences_nobody() -> None:
    town = Town()
    hears(town, wave(0, READY), PINNED)
    hears(town, wave(9, READY), UNPINNED)

    raised = hears(town, wave(0.1, LEAVE), PINNED)

    assert handled(raised) == [(2, Handling.AUTOMATIC)]


def test_a_mirror_that_came_first_with_a_later_time_silences_nobody() -> None:
    town = Town()
    hears(town, wave(9, READY), UNPINNED)

    taken = hears(town, wave(0.1, LEAVE), PINNED)

    assert [how for _, how in handled(taken)] == [Handling.AUTOMATIC]
    assert LEAVE in {strength for strength, _ in live(town, 0.1)}


def test_what_a_mirror_says_beyond_the_agency_stands_beside_it_and_is_not_pushed() -> None:
    town = Town()
    hears(town, wave(0, READY), PINNED)

    taken = hears(town, wave(0.1, LEAVE), UNPINNED)

    assert [how for _, how in handled(taken)] == [Handling.APPROVAL]
    assert sorted(live(town, 0.1)) == [(LEAVE, 1), (READY, 1)]


def test_a_mirror_that_repeats_what_the_agency_said_changes_nothing() -> None:
    town = Town()
    hears(town, wave(0, LEAVE), PINNED)

    repeated = [hears(town, wave(hours, LEAVE), UNPINNED) for hours in (0, 0.1, 0.2)]

    assert [handled(one) for one in repeated] == [[], [], []]
    assert live(town, 0.2) == [(LEAVE, 1)]


def test_a_voice_that_nobody_proves_holds_no_all_clear_back() -> None:
    town = Town()
    hears(town, wave(0, LEAVE), PINNED)
    hears(town, wave(0.1, LEAVE, sender="neighbour"), UNPINNED)

    ended = hears(town, lifted(1), PINNED)

    assert [one.revision.phase for one in ended if one.revision] == [Phase.ALL_CLEAR]
    assert live(town, 1) == []


def test_a_voice_that_is_proven_does() -> None:
    town = Town()
    hears(town, wave(0, LEAVE), PINNED)
    hears(town, wave(0.1, LEAVE, sender="neighbour"), PINNED)

    ended = hears(town, lifted(1), PINNED)

    assert [one.revision for one in ended] == [None]
    assert live(town, 1) == [(LEAVE, 1)]


def test_what_only_a_mirror_said_the_mirror_may_end() -> None:
    town = Town()
    hears(town, wave(0, LEAVE), UNPINNED)

    ended = hears(town, lifted(1), UNPINNED)

    assert [one.revision.phase for one in ended if one.revision] == [Phase.ALL_CLEAR]


@pytest.mark.parametrize("by", [MessageType.CANCEL, MessageType.UPDATE])
def test_a_forged_cap_message_ends_no_warning_of_a_pinned_feed(by: MessageType) -> None:
    """Of reports that refer to others by key: a cancellation, and an update that says AllClear."""
    town = Town()
    town.means = msgspec.structs.replace(
        town.means, policy=msgspec.structs.replace(town.means.policy, senders=frozenset({"jma"}))
    )
    said = hazard(LEAVE, ["east"], official=None, response_types=("Evacuate",))
    first = report(sender="jma", identifier="first", sent=at(0), hazards=(said,), stream="")
    over = msgspec.structs.replace(said, response_types=("AllClear",))
    ending = report(
        sender="jma",
        identifier="second",
        sent=at(1),
        message_type=by,
        references=(first.key,),
        hazards=(over,),
        stream="",
    )
    _taken_at(town, first, at(0), pinned=True)

    claimed = _taken_at(town, ending, at(1), pinned=False)
    assert outcomes(claimed) == [Outcome.QUARANTINED]
    assert len(live(town, 1)) == 1

    certain = _taken_at(town, ending, at(1), pinned=True)
    assert [one.revision is not None for one in certain] == [True]
    assert live(town, 1) == []


def _taken_at(town: Town, what: Report, now: datetime, *, pinned: bool) -> tuple[Taken, ...]:
    return take_item(what, b"", town.means, now, PINNED if pinned else UNPINNED)
