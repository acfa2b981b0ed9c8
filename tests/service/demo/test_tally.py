import msgspec
from shapely.geometry import box

from service.demo.judge import Finding
from service.demo.phones import Spot, Tie
from service.demo.tally import NEAR, Count, strongest_tie, tally

NOW = 1_800_000_000
AREA = box(139, 35, 140, 36)
HOME = Spot(tie=Tie.HOME, lon=139.5, lat=35.5)
AWAY = Spot(tie=Tie.HOME, lon=145, lat=35.5)
STAY = Spot(tie=Tie.STAY, lon=139.5, lat=35.5, until=NOW + 60)
ENDED = Spot(tie=Tie.STAY, lon=139.5, lat=35.5, until=NOW - 60)
OLD = Spot(tie=Tie.HERE, lon=139.5, lat=35.5, since=NOW - 5 * 3600)


def with_spots(phone, *spots, language="ja"):
    return msgspec.structs.replace(phone, spots=spots, language=language)


def test_the_strongest_tie_inside_counts(sender):
    (phone,) = sender.phones(1)

    ties = [
        strongest_tie(with_spots(phone, *spots), AREA, NOW)
        for spots in [(HOME, STAY), (OLD, HOME), (OLD,), (AWAY,), (ENDED,), ()]
    ]

    assert ties == ["stay", "home", "old here", NEAR, NEAR, NEAR]


def test_people_are_counted_by_language_and_tie(sender):
    phones = sender.phones(4)
    phones = [
        with_spots(phones[0], HOME, language="en"),
        with_spots(phones[1], HOME, language="en"),
        with_spots(phones[2], AWAY, language="ja"),
        with_spots(phones[3], AWAY, language="ja"),
    ]
    nobody = frozenset()
    finding = Finding(
        inside=frozenset({0, 1}),
        outside=frozenset({3}),
        sent=frozenset({0, 2}),
        missed=frozenset({1}),
        unwanted=nobody,
        wrong_language=nobody,
        duplicates=nobody,
        delays=(),
    )

    assert tally(phones, finding, AREA, NOW) == {
        ("en", "home"): Count(inside=2, sent=1),
        ("ja", NEAR): Count(inside=0, sent=1),
    }
