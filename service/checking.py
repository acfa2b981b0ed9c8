"""What `hansho check` does: the pipeline over the in-memory store, each step told in one line."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from alerts.languages import PSEUDO, WRITTEN
from alerts.meaning import meaning
from alerts.model import Kind, Strength
from alerts.pipeline import Means, Taken, take_item
from alerts.report import Report, Text, Unreadable
from alerts.sources.geojson_mapping import Mapping
from alerts.sources.reading import read
from alerts.testing import MemoryAlertStore, MemoryStore
from alerts.triage import Outcome, Policy
from geo.area import Area
from geo.cells import runs_of
from geo.places import Gazetteer
from geo.runs import count
from service.policy import policy_of
from service.settings import Settings
from translations.loading import load_phrasebook

Line = dict[str, Any]

_FIELDS = ("format", "sender", "identifier", "sent", "status", "msg_type", "kind", "strength")


class Checker:
    """Reads files as the service would and says what becomes of them; sends nothing.

    `areas` adds the matched area as GeoJSON. Any sender is listened to: nothing goes out.
    """

    def __init__(
        self,
        settings: Settings,
        gazetteers: Sequence[Path],
        new_id: Callable[[], str],
        *,
        areas: bool = False,
    ) -> None:
        self._policy: Policy = msgspec.structs.replace(policy_of(settings), senders=None)
        self._gazetteer = Gazetteer.load(*settings.gazetteer, *gazetteers)
        self._phrases = load_phrasebook()
        self._settings = settings
        self._new_id = new_id
        self._areas = areas
        self.forget()

    def forget(self) -> None:
        """Starts from nothing known, so that the next file stands alone."""
        self._alerts = MemoryAlertStore(MemoryStore())

    def unreadable(self, file: str, reason: str) -> Line:
        """The line of a file that holds no warning."""
        return {
            "file": file,
            "part": 1,
            **dict.fromkeys(_FIELDS),
            "languages": [],
            "areas": 0,
            "cells": 0,
            "outcome": Outcome.ERROR.value,
            "reason": reason,
        }

    def check(
        self, file: str, raw: bytes, now: datetime | None, mapping: Mapping | None = None
    ) -> list[Line]:
        """One line per alert that would result; `now` None means each report's own `sent`.

        `mapping`: what the properties of somebody's GeoJSON mean.
        """
        means = self._means()
        lines: list[Line] = []
        for item in read(raw, arrived=now or datetime.now(UTC), mapping=mapping):
            at = now or (item.sent if isinstance(item, Report) else datetime.now(UTC))
            lines += [self._line(file, one) for one in take_item(item, raw, means, at)]
        return [{**line, "part": part} for part, line in enumerate(lines, start=1)]

    def _means(self) -> Means:
        return Means(
            alerts=self._alerts,
            gazetteer=self._gazetteer,
            phrases=self._phrases,
            policy=self._policy,
            languages=(*WRITTEN, *PSEUDO),
            base_url=self._settings.base_url,
            time_zone=self._settings.time_zone,
            new_id=self._new_id,
        )

    def _line(self, file: str, taken: Taken) -> Line:
        if isinstance(taken.item, Unreadable):
            return self.unreadable(file, taken.reason)
        line = {**_head(file, taken.item), **self._body(taken, taken.item)}
        line["outcome"] = taken.outcome.value
        if taken.reason:
            line["reason"] = taken.reason
        if taken.item.notes:
            line["notes"] = list(taken.item.notes)
        return line

    def _body(self, taken: Taken, report: Report) -> Line:
        said = _said(taken, self._policy.is_desk(report.sender))
        area = _area(taken)
        match = taken.step.match if taken.step is not None else None
        line: Line = {
            "kind": said[0].value if said else None,
            "strength": said[1].value if said else None,
            "languages": list(dict.fromkeys(text.language for text in _texts(taken))),
            "areas": match.areas if match is not None else int(area is not None),
            "cells": count(runs_of(area)) if area is not None else 0,
        }
        if self._areas:
            line["area"] = area.geojson() if area is not None else None
        return line


def _said(taken: Taken, from_desk: bool) -> tuple[Kind, Strength] | None:
    """Kind and strength: of the hazard's own words, else of the alert that is ended."""
    step = taken.step
    if step is not None and step.hazard is not None:
        said = meaning(step.hazard, from_desk=from_desk)
        return said.kind, said.strength
    if step is not None and step.alert is not None:
        return step.alert.latest.kind, step.alert.latest.strength
    return None


def _texts(taken: Taken) -> Sequence[Text]:
    step = taken.step
    if step is not None and step.hazard is not None:
        return step.hazard.texts
    return step.alert.latest.texts if step is not None and step.alert is not None else ()


def _area(taken: Taken) -> Area | None:
    step = taken.step
    if step is not None and step.match is not None:
        return step.match.area
    return step.alert.latest.area if step is not None and step.alert is not None else None


def _head(file: str, report: Report) -> Line:
    return {
        "file": file,
        "format": report.format,
        "sender": report.sender,
        "identifier": report.identifier,
        "sent": report.sent.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "status": report.status.value,
        "msg_type": report.message_type.value,
    }
