"""A town of three villages in a row, and telegrams that say something of them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import msgspec

from alerts.model import Kind, Mode, Phase, Revision, Strength
from alerts.pipeline import Means, Taken, take_item
from alerts.ports import AlertStore
from alerts.report import (
    AreaClaim,
    Code,
    Hazard,
    MessageType,
    Official,
    Report,
    Ring,
    Scope,
    Status,
    Text,
)
from alerts.testing import MemoryAlertStore, MemoryStore
from alerts.triage import Outcome, Policy
from alerts.voices import cells_of
from geo.area import union
from geo.places import Gazetteer, OfficialArea
from tests.factories import NOW, box
from translations.loading import load_phrasebook

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CODES = "気象・地震・火山情報／市町村等"
REGIONS = "地震情報／細分区域"
VILLAGES = {"east": "9910100", "west": "9910200", "north": "9910300"}
GROUND = {"east": box(139.0, 35.0), "west": box(139.02, 35.0), "north": box(139.04, 35.0)}
COUNTY = "991"
RAIN = "warnings/990000/大雨"
PHRASES = load_phrasebook()

GAZETTEER = Gazetteer.of(
    [
        OfficialArea(key=f"jma:{code}", names={"en": name, "ja": name}, area=GROUND[name])
        for name, code in VILLAGES.items()
    ],
    codes=[OfficialArea(key=f"jma-quake:{COUNTY}", names={}, area=union(GROUND.values()))],
    elsewhere=["jma:8810100"],
)


def at(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def place(name: str) -> AreaClaim:
    code = VILLAGES.get(name, name)
    return AreaClaim(description=name, geocodes=(Code(name=CODES, value=code),))


def hazard(
    strength: Strength,
    where: Iterable[str],
    *,
    part: str = "大雨",
    kind: Kind = Kind.FLOOD,
    ended: bool = False,
    **changes: object,
) -> Hazard:
    made = Hazard(
        texts=(Text(language="ja", event=f"{part}警報", headline="警戒してください。"),),
        areas=tuple(place(one) for one in where),
        response_types=("AllClear",) if ended else ("Prepare",),
        official=Official(
            kind=kind.value, strength=Strength.KNOW.value if ended else strength.value
        ),
        part=part,
    )
    return msgspec.structs.replace(made, **changes)


def county(strength: Strength, **changes: object) -> Hazard:
    areas = (AreaClaim(description="county", geocodes=(Code(name=REGIONS, value=COUNTY),)),)
    return hazard(strength, (), areas=areas, **changes)


def drawn(strength: Strength, ring: Ring, **changes: object) -> Hazard:
    return hazard(strength, (), areas=(AreaClaim(description="", polygons=(ring,)),), **changes)


def telegram(hours: float, *hazards: Hazard, stream: str = RAIN, **changes: object) -> Report:
    """Sent `hours` after noon; its identifier is of its time and source."""
    source = changes.get("source", "気象警報・注意報（Ｒ０６）（大雨）")
    made = Report(
        format="jma",
        sender="jma",
        identifier=f"{source}/{hours}",
        sent=at(hours),
        status=Status.ACTUAL,
        message_type=MessageType.ALERT,
        scope=Scope.PUBLIC,
        source=str(source),
        hazards=hazards,
        stream=stream,
    )
    return msgspec.structs.replace(made, **changes)


def cancel(hours: float, **changes: object) -> Report:
    return telegram(hours, **{"message_type": MessageType.CANCEL, **changes})


class Town:
    """Takes reports in, at the minute they were sent unless told."""

    def __init__(self, store: AlertStore | None = None, mode: Mode = Mode.REAL) -> None:
        ids: Iterator[str] = iter(f"{number:016d}" for number in range(10_000))
        self.store = store or MemoryAlertStore(MemoryStore())
        self.means = Means(
            alerts=self.store,
            gazetteer=GAZETTEER,
            phrases=PHRASES,
            policy=Policy(mode=mode, desks=frozenset({"desk@town.example"})),
            languages=("en",),
            base_url="https://town.example",
            time_zone="Asia/Tokyo",
            new_id=lambda: next(ids),
        )

    def takes(self, what: Report, now: datetime | None = None) -> tuple[Taken, ...]:
        return take_item(what, b"", self.means, now or what.sent)

    def hears(self, what: Report, now: datetime | None = None) -> list[Revision]:
        return [one.revision for one in self.takes(what, now) if one.revision is not None]

    def says(self, what: Report, now: datetime | None = None) -> list[tuple[str, Phase, Strength]]:
        """Place, phase and strength of each revision."""
        heard = self.hears(what, now)
        return sorted((one.place_names["en"], one.phase, one.strength) for one in heard)

    def outcomes(self, what: Report, now: datetime | None = None) -> list[Outcome]:
        return [one.outcome for one in self.takes(what, now)]

    def standing(self, now: datetime) -> dict[int, Strength]:
        """The strongest of what is live, for each cell."""
        found: dict[int, Strength] = {}
        for alert in self.store.live(now)[::-1]:
            for first, last in cells_of(alert.latest.area):
                found |= dict.fromkeys(range(first, last + 1), alert.latest.strength)
        return found
