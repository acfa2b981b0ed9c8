from collections import Counter

from service.demo.phones import LANGUAGES, Spot, Tie, make_phones

NOW = 1_800_000_000
NODES = [(139.5, 35.3), (139.51, 35.31)]
ORIGINS = ["http://127.0.0.1:1", "http://127.0.0.1:2"]
HOUR = 3600


def test_the_same_seed_makes_the_same_phones():
    once, again, other = (
        [
            (phone.language, phone.spots, phone.endpoint, phone.auth, phone.point)
            for phone in make_phones(NODES, ORIGINS, 20, seed, NOW)
        ]
        for seed in (7, 7, 8)
    )

    assert once == again
    assert once != other


def test_every_phone_has_keys_and_an_address_of_its_own():
    phones = make_phones(NODES, ORIGINS, 50, 7, NOW)

    assert len({phone.endpoint for phone in phones}) == 50
    assert len({phone.point for phone in phones}) == 50
    assert Counter(phone.push_origin for phone in phones) == {ORIGINS[0]: 25, ORIGINS[1]: 25}


def test_a_town_of_phones_holds_every_kind_of_reader_and_tie():
    phones = make_phones(NODES, ORIGINS, 2_000, 7, NOW)
    spots = [spot for phone in phones for spot in phone.spots]

    assert {phone.language for phone in phones} == set(LANGUAGES)
    assert {spot.label(NOW) for spot in spots} == {"home", "stay", "here", "old here"}
    assert any(spot.tie is Tie.STAY and not spot.holds(NOW) for spot in spots)
    assert any(spot.tie is Tie.HERE and not spot.holds(NOW) for spot in spots)
    assert any(abs(spot.lon - NODES[0][0]) > 0.4 for spot in spots)
    assert any(len(phone.spots) == 3 for phone in phones)


def test_a_stay_holds_until_its_end():
    stay = Spot(tie=Tie.STAY, lon=0, lat=0, until=NOW)

    assert (stay.holds(NOW - 1), stay.holds(NOW)) == (True, False)


def test_a_position_holds_for_12_hours_and_is_old_after_3():
    here = Spot(tie=Tie.HERE, lon=0, lat=0, since=NOW)

    assert (here.holds(NOW + 12 * HOUR - 1), here.holds(NOW + 12 * HOUR)) == (True, False)
    assert (here.label(NOW + 3 * HOUR - 1), here.label(NOW + 3 * HOUR)) == ("here", "old here")


def test_a_home_holds_for_good():
    assert Spot(tie=Tie.HOME, lon=0, lat=0).holds(NOW * 2)
