"""What is missing or doubtful is said while it is written; what would harm holds the draft back."""

from datetime import timedelta

import msgspec
import pytest

from alerts.desk.area_source import Vertices
from alerts.desk.checks import Surroundings, checks, refusals
from alerts.desk.draft import Draft, FreeText, What
from alerts.desk.finding import Finding
from alerts.model import Kind, Mode, Order, Strength
from geo.area import Refused
from tests.factories import NOW, alert, box, revision, ring

HOUR = timedelta(hours=1)
AREA = box(139.0, 35.0)


def order(**changes: object) -> Draft:
    whole = Draft(
        id="d",
        version=1,
        author=1,
        mode=Mode.REAL,
        what=What.ORDER,
        kind=Kind.FLOOD,
        saved=NOW,
        order=Order.EVACUATE,
        source=Vertices(rings=(ring(139.0, 35.0),)),
        area=AREA,
        place_names={"ja": "川辺"},
        issuer="湊浜市長",
        review=NOW + 6 * HOUR,
    )
    return msgspec.structs.replace(whole, **changes)


def notice(**changes: object) -> Draft:
    own = {
        "what": What.NOTICE,
        "order": None,
        "review": None,
        "strength": Strength.READY,
        "expires": NOW + HOUR,
    }
    return order(**{**own, **changes})


def around(**changes: object) -> Surroundings:
    return msgspec.structs.replace(Surroundings(now=NOW, ground=AREA), **changes)


def found(draft: Draft, **changes: object) -> list[str]:
    return [one.id for one in checks(draft, around(**changes))]


def test_a_whole_order_and_a_whole_notice_have_no_findings() -> None:
    assert (found(order()), found(notice())) == ([], [])


@pytest.mark.parametrize(
    ("draft", "id"),
    [
        (order(issuer=" "), "missing.who"),
        (order(order=None), "missing.order"),
        (order(place_names={}), "missing.where"),
        (order(review=NOW), "times.review_past"),
        (order(review=NOW + timedelta(days=29)), "times.review_far"),
        (order(expires=NOW + HOUR), "times.order_expires"),
        (order(onset=NOW + 7 * HOUR), "times.order"),
        (notice(strength=None), "missing.do"),
        (notice(strength=Strength.LEAVE), "missing.do"),
        (notice(strength=Strength.KNOW), "missing.words"),
        (notice(expires=NOW), "times.end_past"),
        (notice(onset=NOW + 2 * HOUR), "times.order"),
        (order(what=What.LIFTING, order=None), "missing.alert"),
    ],
)
def test_what_would_harm_holds_the_draft_back(draft: Draft, id: str) -> None:
    assert id in [one.id for one in refusals(checks(draft, around()))]


@pytest.mark.parametrize(
    ("draft", "changes", "id"),
    [
        (order(review=None), {}, "times.review_missing"),
        (notice(expires=None), {}, "times.end_missing"),
        (order(), {"town": box(139.005, 35.0)}, "area.beyond_town"),
        (order(), {"town": AREA}, "area.whole_town"),
        (order(), {"reported": box(139.1, 35.0)}, "area.other_than_report"),
        (order(), {"inside": 0}, "area.empty"),
        (order(area=box(139.0, 35.0, 1.0)), {"ground": box(139.0, 35.0, 1.0)}, "area.large"),
        (order(), {"unchecked": frozenset({"en"})}, "languages.unchecked"),
        (order(texts=(FreeText(language="en", text="x"),)), {}, "languages.free_text"),
        (order(texts=(FreeText(language="en", text="x" * 200),)), {}, "length.free_text"),
    ],
)
def test_what_is_doubtful_is_for_a_person_to_weigh(
    draft: Draft, changes: dict[str, object], id: str
) -> None:
    findings = {one.id: one.severity for one in checks(draft, around(**changes))}

    assert findings[id] == "warn"


@pytest.mark.parametrize(
    ("changes", "id"),
    [
        ({"ground": Refused("No area is chosen.")}, "area.none"),
        ({"ground": Refused("no {such} area")}, "area.none"),
        ({"ground": box(139.02, 35.0)}, "area.changed"),
        ({"jurisdiction": box(139.005, 35.0)}, "area.outside"),
    ],
)
def test_ground_that_is_missing_changed_or_anothers_holds_it_back(
    changes: dict[str, object], id: str
) -> None:
    assert id in [one.id for one in refusals(checks(order(), around(**changes)))]


def test_the_same_hazard_live_on_the_same_ground_is_named_and_others_are_not() -> None:
    same = alert(revision(alert_id="s" * 16, kind=Kind.FLOOD))
    other_hazard = alert(revision(alert_id="h" * 16, kind=Kind.LANDSLIDE))
    elsewhere = alert(revision(alert_id="e" * 16, kind=Kind.FLOOD, area=box(140.0, 35.0)))
    drill = alert(revision(alert_id="d" * 16, kind=Kind.FLOOD, mode=Mode.DRILL))

    (finding,) = checks(order(), around(live=(same, other_hazard, elsewhere, drill)))

    assert (finding.id, finding.slots) == ("overlap.live", {"alert": "s" * 16})
    assert "s" * 16 in finding.sentence


def test_the_alert_that_is_being_changed_does_not_overlap_with_itself() -> None:
    same = alert(revision(alert_id="s" * 16, kind=Kind.FLOOD))

    assert found(order(alert_id="s" * 16), live=(same,)) == []


def test_what_refuses_stands_before_what_warns() -> None:
    findings = checks(order(review=None, issuer=""), around(inside=0))

    severities = [one.severity for one in findings]
    assert severities == sorted(severities)
    assert all(isinstance(one, Finding) and one.sentence.endswith((".", "?")) for one in findings)
