"""Break-glass: one person sends only what two people approved beforehand, exactly as it stands."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from alerts.desk.area_source import Preset
from alerts.desk.template import Template
from alerts.model import Mode
from geo.places import Gazetteer
from service.desk.acting import Changed, DeskRefused, Held, NotAllowed
from service.desk.deciding import AskedAgain, Issued
from service.desk.desk_store import RuleBroken
from service.desk.ports import Role
from service.desk.rings import Why
from service.errors import NotFound
from tests.service.desk.rig import (
    APPROVER,
    AUTHOR,
    BOTH,
    HILL,
    HOURS,
    MINUTE,
    SECOND,
    Rig,
    person,
    rig,
    sign,
)


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    with rig(request.param, tmp_path) as made:
        yield made


def saved(town: Rig) -> Template:
    draft = town.order()
    return town.desk.templates.save(AUTHOR, draft.id, "river", HOURS, town.now)


def approved(town: Rig) -> Template:
    made = saved(town)
    asked = town.desk.templates.ask(APPROVER, made.hash, town.now)
    return town.desk.templates.approve(
        APPROVER, made.hash, asked.nonce, sign(APPROVER, asked), town.now
    )


def test_one_person_sends_an_approved_template_and_it_is_in_the_log(town: Rig) -> None:
    made = approved(town)

    shown = town.desk.templates.break_glass(APPROVER, made.hash, Mode.REAL, town.now)
    done = town.approve(shown, APPROVER)

    assert done == Issued(alert_id=shown.alert_id, number=1)
    alert = town.alerts.alert(shown.alert_id)
    assert alert is not None
    assert (alert.latest.area, alert.latest.review) == (made.draft.area, town.now + HOURS)
    assert town.acts()[-1] == "submission.break_glass"
    assert town.rings[-1].why is Why.BREAK_GLASS


def test_the_machine_sends_an_approved_template_by_name_or_hash(town: Rig) -> None:
    made = approved(town)

    by_name = town.desk.templates.break_glass_here("river", Mode.REAL, town.now)
    by_hash = town.desk.templates.break_glass_here(made.hash.hex()[:10], Mode.REAL, town.now)

    assert {by_name.number, by_hash.number} == {1}
    assert len(town.alerts.live(town.now)) == 2


@pytest.mark.parametrize("name", ["rive", "", "ffff", "lake"])
def test_a_name_that_means_no_single_approved_template_sends_nothing(town: Rig, name: str) -> None:
    approved(town)

    with pytest.raises(NotFound, match="river"):
        town.desk.templates.break_glass_here(name, Mode.REAL, town.now)


def test_a_template_that_nobody_else_approved_is_not_sent(town: Rig) -> None:
    made = saved(town)

    with pytest.raises(DeskRefused, match="another person"):
        town.desk.templates.ask(person(1, Role.APPROVER), made.hash, town.now)
    with pytest.raises(DeskRefused, match="nobody else"):
        town.desk.templates.break_glass(APPROVER, made.hash, Mode.REAL, town.now)
    with pytest.raises(NotFound):
        town.desk.templates.break_glass_here("river", Mode.REAL, town.now)


def test_nobody_approves_a_template_of_which_they_wrote_any_version(town: Rig) -> None:
    draft = town.order(BOTH)
    touched = town.desk.composing.save(AUTHOR, draft, town.now)
    made = town.desk.templates.save(AUTHOR, touched.id, "river", HOURS, town.now)
    asked = town.desk.means.signing.ask(made.hash, BOTH.number, town.now)

    with pytest.raises(DeskRefused, match="another person"):
        town.desk.templates.ask(BOTH, made.hash, town.now)
    with pytest.raises(DeskRefused, match="another person"):
        town.desk.templates.approve(BOTH, made.hash, asked.nonce, sign(BOTH, asked), town.now)

    assert not town.desk.templates.template(made.hash).is_ready


def test_what_was_retired_after_it_was_asked_for_is_not_approved(town: Rig) -> None:
    made = saved(town)
    asked = town.desk.templates.ask(APPROVER, made.hash, town.now)
    town.desk.templates.retire(AUTHOR, made.hash, town.now)

    with pytest.raises(DeskRefused, match="retired"):
        town.desk.templates.approve(
            APPROVER, made.hash, asked.nonce, sign(APPROVER, asked), town.now
        )


def test_what_was_retired_while_its_sheet_was_open_is_not_sent(town: Rig) -> None:
    made = approved(town)
    sheet = town.desk.templates.break_glass(APPROVER, made.hash, Mode.REAL, town.now)
    town.desk.templates.retire(SECOND, made.hash, town.now)

    with pytest.raises((DeskRefused, RuleBroken), match="retired"):
        town.approve(sheet)

    assert town.alerts.recent(1) == ()


def test_who_sends_alone_is_asked_once_more_when_many_more_people_are_there(town: Rig) -> None:
    town.phones(12)
    made = approved(town)
    sheet = town.desk.templates.break_glass(APPROVER, made.hash, Mode.REAL, town.now)
    town.phones(60, first=12)

    first = town.approve(sheet)
    rung = [one.why for one in town.rings]
    second = town.approve(sheet)

    assert first == AskedAgain(before=12, now=72)
    assert Why.GROWN not in rung
    assert second == Issued(alert_id=sheet.alert_id, number=1)


def test_what_two_people_sent_or_nobody_knows_of_is_owed_no_review(town: Rig) -> None:
    sent = town.issued()

    with pytest.raises((NotFound, RuleBroken)):
        town.desk.templates.review(SECOND, sent.id, True, "right", town.now)
    with pytest.raises(NotFound):
        town.desk.templates.review(SECOND, 99, True, "right", town.now)


def test_a_composer_cannot_break_the_glass(town: Rig) -> None:
    made = approved(town)

    with pytest.raises(NotAllowed):
        town.desk.templates.break_glass(AUTHOR, made.hash, Mode.REAL, town.now)


def test_another_draft_under_a_templates_hash_is_refused(town: Rig) -> None:
    made = approved(town)
    elsewhere = town.desk.composing.place(
        BOTH, town.order(BOTH), Preset(keys=(HILL.key,)), town.now
    )
    forged = town.desk.freezing.freeze(elsewhere, APPROVER.number, town.now, made.hash)

    with pytest.raises(Changed, match="not the template"):
        town.approve(forged, SECOND)

    assert town.alerts.recent(1) == ()


def test_a_template_whose_ground_is_gone_is_refused(town: Rig) -> None:
    approved(town)
    later = town.with_core(gazetteer=Gazetteer.of([HILL]))

    with pytest.raises(DeskRefused, match="no such area"):
        later.desk.templates.break_glass_here("river", Mode.REAL, town.now + MINUTE)


def test_the_hash_covers_ground_words_and_duration_but_not_who_or_when(town: Rig) -> None:
    made = saved(town)
    draft = made.draft

    later = msgspec.structs.replace(made, made_by=9, made_at=town.now + HOURS)
    longer = msgspec.structs.replace(made, lasts=HOURS * 2)
    moved = msgspec.structs.replace(made, draft=msgspec.structs.replace(draft, area=HILL.area))

    assert later.hash == made.hash
    assert len({made.hash, longer.hash, moved.hash}) == 3


def test_a_draft_of_one_alert_is_no_template(town: Rig) -> None:
    sent = town.issued()
    draft = town.desk.composing.begin_lifting(AUTHOR, sent.alert_id, town.now)

    with pytest.raises(DeskRefused, match="begins something new"):
        town.desk.templates.save(AUTHOR, draft.id, "lift", HOURS, town.now)


def test_a_retired_template_is_neither_sent_nor_approved_nor_made_again(town: Rig) -> None:
    made = approved(town)

    town.desk.templates.retire(SECOND, made.hash, town.now)

    with pytest.raises(DeskRefused, match="retired"):
        town.desk.templates.break_glass(APPROVER, made.hash, Mode.REAL, town.now)
    with pytest.raises(DeskRefused, match="retired"):
        town.desk.templates.ask(SECOND, made.hash, town.now)
    with pytest.raises(DeskRefused, match="another name"):
        saved(town)
    with pytest.raises(NotFound, match="none"):
        town.desk.templates.break_glass_here("river", Mode.REAL, town.now)
    assert "template.retire" in town.acts()


def test_its_maker_or_an_approver_retires_a_template_and_nobody_else(town: Rig) -> None:
    made = saved(town)

    with pytest.raises(NotAllowed):
        town.desk.templates.retire(person(8, Role.COMPOSER), made.hash, town.now)
    town.desk.templates.retire(AUTHOR, made.hash, town.now)

    stored = town.store.template(made.hash)
    assert stored is not None
    assert stored.retired_at == town.now


def test_an_approver_says_that_a_template_still_holds_where_it_could_be_sent(town: Rig) -> None:
    made = approved(town)
    gone = town.with_core(gazetteer=Gazetteer.of([HILL]))

    town.desk.templates.look_at(SECOND, made.hash, town.now + HOURS)
    with pytest.raises(DeskRefused, match="could not be sent"):
        gone.desk.templates.look_at(SECOND, made.hash, town.now + HOURS)
    with pytest.raises(NotAllowed):
        town.desk.templates.look_at(AUTHOR, made.hash, town.now + HOURS)

    stored = town.store.template(made.hash)
    assert stored is not None
    assert stored.looked_at == town.now + HOURS


def test_a_draft_that_could_not_be_sent_is_no_template(town: Rig) -> None:
    nameless = town.order(issuer=" ")

    with pytest.raises(Held, match="who speaks"):
        town.desk.templates.save(AUTHOR, nameless.id, "river", HOURS, town.now)

    assert town.store.templates() == ()


def test_what_one_person_sent_is_owed_until_two_others_have_reviewed_it(town: Rig) -> None:
    made = approved(town)
    shown = town.desk.templates.break_glass(APPROVER, made.hash, Mode.REAL, town.now)
    town.approve(shown, APPROVER)
    review = town.desk.templates.review
    owed = [[one.id for one in town.desk.templates.owed()]]

    with pytest.raises(RuleBroken):
        review(APPROVER, shown.id, True, "my own", town.now)
    with pytest.raises(DeskRefused, match="what you found"):
        review(SECOND, shown.id, True, " ", town.now)
    with pytest.raises(NotAllowed):
        review(person(8, Role.VIEWER), shown.id, True, "seen", town.now)
    review(SECOND, shown.id, True, "the river was rising", town.now)
    owed.append([one.id for one in town.desk.templates.owed()])
    review(AUTHOR, shown.id, False, "too early", town.now)
    owed.append([one.id for one in town.desk.templates.owed()])

    assert owed == [[shown.id], [shown.id], []]
    assert [(one.staff, one.was_right) for one in town.store.reviews(shown.id)] == [
        (SECOND.number, True),
        (AUTHOR.number, False),
    ]
    assert town.acts()[-2:] == ["submission.review_right", "submission.review_wrong"]


def test_what_the_machine_sent_is_owed_a_review_too(town: Rig) -> None:
    approved(town)

    town.desk.templates.break_glass_here("river", Mode.REAL, town.now)

    assert [one.submitted_by for one in town.desk.templates.owed()] == [0]
