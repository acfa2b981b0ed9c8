"""One service out of its parts. The only module that names an adapter."""

import logging
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from alerts.greeting import greeting
from alerts.languages import LANGUAGES, PSEUDO
from alerts.model import Mode
from alerts.pipeline import Means, renew
from alerts.ports import AlertStore, Ledger, PushGateway, SubscriptionStore
from alerts.push.vapid import VapidKey
from geo.places import Gazetteer
from service.alert_ids import new_alert_id
from service.audit_keys import audit_key
from service.ballast import Ballast
from service.cap_key import cap_key
from service.city import City, read_city, read_zones
from service.city_commands import CityCommands
from service.commands import Commands
from service.control import ControlServer
from service.desk.approving import Approving
from service.desk.city_changes import CityMeans
from service.desk.city_room import CityRoom
from service.desk.desk import Desk
from service.desk.drill_stop import DrillStop
from service.desk.entrance import Entrance
from service.desk.glances import Glances
from service.desk.means import DeskMeans, Ring
from service.desk.own_account import OwnAccount
from service.desk.pace import Pace, pace_of
from service.desk.policy_room import PolicyRoom
from service.desk.ports import AuditLog, AuditRow, StaffStore
from service.desk.reach import Reaching
from service.desk.retention import DeskRetention
from service.desk.rings import Why
from service.desk.sealed import ApprovedSeal
from service.desk.spoken_words import Said, SpokenBook, SpokenWords, read_shipped, said
from service.desk.staffing import Staffing
from service.desk.warning_room import WarningRoom
from service.desk.watchers import Watchers
from service.desk.word_room import WordRoom
from service.desk_commands import DeskCommands
from service.desk_rings import DeskRings
from service.exporting import ExportCommands
from service.ground_sheet import GroundSheet
from service.holding import Hold
from service.keys import KeyRing, check_keys, check_reach, create_key, desk_keys, load_keys
from service.lineage import Departed, Lineage
from service.outlet import Outlet
from service.passkey_site import passkey_site
from service.policy import policy_of, services_of, voice_of
from service.push.curl_gateway import CurlPushGateway
from service.rarely import Rarely
from service.registrations import Registrations
from service.sending.dispatcher import Dispatcher
from service.sending.frames import SetUp
from service.sending.spawning import sender_processes
from service.settings import Settings
from service.staff_commands import StaffCommands
from service.store.sqlite.audit_reading import audit_rows
from service.store.sqlite.store import SqliteStore, open_store
from service.store.sqlite.word_store import stored_words
from service.store_commands import StoreCommands
from service.stores import Stores
from service.town_ground import town_ground
from service.trouble import Trouble
from service.unread_words import in_a_sentence, unread_words
from service.watch.intake import Intake
from service.watch.replaying import ReplayCommands
from service.watch.watched import watched_feeds
from service.watch.watcher import Watcher
from service.word_commands import WordCommands
from service.workers.audit_export import AuditExporter
from service.workers.audit_watch import AuditWatch
from service.workers.disk import DiskWatch
from service.workers.greeting import Greeter
from service.workers.ground_ahead import GroundAhead
from service.workers.housekeeping import Housekeeper

_log = logging.getLogger(__name__)


def gazetteer_of(settings: Settings) -> Gazetteer:
    return Gazetteer.load(*settings.gazetteer, zones=read_zones(settings.city))


def _keys_of(settings: Settings) -> KeyRing:
    """A training space makes its own key; a real one waits for `hansho keys init` and a backup."""
    folder = settings.keys_dir
    if settings.mode == "training" and not any(folder.glob("training-*.pem")):
        create_key(folder, "training")
    return load_keys(folder, settings.mode)


def stored_audit_rows(settings: Settings) -> Iterator[AuditRow]:
    """The desk's log as it lies in the store, whether that is being served or not."""
    return audit_rows(settings.store_path)


def stored_said(settings: Settings) -> Said:
    """What is said, as the store has it, whether that is being served or not."""
    return said(read_shipped(), *stored_words(settings.store_path))


def store_at(file: Path) -> SqliteStore:
    """A store without a service around it, for benches; close it."""
    return open_store(file)


