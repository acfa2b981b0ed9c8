"""From the command line nothing real goes out by one person; a training space works as ever."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alerts.desk.draft import What
from alerts.desk.submission import State
from alerts.model import Mode, Phase
from alerts.testing import MemoryLedger, MemoryStore
from service.commands import Commands
from service.desk.ports import MACHINE
from service.desk_commands import DeskCommands
from service.errors import NotFound
from service.stores import Stores
from tests.service.desk.rig import APPROVER, AUTHOR, DRILL_DESK, HOURS, MINUTE, Rig, rig, sign

CAP = """<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier>
<sender>{sender}</sender><sent>2026-11-22T13:59:00+09:00</sent><status>{status}</status>
<msgType>Alert</msgType><scope>Public</scope><info><category>Met</category><event>Flood</event>
<urgency>Immediate</urgency><severity>Extreme</severity><certainty>Observed</certainty>
<eventCode><valueName>hansho:kind</valueName><value>flood</value></eventCode>
<eventCode><valueName>hansho:order</valueName><value>evacuate</value></eventCode>
<area><areaDesc>Riverside</areaDesc>
<polygon>35,139 35,139.01 35.01,139.01 35.01,139 35,139</polygon></area></info></alert>"""


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Rig]:
    with rig("sqlite", tmp_path) as made:
        yield made


def carried_out(town: Rig, **command: Any) -> dict[str, Any]:
    ledger = MemoryLedger(MemoryStore())
    stores = Stores(alerts=town.alerts, subscriptions=town.subscriptions, ledger=ledger)
    desk = DeskCommands(town.desk)
    commands = Commands(town.desk.means.core, stores, town.desk.means.wake, desk)
    return dict(commands.handle(command))


def cap(sender: str = "desk@town.example", status: str = "Actual") -> str:
    return b64encode(CAP.format(sender=sender, status=status).encode()).decode()


def test_a_file_becomes_a_draft_and_nothing_is_sent(town: Rig) -> None:
    answer = carried_out(town, command="issue", report=cap())

    draft = town.store.draft(answer["draft"])
    assert draft is not None
    assert (answer["outcome"], answer["alerts"]) == ("draft", [])
    assert (draft.author, draft.mode) == (MACHINE, Mode.REAL)
    assert town.alerts.recent(1) == ()


def test_a_report_becomes_a_draft_in_every_space(town: Rig) -> None:
    answer = carried_out(town, command="report", report=cap("weather@agency.example"))

    draft = town.store.draft(answer["draft"])
    assert draft is not None
    assert (draft.what, draft.order) == (What.NOTICE, None)


def test_an_exercise_becomes_the_draft_of_a_drill(town: Rig) -> None:
    answer = carried_out(town, command="issue", report=cap(DRILL_DESK, "Exercise"))

    draft = town.store.draft(answer["draft"])
    assert draft is not None
    assert draft.mode is Mode.DRILL


def test_a_withdrawal_waits_for_one_approver(town: Rig) -> None:
    sent = town.issued()

    answer = carried_out(town, command="cancel", alert=sent.alert_id)
    waiting = town.store.submission(answer["submission"])
    assert waiting is not None
    before = town.alerts.alert(sent.alert_id)
    town.approve(waiting)

    after = town.alerts.alert(sent.alert_id)
    assert before is not None
    assert after is not None
    assert (waiting.state, waiting.submitted_by) == (State.WAITING, MACHINE)
    assert (before.latest.phase, after.latest.phase) == (Phase.LIVE, Phase.WITHDRAWN)


def test_an_all_clear_becomes_the_draft_of_a_lifting(town: Rig) -> None:
    sent = town.issued()

    answer = carried_out(town, command="issue", report=cap(), all_clear=sent.alert_id)

    draft = town.store.draft(answer["draft"])
    alert = town.alerts.alert(sent.alert_id)
    assert draft is not None
    assert alert is not None
    assert (draft.alert_id, alert.latest.phase) == (sent.alert_id, Phase.LIVE)


def test_the_glass_breaks_for_an_approved_template_alone(town: Rig) -> None:
    draft = town.order()
    made = town.desk.templates.save(AUTHOR, draft.id, "river", HOURS, town.now)

    with pytest.raises(NotFound, match="none"):
        carried_out(town, command="issue", break_glass="river")
    asked = town.desk.templates.ask(APPROVER, made.hash, town.now)
    town.desk.templates.approve(
        APPROVER, made.hash, asked.nonce, sign(APPROVER, asked), town.now + MINUTE
    )
    answer = carried_out(town, command="issue", break_glass="river")

    alert = town.alerts.alert(answer["alerts"][0]["id"])
    assert alert is not None
    assert (answer["outcome"], alert.latest.mode) == ("new", Mode.REAL)
    assert town.acts()[-1] == "submission.break_glass"
