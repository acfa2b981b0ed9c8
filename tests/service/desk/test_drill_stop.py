"""A real alert ends the drill that is under way, and tells nobody about it (DOMAIN section 8)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from alerts.desk.area_source import Preset
from alerts.desk.draft import FreeText, What
from alerts.desk.submission import Submission
from alerts.model import Kind, Mode, Phase, Strength
from service.desk.acting import DeskRefused
from service.desk.drill_stop import DrillStop
from tests.service.desk.rig import APPROVER, AUTHOR, HOURS, MINUTE, RIVERSIDE, Rig, rig

WORDS = (FreeText(language="ja", text="水位が下がりました。"),)


@pytest.fixture(params=["memory", "sqlite"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    with rig(request.param, tmp_path) as made:
        yield made


def look(town: Rig) -> int:
    return DrillStop(town.desk.means.core, town.audit).look(town.now + 2 * MINUTE)


def notice(town: Rig) -> Submission:
    """Something real that asks nothing of anybody."""
    begun = town.desk.composing.begin_empty(AUTHOR, What.NOTICE, Kind.FLOOD, Mode.REAL, town.now)
    filled = msgspec.structs.replace(
        begun, strength=Strength.KNOW, texts=WORDS, expires=town.now + HOURS
    )
    draft = town.desk.composing.place(AUTHOR, filled, Preset(keys=(RIVERSIDE.key,)), town.now)
    return town.desk.deciding.submit(AUTHOR, draft.id, draft.version, town.now)


def test_a_real_order_ends_a_drill_and_nothing_more_of_it_is_sent(town: Rig) -> None:
    drill = town.issued(mode=Mode.DRILL)
    real = town.issued()

    ended = look(town)

    assert (ended, look(town)) == (1, 0)
    assert [one.id for one in town.alerts.live(town.now)] == [real.alert_id]
    over = town.alerts.alert(drill.alert_id)
    assert over is not None
    assert (over.latest.phase, over.latest.number) == (Phase.WITHDRAWN, 2)
    assert over.latest.stopped
    assert town.acts()[-1] == "drill.stop"


def test_its_page_says_that_the_exercise_was_ended_and_not_that_it_was_an_error(town: Rig) -> None:
    drill = town.issued(mode=Mode.DRILL)
    town.issued()

    look(town)

    said = {
        one.language: msgspec.json.decode(one.payload)["notification"]
        for one in town.alerts.editions(drill.alert_id, 2)
    }
    assert "exercise of an order ended" in said["en"]["title"]
    assert "The exercise of this order was ended for a real alert." in said["en"]["body"]
    assert "避難情報の訓練を中止しました" in said["ja"]["body"]
    assert not any("in error" in one["body"] or "誤って" in one["body"] for one in said.values())


def test_a_notice_that_asks_for_nothing_ends_no_drill(town: Rig) -> None:
    drill = town.issued(mode=Mode.DRILL)
    town.approve(notice(town))

    assert look(town) == 0
    assert drill.alert_id in [one.id for one in town.alerts.live(town.now)]


def test_no_drill_is_submitted_asked_for_or_sent_beside_a_real_alert(town: Rig) -> None:
    waiting, draft = town.submitted(mode=Mode.DRILL), town.order(mode=Mode.DRILL)
    asked = town.desk.deciding.ask(APPROVER, waiting.id, town.now)
    town.issued()
    deciding, signed = town.desk.deciding, f"{APPROVER.number} signs {asked.options['challenge']}"

    with pytest.raises(DeskRefused, match="no drill is sent"):
        deciding.submit(AUTHOR, draft.id, draft.version, town.now)
    with pytest.raises(DeskRefused, match="no drill is sent"):
        deciding.ask(APPROVER, waiting.id, town.now)
    with pytest.raises(DeskRefused, match="no drill is sent"):
        deciding.approve(APPROVER, waiting.id, asked.nonce, signed, town.now)

    assert [one.latest.mode for one in town.alerts.recent(9)] == [Mode.REAL]


def test_no_template_is_sent_as_a_drill_beside_a_real_alert(town: Rig) -> None:
    draft = town.order()
    made = town.desk.templates.save(AUTHOR, draft.id, "river", HOURS, town.now)
    asked = town.desk.templates.ask(APPROVER, made.hash, town.now)
    signed = f"{APPROVER.number} signs {asked.options['challenge']}"
    town.desk.templates.approve(APPROVER, made.hash, asked.nonce, signed, town.now)
    town.issued()

    with pytest.raises(DeskRefused, match="no drill is sent"):
        town.desk.templates.break_glass_here("river", Mode.DRILL, town.now)

    assert [one.latest.mode for one in town.alerts.recent(9)] == [Mode.REAL]


def test_a_drill_goes_on_once_nothing_real_is_live_any_more_but_the_stopped_one_stays_ended(
    town: Rig,
) -> None:
    stopped = town.issued(mode=Mode.DRILL)
    real = town.issued()
    look(town)
    later = town.now + 3 * MINUTE
    begun = town.desk.deciding.begin_withdrawal(APPROVER, real.alert_id, later)
    town.approve(begun, now=later)

    again = town.issued(mode=Mode.DRILL)

    live = [one.id for one in town.alerts.live(later + timedelta(minutes=1))]
    assert live == [again.alert_id]
    assert stopped.alert_id not in live