class Service:
    """Everything that runs in the one process. Use as a context: it starts and ends its workers."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        site = passkey_site(settings)
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        built = None if settings.city is None else read_city(settings.city)
        departed = Departed(settings.keys_dir)
        self.ballast = Ballast(settings.ballast_path, settings.ballast_mb * 1024 * 1024)
        self._store: SqliteStore = open_store(
            settings.store_path, departed.note, self.ballast.give_up
        )
        self._lineage: Lineage = self._store.lineage
        self.hold = Hold(self._lineage, settings.keys_dir, departed, datetime.now(UTC))
        self._disk = DiskWatch(self.ballast)
        self.alerts: AlertStore = self._store.alerts
        self.subscriptions: SubscriptionStore = self._store.subscriptions
        self.phones = Rarely(self.subscriptions.counts)
        self.ledger: Ledger = self._store.ledger
        self.city = None if built is None else City(built, self._store.city)
        self.services = services_of(settings)
        self.keys = _keys_of(settings)
        check_keys(self.keys, self.subscriptions.key_ids())
        check_reach(self.keys, self.services, settings.push_resolve)
        self.words = SpokenWords()
        self.means = self._means()
        self.dispatcher = Dispatcher(
            self.stores,
            self.keys,
            settings.contact,
            sender_processes(self._sender_set_up()),
            self._seal(),
            processes=settings.sender_processes or os.cpu_count() or 1,
            most_at_once=settings.push_concurrency,
            timeout_s=settings.push_timeout_s,
        )
        self.greeter = Greeter(
            self.subscriptions,
            self.keys,
            settings.contact,
            self._gateway,
            lambda language, errand: greeting(
                self.means.phrases, language, self.means.policy.mode, errand
            ),
            is_sending=lambda: any(one.ahead for one in self.dispatcher.sending(datetime.now(UTC))),
        )
        self.registrations = Registrations(
            self.stores,
            self.services,
            self.keys.ids,
            self.greeter.greet,
            self.greeter.test,
            self.ballast.admit,
        )
        host = urlsplit(settings.base_url).hostname or "localhost"
        self.outlet = Outlet(
            settings,
            self.alerts,
            lambda: cap_key(settings.keys_dir, host, datetime.now(UTC)),
        )
        self.staff: StaffStore = self._store.staff
        self.audit: AuditLog = self._store.audit
        self.entrance = Entrance(self.staff, site)
        self.approving = Approving(self.staff, site)
        self.own_account = OwnAccount(self.staff, site.name)
        self.staffing = Staffing(self.staff, self.audit, settings.base_url)
        self.exporter = AuditExporter(
            self.audit,
            audit_key(settings.keys_dir),
            settings.audit_folder,
            stays_here=settings.audit_export is None,
        )
        self._drills = DrillStop(self.means, self.audit)
        self.desk = Desk(self._desk_means())
        self.policy_room = PolicyRoom(self.desk.means, self._store.policies)
        self.word_room = WordRoom(self._store.words, self.staff, self.words)
        self.warning_room = WarningRoom(self.desk.means, self._store.policies)
        self.watchers = Watchers()
        self.glances = Glances()
        self._retention = DeskRetention(self._store.desk, timedelta(days=settings.desk_kept_days))
        graph = None if built is None else built.bundle.graph
        self.ground_sheet = GroundSheet(self.gazetteer, graph, self.desk.means.town)
        self.city_room = self._city_room()
        self.audit_watch = AuditWatch(
            self.audit,
            settings.keys_dir,
            settings.audit_folder,
            lambda said: self.desk.means.ring(Ring(why=Why.LOG, subject="log", said=said)),
        )
        self._taking = taking = threading.Lock()
        intake = Intake(self.means, taking, self._issued)
        feeds = watched_feeds(settings, self.gazetteer)
        self.feeds = Watcher(feeds, self._store.seen, intake)
        self.rings = self._desk_rings()
        self.housekeeper = Housekeeper(self.stores, self._expire, GroundAhead(self.gazetteer))
        kept = StoreCommands(self._lineage, self.hold, self._start_sending)
        commands = Commands(
            self.means,
            self.stores,
            self.dispatcher.wake,
            DeskCommands(self.desk),
            taking,
            city=CityCommands(self.city_room).handle,
            staff=StaffCommands(self.staffing, self.staff, self.policy_room).handle,
            export=ExportCommands(settings, self.outlet, self.gazetteer, self.means.phrases).handle,
            backup=kept.backup,
            release=kept.release,
            words=WordCommands(self.word_room, self.staff).handle,
            replay=ReplayCommands(intake, self.means.policy.mode, self.desk.means.town).replay,
        )
        self._is_sending = False
        self._control = ControlServer(settings.socket_path, commands.handle)

    @property
    def stores(self) -> Stores:
        return Stores(alerts=self.alerts, subscriptions=self.subscriptions, ledger=self.ledger)

    @property
    def key(self) -> VapidKey:
        """The key that phones subscribe with now."""
        return self.keys.current

    @property
    def public_state(self) -> int:
        """Another number after every commit that changes what anybody may read."""
        return self._store.database.public_state.number

    @property
    def gazetteer(self) -> Gazetteer:
        return self.means.gazetteer

    def troubles(self) -> tuple[Trouble, ...]:
        """What is wrong with the store itself."""
        return (*self.hold.troubles, *self.ballast.troubles)

    @property
    def unread_words(self) -> tuple[str, ...]:
        """Languages that go out though nobody has checked their words."""
        return unread_words(self.settings.mode, self.words.now.drafts)

    def _start_sending(self) -> None:
        self.dispatcher.start()
        self._is_sending = True

    def __enter__(self) -> Self:
        self._disk.start()
        if self.hold.reason is None:
            self._start_sending()
        self.greeter.start()
        self.housekeeper.start()
        self.exporter.start()
        self.audit_watch.start()
        self.rings.ringer.start()
        self.feeds.start()
        self._control.start()
        if self.unread_words:
            _log.warning("%s", in_a_sentence(self.unread_words))
        _log.info("serving in %s mode since %s", self.settings.mode, datetime.now(UTC))
        return self

    def __exit__(self, *_: Any) -> None:
        self._control.close()
        self.feeds.close()
        self.rings.ringer.close()
        self.audit_watch.close()
        self.exporter.close()
        self.housekeeper.close()
        self.greeter.close()
        if self._is_sending:
            self.dispatcher.close()
        self._disk.close()
        self._store.close()

    def _sender_set_up(self) -> SetUp:
        settings = self.settings
        return SetUp(
            services=tuple(self.services),
            stand_ins=settings.push_resolve,
            ca_file="" if settings.push_ca_file is None else str(settings.push_ca_file.resolve()),
            timeout_s=settings.push_timeout_s,
            most_streams=settings.push_concurrency,
        )

    def _gateway(self) -> PushGateway:
        return CurlPushGateway(
            self.services,
            concurrency=self.settings.push_concurrency,
            ca_file=self.settings.push_ca_file,
            timeout_s=self.settings.push_timeout_s,
            stand_ins=self.settings.push_resolve,
        )

    def _city_room(self) -> CityRoom | None:
        if self.city is None:
            return None
        means = CityMeans(
            city=self.city,
            store=self._store.reopenings,
            ring=lambda ring: self.desk.means.ring(ring),
            mode=Mode.TRAINING if self.means.policy.mode is Mode.TRAINING else Mode.REAL,
        )
        return CityRoom(means, self.approving, self.audit)

    def _expire(self, now: datetime) -> int:
        """Closes what waited for a second person for too long."""
        self._retention.tidy(now)
        self._drills.look(now)
        self.hold.keep(now)
        reopened = 0 if self.city_room is None else self.city_room.reopening.expire(now)
        expired = self.desk.deciding.expire(now) + reopened
        if self.hold.reason is None:
            with self._taking:
                renew(self.means, now)
        return expired

    def _desk_rings(self) -> DeskRings:
        return DeskRings(
            self.settings,
            self.desk.means,
            (self._store.rings, self.staff),
            self.services,
            desk_keys(self.settings.keys_dir),
            self._gateway,
            head=self.exporter.state,
            alarms=self.dispatcher.alarms,
            troubles=self.troubles,
            feeds=self.feeds.states,
            reopenings=lambda: () if (room := self.city_room) is None else room.reopening.waiting(),
            reopens=lambda staff, id, now: (
                None
                if (room := self.city_room) is None
                else room.reopening.may_decide(staff, id, now)
            ),
            reopening=self._store.reopenings.reopening,
        )

    def _seal(self) -> ApprovedSeal:
        store = self._store
        # The desk is made after the dispatcher, and before anything is sent.
        return ApprovedSeal(
            store.desk, store.alerts, store.audit, lambda ring: self.desk.means.ring(ring)
        )

    def _desk_means(self) -> DeskMeans:
        town = self.settings.town
        return DeskMeans(
            core=self.means,
            voice=voice_of(self.settings),
            store=self._store.desk,
            audit=self.audit,
            reaching=Reaching(self.subscriptions, self._pace),
            signing=self.approving,
            wake=self._issued,
            ring=lambda ring: self.rings.ringing.tell(ring),
            issuer=town.get("ja") or next(iter(town.values()), ""),
            town=town_ground(self.settings, self.gazetteer),
            drafts=lambda: self.words.now.drafts,
            sentence_states=lambda: self.words.now.states,
            site_states=lambda: {} if self.city is None else self.city.site_states(),
        )

    def _issued(self) -> None:
        """What was approved goes out first; then drills end, if it was real."""
        self.dispatcher.wake()
        self._drills.look(datetime.now(UTC))

    def _pace(self, service: str) -> Pace:
        now = datetime.now(UTC)
        return pace_of(service, self.dispatcher.sending(now), now)

    def _means(self) -> Means:
        return Means(
            alerts=self.alerts,
            gazetteer=gazetteer_of(self.settings),
            phrases=SpokenBook(self.words),
            policy=policy_of(self.settings),
            languages=(*LANGUAGES, *PSEUDO),
            base_url=self.settings.base_url,
            time_zone=self.settings.time_zone,
            new_id=new_alert_id,
            may_go=lambda: self.policy_room.holds(),
            stored=lambda: self.dispatcher.wake(),
        )
