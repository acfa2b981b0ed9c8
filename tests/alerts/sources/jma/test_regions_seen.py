"""Regions without polygons in recorded telegrams; broken ones name what is left of them."""

import pytest
from lxml import etree

from alerts.sources.jma.regions_seen import Regions, regions_seen

WITHIN = {"391": frozenset({"jma:1"}), "390": frozenset({"jma:1", "jma:2"})}


@pytest.mark.parametrize(
    ("towns", "home"),
    [
        (["jma:2"], {"390"}),
        (["jma:1"], {"390", "391"}),
        (["jma:1", "jma:9"], None),
        (["jma:9"], None),
        ([], None),
    ],
)
def test_home_is_every_region_that_holds_the_town_once_all_of_it_was_seen(
    towns: list[str], home: set[str] | None
) -> None:
    assert Regions({}, {}, WITHIN).home(towns) == home


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<Observation><Pref><Area/></Pref></Observation>",
        "<Observation><Pref><Area><City/></Area></Pref></Observation>",
        "<Tsunami><Forecast><Item/><Item><Area/></Item></Forecast></Tsunami>",
        "<Information><Item><Areas><Area><Code>1</Code></Area></Areas></Item></Information>",
    ],
)
def test_what_names_no_region_adds_nothing(body: str) -> None:
    assert regions_seen([etree.fromstring(f"<Report>{body}</Report>")]) == Regions({}, {}, {})
