"""An exercise cannot be mistaken for what is real, on any page and by any act, nor turned into it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import lxml.html
import msgspec
import pytest

from alerts.desk.draft import What
from alerts.model import Kind, Mode, Phase
from alerts.pipeline import end
from service.desk.acting import DeskRefused
from service.desk.desk_store import RuleBroken
from service.desk.ports import Role
from service.keys import create_key
from service.settings import Settings
from tests.service.desk.rig import AUTHOR, Rig, rig
from tests.service.web.city_pages import get
from tests.service.web.desk_doors import DOORS
from tests.service.web.desk_world import World, desk_world
from tests.service.web.keyed import keyed

# Acts whose words have to say that they are an exercise: what is written, decided, sent, ended.
SENDING = ("/desk/drafts", "/desk/submissions", "/desk/alerts")
TURNING_DOWN = ("/return", "/reject", "/take-back")
PAGES = [name for name in DOORS if name.startswith("GET ")]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with desk_world(tmp_path_factory.mktemp("drill")) as made:
        yield made


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Rig]:
    with rig("sqlite", tmp_path) as made:
        yield made


@pytest.fixture
def real_world(tmp_path: Path) -> Iterator[World]:
    """A desk of a real town, in which a real order is live."""
    create_key(Settings(data_dir=tmp_path).keys_dir, "real")
    with desk_world(
        tmp_path,
        mode="real",
        push_services=("https://push.elsewhere.example",),
        desks=("mayor@town.example",),
    ) as made:
        yield made


def test_what_is_real_ends_a_drill_at_once_and_no_other_is_sent_beside_it(
    real_world: World,
) -> None:
    world = real_world
    desk, now = world.service.desk, datetime.now(UTC)
    withdraw_all(world)
    drill = world._order(Mode.DRILL)
    drilled = desk.deciding.submit(world.author.who, drill.id, drill.version, now)
    second = world._order(Mode.DRILL)
    waits = desk.deciding.submit(world.author.who, second.id, second.version, now)
    eve = keyed(world, "Eve", Role.APPROVER)
    before = eve.approve(world, f"/desk/submissions/{drilled.id}")

    sent = eve.approve(world, f"/desk/submissions/{world.waiting.id}")

    assert (before.status_code, sent.status_code) == (200, 200)
    live = [one.latest.mode for one in world.service.alerts.live(datetime.now(UTC))]
    assert live == [Mode.REAL]
    page = get(world, f"/desk/alerts/{drilled.alert_id}", world.author)
    assert "This drill was ended, because a real alert is live" in page
    assert 'action="/desk/alerts/' not in page
    refused = world.ask("POST", f"/desk/submissions/{waits.id}/ask", eve.person, b"{}")
    assert (refused.status_code, refused.json()["detail"]) == (
        409,
        "a real alert is live, so no drill is sent; wait until it is over",
    )
    log = get(world, "/desk/audit", world.author)
    assert "the drill was ended, because a real alert is live" in log


def withdraw_all(world: World) -> None:
    """Whatever is live, as if it had never been."""
    for alert in world.service.alerts.live(datetime.now(UTC)):
        end(alert, Phase.WITHDRAWN, None, world.service.means, datetime.now(UTC))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_a_training_desk_has_its_frame_and_says_so(world: World, name: str) -> None:
    path = name.removeprefix("GET ").format(**world.names)
    headers = {**world.author.cookie, "Accept": "text/html", "Accept-Language": "en"}

    answer = world.client.get(path, headers=headers, follow_redirects=False)

    if answer.text.startswith("<!doctype html>"):
        page = lxml.html.fromstring(answer.text)
        assert page.get("data-mode") == "training"
        assert "EXERCISE" in page.findtext(".//p[@class='exercise']")
        unmarked = [
            button.text_content()
            for form in page.forms
            if form.get("method") == "post" and is_sending(form.get("action") or "")
            for button in form.xpath(".//button[not(@type='button')]")
            if not button.text_content().startswith("EXERCISE: ")
        ]
        assert unmarked == []


def is_sending(action: str) -> bool:
    return action.startswith(SENDING) and not action.endswith(TURNING_DOWN)


@pytest.mark.parametrize("mode", Mode)
def test_in_a_training_space_everything_becomes_training(world: World, mode: Mode) -> None:
    fields = {"what": "order", "kind": "flood", "mode": mode.value}

    made = world.ask("POST", "/desk/drafts", world.author, fields)

    draft = world.service.desk.composing.draft(made.headers["location"].rpartition("/")[2])
    assert draft.mode is Mode.TRAINING


def test_a_real_space_takes_no_training_and_a_draft_keeps_its_mode(real: Rig) -> None:
    composing = real.desk.composing
    drill = composing.begin_empty(AUTHOR, What.ORDER, Kind.FLOOD, Mode.DRILL, real.now)

    with pytest.raises(DeskRefused, match="training"):
        composing.begin_empty(AUTHOR, What.ORDER, Kind.FLOOD, Mode.TRAINING, real.now)
    with pytest.raises(RuleBroken):
        composing.save(AUTHOR, msgspec.structs.replace(drill, mode=Mode.REAL), real.now)

    assert [one.mode for one in real.store.drafts()] == [Mode.DRILL]


def test_an_exercise_neither_changes_nor_ends_what_is_real_nor_the_other_way_round(
    real: Rig,
) -> None:
    sent = {mode: real.issued(mode=mode).alert_id for mode in (Mode.DRILL, Mode.REAL)}
    other = {Mode.REAL: Mode.DRILL, Mode.DRILL: Mode.REAL}

    for mode, alert_id in sent.items():
        with pytest.raises(DeskRefused, match="exercise"):
            real.desk.composing.begin_from_alert(
                AUTHOR, alert_id, other[mode], real.now, changes=True
            )

    liftings = [real.desk.composing.begin_lifting(AUTHOR, one, real.now) for one in sent.values()]
    assert [one.mode for one in liftings] == list(sent)
