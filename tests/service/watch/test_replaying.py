"""Recorded warnings never reach real phones, and come as from a feed that the town trusts."""

from base64 import b64encode
from threading import Lock
from typing import Any

import msgspec
import pytest

from alerts.model import Mode
from alerts.pipeline import Taken
from alerts.triage import Policy
from service.watch.intake import Intake
from service.watch.replaying import ReplayCommands, ReplayRefused
from service.watch.watched import Watched
from tests.factories import NOW
from tests.service.watch.publisher import cap
from tests.service.watch.world import World

COMMAND: dict[str, Any] = {"file": "a.xml", "report": b64encode(cap("flood", NOW)).decode()}


def intake_of(world: World, mode: Mode) -> Intake:
    means = msgspec.structs.replace(world.means, policy=Policy(mode=mode))
    return Intake(means, Lock(), lambda: None, lambda: NOW)


def test_a_real_service_plays_nothing(world: World) -> None:
    commands = ReplayCommands(intake_of(world, Mode.REAL), Mode.REAL, None)

    with pytest.raises(ReplayRefused, match="training space alone"):
        commands.replay(COMMAND)

    assert world.alerts.live(NOW) == ()


def test_what_is_played_comes_as_from_a_feed_that_lists_its_sender(world: World) -> None:
    intake = intake_of(world, Mode.TRAINING)
    heard: list[Watched] = []

    def hear(watched: Watched, _taken: tuple[Taken, ...]) -> None:
        heard.append(watched)

    intake.listen(hear)

    (line,) = ReplayCommands(intake, Mode.TRAINING, None).replay(COMMAND)["lines"]

    (watched,) = heard
    assert (line["source"], line["outcome"], line["mode"]) == ("a.xml", "new", "training")
    assert watched.feed.senders == {"weather@agency.example"}
    assert watched.feed.is_pinned
