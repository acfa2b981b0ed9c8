"""What is said more weakly of wider ground than an alert's own (docs/triage.md, "Known")."""

from alerts.model import Kind, Phase, Strength
from alerts.report import MessageType, Report
from tests.alerts.heard import GROUND, Town, at, county, hazard, telegram

READY, LEAVE, KNOW = Strength.READY, Strength.LEAVE, Strength.KNOW
RAIN = {"part": "大雨", "kind": Kind.FLOOD}


def inner(hours: float, *, ended: bool = False) -> Report:
    kind = MessageType.UPDATE if ended else MessageType.ALERT
    said = hazard(LEAVE, ["east"], ended=ended, **RAIN)
    return telegram(hours, said, message_type=kind)


def wider(hours: float, strength: Strength = READY) -> Report:
    return telegram(hours, county(strength, **RAIN), stream="bulletin/99", source="気象情報")


def told(town: Town, what: Report) -> list[tuple[Phase, Strength, bool]]:
    """Phase, strength, and whether the area holds the inner village: its people are told."""
    return [
        (one.phase, one.strength, one.area.intersects(GROUND["east"])) for one in town.hears(what)
    ]


def test_who_is_under_something_stronger_is_told_of_the_weaker_and_wider_too() -> None:
    town = Town()
    town.hears(inner(0))

    assert told(town, wider(1)) == [(Phase.LIVE, READY, True)]
    assert told(town, wider(2)) == []


def test_when_the_stronger_ends_its_all_clear_says_that_the_weaker_holds() -> None:
    town = Town()
    town.hears(inner(0))
    town.hears(wider(1))

    (over,) = town.hears(inner(3, ended=True))
    left = town.store.live(at(3))

    assert (over.phase, [one.latest.strength for one in left]) == (Phase.ALL_CLEAR, [READY])
    assert [one.strength for one in over.still_holds] == [READY]


def test_the_weaker_raised_above_the_inner_is_told_inside_as_well() -> None:
    town = Town()
    town.hears(inner(0))
    town.hears(wider(1))

    assert told(town, wider(2, Strength.PROTECT))[0] == (Phase.LIVE, Strength.PROTECT, True)
