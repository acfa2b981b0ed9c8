"""Every page of the service, as bytes, for one language and one moment."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType

import msgspec

from alerts.languages import LANGUAGES, PSEUDO, names_for
from alerts.phrases import Phrasebook
from alerts.ports import AlertStore
from geo.places import Gazetteer
from pwa.serving import KILL_SWITCH, WORKER, Served, own_files, served, worker_script
from service.city import City
from service.page import plain, sites
from service.page.alert import alert
from service.page.history import history
from service.page.manifest import manifest
from service.page.now import now as now_screen
from service.page.reading import Reader, next_turn
from service.page.shell import Screen, document
from service.page.situation import embedded, situation
from service.page.situation_facts import Feeds, SituationReader, shown_areas
from service.page.situation_map import TownMap
from service.page.situation_words import Titles
from service.page.versions import Versions
from service.page.visit import Visit
from service.settings import Settings
from service.watch.feed_state import FeedState
from translations.alert_words import load_alert_words
from translations.loading import load_page_words, load_phrasebook

_LAST = 5
_MINUTE = timedelta(minutes=1)
_PLAIN: Mapping[str, Callable[[Visit], Screen]] = MappingProxyType(
    {"start": plain.start, "settings": plain.settings, "about": plain.about}
)


def _no_feeds(_: datetime) -> tuple[FeedState, ...]:
    return ()


def _all_languages() -> frozenset[str]:
    return frozenset(LANGUAGES)


class Page(msgspec.Struct, frozen=True):
    """A page's bytes. `is_calm`: not to be shown late (DOMAIN section 6)."""

    body: bytes
    is_calm: bool = False


