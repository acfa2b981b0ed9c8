"""Drafts from nothing, a report, a past alert: what comes along, and what never does."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from alerts.desk.area_source import CircleRound, Preset
from alerts.desk.draft import Beginning, FreeText, What
from alerts.model import Authority, Kind, Mode, Order, Strength
from alerts.pipeline import take_item
from alerts.report import AreaClaim, Code, Report
from service.desk.acting import DeskRefused, NotAllowed
from service.desk.desk_store import RuleBroken
from service.desk.ports import DeskChanged, Role
from service.errors import NotFound
from tests.factories import AGENCY, hazard, report, ring
from tests.service.desk.rig import (
    APPROVER,
    AUTHOR,
    HILL,
    MINUTE,
    RIVERSIDE,
    Rig,
    person,
    rig,
)

CAP = """<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier>
<sender>{sender}</sender><sent>2026-11-22T13:59:00+09:00</sent><status>Actual</status>
<msgType>Alert</msgType><scope>Public</scope><info><category>Met</category><event>Flood</event>
<urgency>Immediate</urgency><severity>Extreme</severity><certainty>Observed</certainty>
<eventCode><valueName>hansho:kind</valueName><value>flood</value></eventCode>
<eventCode><valueName>hansho:order</valueName><value>evacuate</value></eventCode>
<area><areaDesc>Riverside</areaDesc>{shape}</area></info></alert>"""
SQUARE = "<polygon>35,139 35,139.01 35.01,139.01 35.01,139 35,139</polygon>"


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    with rig(request.param, tmp_path) as made:
        yield made


def test_an_empty_draft_says_everything_that_is_missing(town: Rig) -> None:
    draft = town.desk.composing.begin_empty(AUTHOR, What.ORDER, Kind.FLOOD, Mode.REAL, town.now)

    found = {one.id for one in town.desk.composing.checks(AUTHOR, draft, town.now)}

    assert {"missing.order", "missing.where", "area.none"} <= found


def test_what_the_checks_refuse_cannot_be_submitted(town: Rig) -> None:
    draft = town.order(review=town.now)

    with pytest.raises(DeskRefused, match="review time is over"):
        town.desk.deciding.submit(AUTHOR, draft.id, draft.version, town.now)


def test_an_agencys_warning_becomes_a_notice_and_never_an_order(town: Rig) -> None:
    raw = CAP.format(sender=AGENCY, shape=SQUARE).encode()

    (draft,) = town.desk.composing.begin_from_report(AUTHOR, raw, Mode.REAL, town.now)

    assert (draft.what, draft.order, draft.strength) == (What.NOTICE, None, Strength.READY)
    assert (draft.area, draft.beginning) == (RIVERSIDE.area, Beginning.REPORT)


def test_another_area_than_the_reports_is_pointed_out(town: Rig) -> None:
    raw = CAP.format(sender="desk@town.example", shape=SQUARE).encode()
    (draft,) = town.desk.composing.begin_from_report(AUTHOR, raw, Mode.REAL, town.now)
    moved = town.desk.composing.place(AUTHOR, draft, Preset(keys=(HILL.key,)), town.now)

    found = [
        {one.id for one in town.desk.composing.checks(AUTHOR, each, town.now)}
        for each in (draft, moved)
    ]

    assert ["area.other_than_report" in ids for ids in found] == [False, True]


def test_what_our_own_desk_wrote_in_a_file_becomes_an_order(town: Rig) -> None:
    raw = CAP.format(sender="desk@town.example", shape=SQUARE).encode()

    (draft,) = town.desk.composing.begin_from_report(AUTHOR, raw, Mode.REAL, town.now)

    assert (draft.what, draft.order) == (What.ORDER, Order.EVACUATE)


def test_a_report_whose_area_is_lost_makes_a_draft_that_cannot_be_submitted(town: Rig) -> None:
    raw = CAP.format(sender="desk@town.example", shape="").encode()
    (draft,) = town.desk.composing.begin_from_report(AUTHOR, raw, Mode.REAL, town.now)

    with pytest.raises(DeskRefused):
        town.desk.deciding.submit(AUTHOR, draft.id, draft.version, town.now)

    assert draft.area is None


@pytest.mark.parametrize("raw", [b"", b"no warning", b"<alert/>"])
def test_a_file_that_is_no_warning_makes_no_draft(town: Rig, raw: bytes) -> None:
    with pytest.raises(DeskRefused, match="no readable warning"):
        town.desk.composing.begin_from_report(AUTHOR, raw, Mode.REAL, town.now)

    assert town.store.drafts() == ()


def test_a_past_alert_begins_a_new_one_or_its_next_revision(town: Rig) -> None:
    sent = town.issued()
    later = town.now + 2 * MINUTE

    anew = town.desk.composing.begin_from_alert(
        AUTHOR, sent.alert_id, Mode.REAL, later, changes=False
    )
    changed = town.desk.composing.begin_from_alert(
        AUTHOR, sent.alert_id, Mode.REAL, later, changes=True
    )

    assert (anew.alert_id, changed.alert_id) == ("", sent.alert_id)
    assert (anew.order, anew.area) == (Order.EVACUATE, RIVERSIDE.area)


def test_an_alert_of_an_agency_is_not_changed_by_the_desk(town: Rig) -> None:
    core = msgspec.structs.replace(
        town.desk.means.core,
        policy=msgspec.structs.replace(town.desk.means.core.policy, senders=frozenset({AGENCY})),
    )
    (taken,) = take_item(_warning(), b"", core, town.now)
    assert taken.revision is not None
    assert taken.revision.authority is Authority.AGENCY

    with pytest.raises(DeskRefused, match="not sent by the desk"):
        town.desk.composing.begin_from_alert(
            AUTHOR, taken.revision.alert_id, Mode.REAL, town.now, changes=True
        )


def _warning() -> Report:
    area = AreaClaim(description="Riverside", polygons=(ring(139.0, 35.0),))
    codes = (Code(name="hansho:kind", value="flood"),)
    return report(hazards=(hazard(areas=(area,), event_codes=codes),))


def test_a_draft_never_changes_its_mode_nor_what_it_is(town: Rig) -> None:
    draft = town.order()
    as_drill = msgspec.structs.replace(draft, mode=Mode.DRILL)
    as_lifting = msgspec.structs.replace(draft, what=What.LIFTING, alert_id="x" * 16)

    with pytest.raises(RuleBroken):
        town.desk.composing.save(AUTHOR, as_drill, town.now)
    saved = town.desk.composing.save(AUTHOR, as_lifting, town.now)

    assert (saved.what, saved.alert_id, saved.mode) == (What.ORDER, "", Mode.REAL)


def test_two_people_who_save_at_once_do_not_overwrite_each_other(town: Rig) -> None:
    draft = town.order()
    town.desk.composing.save(AUTHOR, draft, town.now)

    with pytest.raises(DeskChanged):
        town.desk.composing.save(person(5, Role.COMPOSER), draft, town.now)


def test_no_training_alert_is_composed_outside_a_training_space(town: Rig) -> None:
    with pytest.raises(DeskRefused, match="no training space"):
        town.desk.composing.begin_empty(AUTHOR, What.ORDER, Kind.FLOOD, Mode.TRAINING, town.now)


def test_a_circle_of_nothing_is_refused_and_the_draft_keeps_its_area(town: Rig) -> None:
    draft = town.order()

    with pytest.raises(DeskRefused, match="radius 0"):
        town.desk.composing.place(
            AUTHOR, draft, CircleRound(lon=139.0, lat=35.0, radius_m=0), town.now
        )

    assert town.desk.composing.draft(draft.id) == draft


def test_free_words_are_marked_in_every_language_that_they_stand_in(town: Rig) -> None:
    texts = (FreeText(language="en", text="The school gate is open."),)
    draft = town.order(texts=texts)

    preview = town.desk.composing.preview(draft, town.now)

    english = next(one for one in preview.messages if one.language == "en")
    assert "In the desk's own words: “The school gate is open.”" in english.extra
    others = [one for one in preview.messages if one.language != "en"]
    assert not any("gate" in line for one in others for line in (*one.lines, *one.extra))


def test_outside_ones_jurisdiction_nothing_is_submitted(town: Rig) -> None:
    staff = AUTHOR.staff
    grants = tuple(msgspec.structs.replace(one, area=HILL.area) for one in staff.grants)
    bounded = msgspec.structs.replace(AUTHOR, staff=msgspec.structs.replace(staff, grants=grants))
    draft = town.order(bounded)

    with pytest.raises(NotAllowed, match="outside your jurisdiction"):
        town.desk.deciding.submit(bounded, draft.id, draft.version, town.now)
    moved = town.desk.composing.place(bounded, draft, Preset(keys=(HILL.key,)), town.now)

    assert town.desk.deciding.submit(bounded, moved.id, moved.version, town.now).id == 1


def test_who_writes_of_fires_alone_makes_no_fire_of_somebody_s_flood(town: Rig) -> None:
    (grant,) = AUTHOR.staff.grants
    limited = msgspec.structs.replace(grant, kinds=frozenset({Kind.FIRE}))
    staff = msgspec.structs.replace(AUTHOR.staff, grants=(limited,))
    who = msgspec.structs.replace(AUTHOR, staff=staff)
    flood = town.order()
    fire = msgspec.structs.replace(flood, kind=Kind.FIRE)

    with pytest.raises(NotAllowed):
        town.desk.composing.save(who, fire, town.now)

    assert town.desk.composing.draft(flood.id) == flood


def test_an_approver_does_not_compose(town: Rig) -> None:
    with pytest.raises(NotAllowed):
        town.order(APPROVER)

    assert town.store.drafts() == ()


def test_what_is_not_there_is_said_so(town: Rig) -> None:
    for act in (
        lambda: town.desk.composing.draft("nothing"),
        lambda: town.desk.deciding.submission(99),
        lambda: town.desk.composing.begin_lifting(AUTHOR, "nothing", town.now),
        lambda: town.desk.composing.begin_from_template(AUTHOR, b"x" * 32, Mode.REAL, town.now),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_review_hours_away_is_named_before_it_is_sent(town: Rig) -> None:
    draft = town.order(review=town.now + timedelta(hours=3))

    submission = town.desk.deciding.submit(AUTHOR, draft.id, draft.version, town.now)

    frozen = town.store.frozen(submission.id)
    assert frozen is not None
    epoch = int((town.now + timedelta(hours=3)).timestamp())
    assert all(f'"review":{epoch}'.encode() in one.payload for one in frozen.alert)
