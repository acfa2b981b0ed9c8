"""The list of districts: what is ticked is what is meant, whole kinds too, and the town stands first."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from alerts.model import Mode
from geo.places import Gazetteer, OfficialArea
from service.desk_page.districts import Chosen, districts, expanded
from service.desk_page.scene import Scene
from tests.factories import box

CITY = OfficialArea(key="jis:17201", names={"ja": "市", "en": "City"}, area=box(139.0, 35.0, 0.1))
BLOCKS = [
    OfficialArea(key=f"cho:{at:03}", names={"ja": f"町{at}"}, area=box(139.0 + at / 100, 35.0))
    for at in range(70)
]
TOWN = Gazetteer.of([CITY, *BLOCKS])
SCENE = Scene(
    language="en", now=datetime(2026, 11, 22, tzinfo=UTC), time_zone="UTC", mode=Mode.TRAINING
)
keys = st.sampled_from([one.key for one in (CITY, *BLOCKS)] + ["cho:999"])


@given(st.frozensets(keys), st.frozensets(st.sampled_from(["jis", "cho", "school"])))
def test_what_is_meant_is_every_ticked_key_and_kind_once(
    ticked: frozenset[str], kinds: frozenset[str]
) -> None:
    meant = expanded(TOWN, Chosen(keys=ticked, kinds=kinds))

    of_kinds = {one.key for one in (CITY, *BLOCKS) if one.key.partition(":")[0] in kinds}
    assert len(meant) == len(set(meant))
    assert set(meant) == ticked | of_kinds


def test_the_town_stands_first_and_once() -> None:
    shown = districts(SCENE, TOWN, Chosen(), town="jis:17201")

    assert shown.count('value="jis:17201"') == 1
    assert shown.index('value="jis:17201"') < shown.index('value="cho:000"')
    assert "The whole town." in shown


def test_a_long_kind_is_closed_until_something_in_it_is_ticked() -> None:
    plain = districts(SCENE, TOWN, Chosen())
    ticked = districts(SCENE, TOWN, Chosen(keys=frozenset({"cho:003"})))

    assert "<details open" not in plain.partition("Town blocks")[0]
    assert "<details open" in ticked.partition("Town blocks")[0]
    assert 'value="cho:003" checked' in ticked
    assert ticked.count(" checked") == 1


def test_a_name_may_be_looked_for_in_any_of_its_languages_or_by_its_code() -> None:
    shown = districts(SCENE, TOWN, Chosen())

    assert 'data-search="市 city jis:17201"' in shown
