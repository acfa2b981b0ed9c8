"""A draft comes back from its own CAP whole, above all its ground; or it is refused."""

from datetime import timedelta

import msgspec
import pytest

from alerts.desk.area_source import Pasted, Preset, Vertices
from alerts.desk.compiling import Compiled, Stamp, Voice, compiled, is_same_ground
from alerts.desk.draft import Draft, FreeText, What, as_drawn
from alerts.meaning import meaning
from alerts.model import Authority, Kind, Mode, Order, Strength
from geo.area import Area, Refused, difference
from geo.places import Gazetteer, OfficialArea
from tests.factories import NOW, box, ring

DESK = "desk@town.example"
VOICE = Voice(senders={Mode.REAL: DESK}, time_zone="Asia/Tokyo")
STAMP = Stamp(alert_id="a" * 16, identifier="one", sent=NOW)
NOWHERE = Gazetteer.of([])
_RING = difference(box(139.0, 35.0, 0.03), box(139.01, 35.01))
assert _RING is not None
WITH_A_HOLE: Area = _RING


def order(area: Area, **changes: object) -> Draft:
    whole = Draft(
        id="d",
        version=1,
        author=1,
        mode=Mode.REAL,
        what=What.ORDER,
        kind=Kind.LANDSLIDE,
        saved=NOW,
        order=Order.ELDERLY_AND_OTHERS,
        source=as_drawn(area),
        area=area,
        place_names={"ja": "丘", "en": "Hill"},
        issuer="湊浜市長",
        review=NOW + timedelta(hours=6),
    )
    return msgspec.structs.replace(whole, **changes)


def made(draft: Draft, gazetteer: Gazetteer = NOWHERE) -> Compiled:
    done = compiled(draft, STAMP, VOICE, gazetteer)
    assert isinstance(done, Compiled)
    return done


@pytest.mark.parametrize("area", [box(139.0, 35.0), WITH_A_HOLE])
def test_the_ground_comes_back_to_the_last_hole(area: Area) -> None:
    found = made(order(area)).match

    assert is_same_ground(found.area, area)
    assert not found.unmatched
    assert found.names == {"ja": "丘", "en": "Hill", "": "丘"}


def test_hazard_order_times_and_free_words_come_back() -> None:
    texts = (FreeText(language="en", text="The gate is open."),)

    (hazard,) = made(order(box(139.0, 35.0), texts=texts)).report.hazards

    said = meaning(hazard, from_desk=True)
    assert (said.kind, said.order, said.strength, said.authority) == (
        Kind.LANDSLIDE,
        Order.ELDERLY_AND_OTHERS,
        Strength.LEAVE_IF_SLOW,
        Authority.MAYOR,
    )
    assert hazard.expires is None
    assert [text.description for text in hazard.texts] == ["", "The gate is open."]


def test_a_notice_ends_by_itself_and_keeps_its_strength() -> None:
    notice = order(
        box(139.0, 35.0), what=What.NOTICE, order=None, strength=Strength.KNOW, review=None
    )

    (hazard,) = made(notice).report.hazards

    assert hazard.expires == NOW + timedelta(hours=12)
    assert meaning(hazard, from_desk=True).strength is Strength.KNOW


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"source": None}, "No area is chosen"),
        ({"area": None}, "No area is chosen"),
        ({"source": Preset(keys=("jis:17201",))}, "no such area"),
        ({"source": Vertices(rings=(ring(139.1, 35.0),))}, "other ground"),
        ({"source": Pasted(text="{}")}, "not readable GeoJSON"),
        ({"mode": Mode.DRILL}, "no sender speaks for the desk"),
    ],
)
def test_what_lost_its_ground_or_has_no_sender_is_refused(
    changes: dict[str, object], said: str
) -> None:
    broken = msgspec.structs.replace(order(box(139.0, 35.0)), **changes)

    refused = compiled(broken, STAMP, VOICE, NOWHERE)

    assert isinstance(refused, Refused)
    assert said in refused.reason


def test_a_district_that_was_imported_with_other_ground_is_refused() -> None:
    moved = OfficialArea(key="jis:17201", names={"ja": "丘"}, area=box(139.002, 35.0))
    draft = order(box(139.0, 35.0), source=Preset(keys=("jis:17201",)))

    refused = compiled(draft, STAMP, VOICE, Gazetteer.of([moved]))

    assert isinstance(refused, Refused)
    assert "other ground" in refused.reason
