"""Recorded warnings as though a trusted feed had brought them now: in a training space alone."""

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from alerts.feed import Feed
from alerts.model import Mode
from alerts.report import Report
from geo.area import Area
from geo.errors import HanshoError
from service.feed_settings import FeedSetting
from service.watch.intake import Intake
from service.watch.telling import line_of
from service.watch.watched import Watched

NAME = "replay"
_WIDEST_KM2, _MOST_PER_HOUR = 1e9, 1_000_000


class ReplayRefused(HanshoError):
    """Recorded warnings would be told to real people; the message says what to use instead."""


class ReplayCommands:
    """`town`: beyond it nothing goes out by itself, as with a feed of its own."""

    def __init__(self, intake: Intake, mode: Mode, town: Area | None) -> None:
        self._intake = intake
        self._mode = mode
        self._town = town

    def replay(self, command: Mapping[str, Any]) -> dict[str, Any]:
        """Takes in `report` (base64). Raises ReplayRefused outside a training space."""
        if self._mode is not Mode.TRAINING:
            raise ReplayRefused(
                "recorded warnings are played in a training space alone: set mode to training, "
                "with a data_dir of its own"
            )
        raw = b64decode(command["report"])
        items = self._intake.read(raw, _watched(frozenset(), self._town))
        senders = frozenset(one.sender for one in items if isinstance(one, Report))
        taken = self._intake.take(items, raw, _watched(senders, self._town))
        return {"lines": [line_of(str(command.get("file", NAME)), one) for one in taken]}


def _watched(senders: frozenset[str], town: Area | None) -> Watched:
    """As though whoever sent it were listed: what a town trusts is what it plays."""
    feed = Feed(
        name=NAME,
        senders=senders,
        is_pinned=True,
        jurisdiction=town,
        most_km2=_WIDEST_KM2,
        most_per_hour=_MOST_PER_HOUR,
    )
    return Watched(setting=FeedSetting(name=NAME, address="http://127.0.0.1/"), feed=feed)
