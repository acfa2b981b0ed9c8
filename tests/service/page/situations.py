"""Situations of a small town, for the tests of this folder."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from alerts.model import Authority, Kind, Order, Revision, Strength
from alerts.report import Text
from alerts.testing import MemoryAlertStore, MemoryStore
from alerts.testing_examples import issue_of
from geo.places import Gazetteer, OfficialArea
from service.page.reading import Reader
from service.page.shell import Screen
from service.page.situation import situation
from service.page.situation_facts import Situation, SituationReader
from service.page.situation_map import TownMap
from service.page.situation_words import Titles
from service.page.visit import Visit
from service.watch.feed_state import FeedState
from tests.factories import NOW, box, revision
from tests.service.page.pages import PHRASES, read

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
RIVER = OfficialArea(key="town:01", names={"ja": "川辺", "en": "Riverside"}, area=box(139.0, 35.0))
HILL = OfficialArea(key="town:02", names={"ja": "丘"}, area=box(139.01, 35.0))
FRESH = FeedState(name="jma", titles={"en": "Weather <Agency>"}, answered=NOW - MINUTE)
SILENT = msgspec.structs.replace(FRESH, answered=NOW - 3 * HOUR, is_silent=True)
UNHEARD = FeedState(name="sea", titles={"ja": "海の情報"})
ORDER_ID, RAIN_ID, QUAKE_ID = "o" * 16, "r" * 16, "q" * 16


def rain(strength: Strength, **changes: object) -> Revision:
    return revision(**{"alert_id": RAIN_ID, "strength": strength, **changes})


def order(**changes: object) -> Revision:
    given = {"authority": Authority.MAYOR, "order": Order.EVACUATE, "strength": Strength.LEAVE}
    return revision(**{"alert_id": ORDER_ID, "expires": None, **given, **changes})


def agency(kind: Kind, event: str, headline: str = "", **changes: object) -> Revision:
    texts = (Text(language="ja", event=event, headline=headline),)
    given = {"alert_id": QUAKE_ID, "kind": kind, "strength": Strength.KNOW, "texts": texts}
    return revision(**{**given, **changes})


def known(
    revisions: Sequence[Revision] = (),
    *,
    language: str = "en",
    real: bool = True,
    areas: Sequence[OfficialArea] = (RIVER, HILL),
    feeds: Sequence[FeedState] = (FRESH,),
) -> Situation:
    """What is read where these were issued, one after the other."""
    store = MemoryAlertStore(MemoryStore())
    for one in revisions:
        payload = read(one, language).payload
        (edition, *_) = issue_of(one).editions
        told = msgspec.structs.replace(edition, language=language, payload=payload)
        store.issue([msgspec.structs.replace(issue_of(one), editions=(told,))], None, [])
    gazetteer = Gazetteer.of(areas)
    reader = SituationReader(store, Reader(store), gazetteer, lambda _: tuple(feeds), real=real)
    return reader.read(language, NOW)


def situation_of(who: Visit) -> Screen:
    """One with an order, a warning, an earthquake, and sources of every state."""
    told = [
        rain(Strength.LEAVE, issued=NOW - 5 * HOUR),
        order(issued=NOW - HOUR),
        agency(Kind.EARTHQUAKE, "震度速報", "震度５弱"),
    ]
    found = known(told, language=who.language, feeds=(FRESH, SILENT, UNHEARD))
    return screen(who, found)


def screen(who: Visit, found: Situation) -> Screen:
    areas = [one.area for one in found.grounds]
    return situation(who, found, TownMap(areas), Titles(PHRASES))