class Site:
    """Made once at start; what it reads of alerts is read anew for each page."""

    def __init__(
        self,
        settings: Settings,
        alerts: AlertStore,
        city: City | None,
        now: datetime,
        *,
        gazetteer: Gazetteer | None = None,
        feeds: Feeds = _no_feeds,
        phrases: Phrasebook | None = None,
        drafts: Callable[[], frozenset[str]] = _all_languages,
    ) -> None:
        """`gazetteer`: the areas of the situation page; `feeds`: how the sources stand;
        `phrases`: what alerts are said from, other than as the program came with them; `drafts`:
        languages in which some of these sentences are still drafts."""
        self._settings = settings
        self._city = city
        self._alerts = alerts
        self._words = load_page_words()
        self.reader = Reader(alerts)
        self.feeds = feeds
        places = gazetteer or Gazetteer()
        real = settings.mode == "real"
        self._situation = SituationReader(alerts, self.reader, places, feeds, real=real)
        self._map = TownMap(shown_areas(places))
        self._phrases = phrases or load_phrasebook()
        self._drafts = drafts
        self._titles = Titles(self._phrases)
        self.versions = Versions(settings.data_dir / "pages", _files(), held=self._is_grave(now))

    def knows(self, language: str) -> bool:
        return language in LANGUAGES or language in PSEUDO

    def holds_until(self, now: datetime) -> datetime:
        """When a page made at `now` says something else though nothing was changed."""
        minute = now.replace(second=0, microsecond=0) + _MINUTE
        return min(minute, next_turn(self._alerts, now) or minute)

    def now(self, language: str, now: datetime) -> Page:
        visit = self.visit(language, now)
        return _page(visit, now_screen(visit, self.reader.live(language, now), self.feeds(now)))

    def alert(self, alert_id: str, language: str, now: datetime) -> Page | None:
        """None for an unknown alert."""
        told = self.reader.one(alert_id, language, now)
        if told is None:
            return None
        visit = self.visit(language, now)
        return _page(visit, alert(visit, told))

    def way(self, alert_id: str, language: str, now: datetime) -> Page | None:
        """Where to go because of one alert. None for an unknown alert."""
        told = self.reader.one(alert_id, language, now)
        if told is None:
            return None
        visit = self.visit(language, now)
        return _page(visit, sites.way(visit, told, self._city))

    def page(self, name: str, language: str, now: datetime) -> Page | None:
        """A page by its name in the address; None for a name that is none."""
        visit = self.visit(language, now)
        if name == "history":
            told = self.reader.newest(_LAST, language, now)
            return _page(visit, history(visit, told))
        if name == "map":
            return _page(visit, sites.where_to_go(visit, self._city))
        if name == "card":
            return _page(visit, plain.card(visit, self._words["ja-simple"]))
        make = _PLAIN.get(name)
        return None if make is None else _page(visit, make(visit))

    def situation(self, language: str, now: datetime) -> Page:
        """How things stand in the town."""
        visit, known = self.visit(language, now), self._situation.read(language, now)
        return _page(visit, situation(visit, known, self._map, self._titles))

    def embedded(self, language: str, now: datetime) -> Page:
        """How things stand, for other sites' pages."""
        visit, known = self.visit(language, now), self._situation.read(language, now)
        return Page(embedded(visit, known, self._map, self._titles), is_calm=True)

    def missing(self, title_id: str, language: str, now: datetime) -> Page:
        """Reads nothing of alerts, and so cannot fail where they cannot be read."""
        visit = self._visit(language, now)
        return _page(visit, plain.missing(visit, title_id))

    def unavailable(self, language: str, now: datetime) -> Page:
        """Reads nothing of alerts: often that is what failed."""
        visit = self._visit(language, now)
        return _page(visit, plain.unavailable(visit))

    def gallery(self, language: str, now: datetime) -> Page:
        visit = self.visit(language, now)
        return _page(visit, plain.gallery(visit))

    def manifest(self, language: str, now: datetime) -> bytes:
        return manifest(self.visit(language, now))

    def worker(self) -> Served | None:
        """The service worker; the kill switch comes from this program, however old the version."""
        if self._settings.worker == "kill_switch":
            return served(KILL_SWITCH, worker_script(KILL_SWITCH))
        return self.versions.served.files.get(WORKER)

    def visit(self, language: str, now: datetime) -> Visit:
        """A new version that waited is served as soon as no grave alert is live any more."""
        if self.versions.is_waiting and not self._is_grave(now):
            self.versions.release()
        return self._visit(language, now)

    def _visit(self, language: str, now: datetime) -> Visit:
        return Visit(
            language=language,
            words=self._words[language],
            version=self.versions.served,
            mode=self._settings.mode,
            town=self._town(language),
            now=now,
            time_zone=self._settings.time_zone,
            base_url=self._settings.base_url.rstrip("/"),
            has_city=self._city is not None,
            is_checked=self._is_checked(language),
        )

    def _is_checked(self, language: str) -> bool:
        said = self._phrases.read_in(language)
        return language not in PSEUDO and self._drafts().isdisjoint(said)

    def _town(self, language: str) -> str:
        """The town's name in letters that the reader knows, else as its signs have it."""
        names = self._settings.town
        asked = (*names_for(language), *names)
        return next((names[one] for one in asked if names.get(one)), "")

    def _is_grave(self, now: datetime) -> bool:
        return any(one.latest.strength.is_urgent for one in self._alerts.live(now))


def _page(visit: Visit, screen: Screen) -> Page:
    return Page(document(visit, screen), screen.is_calm)


@cache
def _files() -> Mapping[str, bytes]:
    """The package's files and the words of every language: together one version."""
    words = {
        f"words/{language}.json": msgspec.json.encode(words.for_phone())
        for language, words in load_page_words().items()
    }
    full = {
        f"more/{language}.json": msgspec.json.encode(words.in_full())
        for language, words in load_page_words().items()
    }
    alerts = {
        f"alerts/{language}.json": msgspec.json.encode(words)
        for language, words in load_alert_words().items()
    }
    return MappingProxyType({**own_files(), **words, **full, **alerts})
