"""Closures and states of sites since the bundle was built."""

from datetime import UTC, datetime

import numpy as np
import pytest

from geo import changes
from geo.changes import (
    ChangeRefused,
    CityChanges,
    EdgeIndex,
    Effect,
    Word,
    lost,
    reopened,
    wire,
    with_closure,
    with_sites,
)
from geo.sites import SiteState

NOW = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)
# Three corners in a row, and two pieces of street between them.
INDEX = EdgeIndex(
    np.array([0, 10, 20], np.int32),
    np.array([0, 0, 5], np.int32),
    np.array([[0, 1], [1, 2]], np.int32),
)
FIRST, SECOND, NOWHERE = (0, 0, 10, 0), (20, 5, 10, 0), (1, 1, 2, 2)


def closed(
    *segments: changes.Segment,
    before: CityChanges | None = None,
    hazard: str | None = None,
    effect: Effect = Effect.CLOSED,
) -> CityChanges:
    return with_closure(
        before or CityChanges(), segments, label="Bridge", hazard=hazard, effect=effect, now=NOW
    )


def lifted(before: CityChanges, number: int) -> CityChanges:
    return reopened(before, (number,), {}, Word(at=NOW))


def test_phones_get_edge_numbers_whichever_way_a_piece_was_drawn():
    told = wire(closed(SECOND, FIRST), INDEX, "0123456789abcdef")

    assert told == {
        "v": 1,
        "bundle": "0123456789abcdef",
        "n": 1,
        "at": int(NOW.timestamp()),
        "closed": [0, 1],
        "closed_for": {},
        "zone_for": {},
        "sites": {},
    }


def test_a_closure_for_one_hazard_and_a_zone_stay_apart():
    first = closed(FIRST, hazard="flood")
    both = closed(SECOND, before=first, hazard="tsunami", effect=Effect.ZONE)

    told = wire(both, INDEX, "b")

    assert (told["closed"], told["closed_for"], told["zone_for"]) == (
        [],
        {"flood": [0]},
        {"tsunami": [1]},
    )


def test_a_zone_of_no_hazard_is_refused():
    with pytest.raises(ChangeRefused, match="name it"):
        closed(FIRST, effect=Effect.ZONE)


def test_a_street_is_open_again_when_its_closure_is_lifted():
    both = closed(SECOND, before=closed(FIRST))

    after = lifted(both, 1)

    assert (after.n, wire(after, INDEX, "b")["closed"]) == (3, [1])


def test_a_number_is_not_given_twice():
    again = closed(SECOND, before=lifted(closed(FIRST), 1))

    assert [one.number for one in again.closures] == [3]


def test_the_number_of_a_lifted_closure_never_names_another_street():
    two = closed(SECOND, before=closed(FIRST))

    again = closed(FIRST, before=lifted(two, 2))

    assert [one.number for one in again.closures] == [1, 4]


def test_streets_and_sites_are_given_back_as_one_change_with_one_word():
    shut = with_sites(closed(SECOND, before=closed(FIRST)), {"E1": SiteState.CLOSED}, Word(at=NOW))
    word = Word(at=NOW, by=3, reason="dry")

    after = reopened(shut, (1, 2), {"E1": SiteState.OPEN, "E2": SiteState.UNKNOWN}, word)

    assert (after.n, after.closures, after.sites) == (4, (), {"E1": SiteState.OPEN})
    assert (after.words["E1"], after.words["E2"]) == (word, word)


def test_who_said_what_and_why_stays_with_the_town():
    word = Word(at=NOW, by=7, reason="secret")
    said = with_sites(closed(FIRST), {"E1": SiteState.FULL}, word)

    told = str(wire(said, INDEX, "b"))

    assert ("secret" in told, "Bridge" in told) == (False, False)


def test_lifting_what_is_not_closed_says_what_is():
    with pytest.raises(ChangeRefused, match="there are: 1"):
        lifted(closed(FIRST), 7)


def test_a_closure_on_no_street_is_refused():
    with pytest.raises(ChangeRefused, match="no street lies there"):
        closed()


def test_a_list_as_long_as_a_city_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(changes, "MOST_EDGES", 1)

    with pytest.raises(ChangeRefused, match="city build"):
        closed(FIRST, SECOND)


def test_pieces_that_the_bundle_does_not_have_are_counted_not_dropped_in_silence():
    assert lost(closed(FIRST, NOWHERE), INDEX) == {1: 1}


def test_an_unknown_state_is_the_absence_of_a_word():
    said = with_sites(CityChanges(), {"E1": SiteState.FULL}, Word(at=NOW))

    unsaid = with_sites(said, {"E1": SiteState.UNKNOWN}, Word(at=NOW))

    assert wire(said, INDEX, "b")["sites"] == {"E1": "full"}
    assert wire(unsaid, INDEX, "b")["sites"] == {}
