"""What a draft takes of somebody else's warning, and that whatever it leaves out is said."""

import msgspec
import pytest

from alerts.desk.draft import Begun, FreeText, What
from alerts.desk.taking_over import MOST_DRAFTS, Taken, draft_of, taken_over
from alerts.model import Kind, Mode, Order, Strength
from alerts.report import (
    AreaClaim,
    Code,
    Hazard,
    MessageType,
    Report,
    Scope,
    Signature,
    Status,
    Text,
    Unreadable,
    Verdict,
)
from geo.area import Refused
from geo.places import Gazetteer, OfficialArea
from tests.factories import NOW, box, hazard, order_hazard, report, ring

DESK = "desk@town.example"
TOWN = Gazetteer.of(
    [OfficialArea(key="jis:17201", names={"ja": "川辺", "en": "Riverside"}, area=box(139.0, 35.0))]
)
RIVERSIDE = AreaClaim(description="Riverside", polygons=(ring(139.0, 35.0),))
NOWHERE = AreaClaim(description="Far", geocodes=(Code(name="JIS X 0402", value="99999"),))
BEGUN = Begun(id="d" * 16, author=1, mode=Mode.REAL, issuer="湊浜市長", now=NOW)


def flood(**changes: object) -> Hazard:
    codes = (Code(name="hansho:kind", value="flood"),)
    return hazard(**{"areas": (RIVERSIDE,), "event_codes": codes, **changes})


def fire(**changes: object) -> Hazard:
    codes = (Code(name="hansho:kind", value="fire"),)
    return hazard(**{"areas": (RIVERSIDE,), "event_codes": codes, **changes})


def taken(*items: Report | Unreadable, is_exercise: bool = False) -> tuple[Taken, ...]:
    found = taken_over(items, TOWN, frozenset({DESK}), is_exercise=is_exercise)
    assert not isinstance(found, Refused)
    return found


def said(one: Taken) -> set[str]:
    return {remark.id for remark in one.remarks}


def test_an_agencys_warning_becomes_a_notice_over_its_ground_and_says_so() -> None:
    (one,) = taken(report(hazards=(flood(expires=NOW),)))

    draft = draft_of(BEGUN, one, TOWN)

    assert (draft.what, draft.order, draft.strength) == (What.NOTICE, None, Strength.READY)
    assert (draft.kind, draft.area) == (Kind.FLOOD, box(139.0, 35.0))
    assert draft.place_names["en"] == "Riverside"
    assert draft.texts == ()
    assert {"report.from", "report.agency", "report.ground", "report.words", "report.times"} <= {
        remark.id for remark in draft.remarks
    }


def test_an_order_and_its_words_come_from_our_own_desk_alone() -> None:
    words = (Text(language="ja", event="避難情報", description="川から離れてください。"),)
    written = order_hazard(areas=(RIVERSIDE,), texts=words)

    (ours,) = taken(report(sender=DESK, hazards=(written,)))
    (other,) = taken(report(hazards=(written,)))

    drafts = [draft_of(BEGUN, one, TOWN) for one in (ours, other)]
    assert [one.order for one in drafts] == [Order.EVACUATE, None]
    assert drafts[0].texts == (FreeText(language="ja", text="川から離れてください。"),)
    assert drafts[1].texts == ()
    assert "report.ours" in said(ours)
    assert "report.words" not in said(ours)


def test_several_hazards_become_several_drafts_and_each_names_the_others() -> None:
    found = taken(report(hazards=(flood(), fire(), flood())))

    assert [one.said.kind for one in found] == [Kind.FLOOD, Kind.FIRE]
    assert all("report.others" in said(one) for one in found)


def test_a_part_of_the_ground_that_cannot_be_matched_is_said() -> None:
    (part,) = taken(report(hazards=(flood(areas=(RIVERSIDE, NOWHERE)),)))
    (nothing,) = taken(report(hazards=(flood(areas=(NOWHERE,)),)))

    assert "report.unmatched" in said(part)
    assert "report.no_ground" in said(nothing)
    assert draft_of(BEGUN, nothing, TOWN).area is None


def test_what_could_not_be_read_beside_it_is_said() -> None:
    (one,) = taken(report(hazards=(flood(),)), Unreadable(reason="no identifier"))

    (remark,) = [remark for remark in one.remarks if remark.id == "report.unread"]
    assert remark.slots == {"reason": "no identifier"}


def test_a_broken_signature_and_departures_are_said() -> None:
    broken = report(
        hazards=(flood(),),
        signature=Signature(verdict=Verdict.BROKEN),
        notes=("an element stood out of order",),
        references=(report().key,),
    )

    (one,) = taken(broken)

    assert {"report.signature", "report.departs", "report.refers"} <= said(one)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"scope": Scope.RESTRICTED}, "not for the public"),
        ({"message_type": MessageType.CANCEL}, "ends or answers"),
        ({"message_type": MessageType.ACK}, "ends or answers"),
        ({"status": Status.EXERCISE}, "no real warning"),
        ({"status": Status.TEST}, "no real warning"),
        ({"hazards": ()}, "no readable warning"),
    ],
)
def test_a_file_that_is_for_nobody_or_ends_something_makes_no_real_draft(
    changes: dict[str, object], reason: str
) -> None:
    found = taken_over(
        (report(**{"hazards": (flood(),), **changes}),), TOWN, frozenset(), is_exercise=False
    )

    assert isinstance(found, Refused)
    assert reason in found.reason


def test_an_exercise_may_begin_from_an_exercise() -> None:
    drill = report(hazards=(flood(),), status=Status.EXERCISE)

    assert len(taken(drill, is_exercise=True)) == 1


def test_a_whole_feed_is_not_one_file() -> None:
    many = tuple(
        msgspec.structs.replace(report(hazards=(flood(),)), identifier=str(number))
        for number in range(MOST_DRAFTS + 1)
    )

    found = taken_over(many, TOWN, frozenset(), is_exercise=False)

    assert isinstance(found, Refused)
    assert "one warning at a time" in found.reason
