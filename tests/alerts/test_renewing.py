"""An alert whose source goes on saying the same does not lapse when the source falls silent."""

from datetime import timedelta

import msgspec

from alerts.changes import changes
from alerts.feed import Feed
from alerts.model import Phase, Relation, Revision, Strength
from alerts.pipeline import renew, take_item
from alerts.release import Handling
from alerts.wording import is_silent
from tests.alerts.heard import HOUR, Town, at, hazard, telegram

READY, LEAVE, KNOW = Strength.READY, Strength.LEAVE, Strength.KNOW


def renewals(town: Town, hours: range) -> list[tuple[int, Revision]]:
    """What housekeeping renews, looking every hour; nothing else is heard meanwhile."""
    return [(hour, one) for hour in hours for one in renew(town.means, at(hour))]


def test_what_was_repeated_outlives_the_day_in_which_it_was_first_said() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))
    assert town.hears(telegram(17, hazard(LEAVE, ["east"]))) == []

    ((hour, revision),) = renewals(town, range(18, 41))

    assert hour == 19
    assert (revision.number, revision.phase) == (2, Phase.LIVE)
    assert (revision.sent, revision.expires) == (at(17), at(17) + 24 * HOUR)
    assert town.store.live(at(40))
    assert town.store.live(at(41)) == ()


def test_a_renewal_makes_no_sound_and_says_nothing_new() -> None:
    town = Town()
    (before,) = town.hears(telegram(0, hazard(LEAVE, ["east"])))
    town.hears(telegram(17, hazard(LEAVE, ["east"])))

    (after,) = renew(town.means, at(20))

    assert is_silent(after, Relation.CHANGED, changes(before, after))
    apart = {"number": 1, "sent": before.sent, "issued": before.issued, "expires": before.expires}
    assert msgspec.structs.replace(after, **apart) == before


def test_what_nobody_repeated_lapses() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))

    assert renewals(town, range(25)) == []


def test_a_named_end_is_the_end() -> None:
    town = Town()
    until = at(5)
    town.hears(telegram(0, hazard(LEAVE, ["east"], expires=until)))
    town.hears(telegram(1, hazard(LEAVE, ["east"], expires=until)))

    assert renewals(town, range(2, 6)) == []
    assert town.store.live(at(5)) == ()


def test_what_was_ended_is_not_renewed() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))
    town.hears(telegram(17, hazard(LEAVE, ["east"])))
    town.hears(telegram(18, hazard(KNOW, ["east"], ended=True)))

    assert renewals(town, range(18, 41)) == []


def test_what_waits_for_a_person_still_waits_and_is_pushed_to_nobody() -> None:
    town = Town()
    feed = Feed(name="jma")
    town.means = msgspec.structs.replace(
        town.means, new_id=iter(f"{n:016d}" for n in range(9)).__next__
    )
    for hour in (0, 17):
        take_item(telegram(hour, hazard(LEAVE, ["east"])), b"", town.means, at(hour), feed)
    (waiting,) = town.store.live(at(17))
    before = town.store.release(waiting.id)

    (revision,) = renew(town.means, at(20))

    after = town.store.release(waiting.id)
    assert before is not None
    assert before.handling is not Handling.AUTOMATIC
    assert after == before
    assert town.store.past(revision.alert_id).told is None


def test_one_renewal_is_enough_for_six_hours_of_looking() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))
    town.hears(telegram(17.5, hazard(LEAVE, ["east"])))
    minutes = [at(18) + timedelta(minutes=minute) for minute in range(0, 6 * 60, 5)]

    made = [one for now in minutes for one in renew(town.means, now)]

    assert len(made) == 1
