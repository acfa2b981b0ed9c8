"""Everything that can be set, read once into one frozen struct; see docs/operations.md."""

import os
import re
import tomllib
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from alerts.push.endpoints import is_loopback_address
from geo.errors import HanshoError
from service.feed_settings import FeedSetting, faults

_HIGHEST_PORT = 65_535
_MOST_PROCESSES = 64
_MOST_BALLAST_MB = 65_536
_ORIGIN = re.compile(r"https?://[a-z0-9.-]{1,253}(?::[0-9]{1,5})?")


class SettingsRefused(HanshoError):
    """The settings cannot be used; the message says which one and what to write instead."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of one service.

    mode: `real`, or `training` (loopback push services only; every text is marked as exercise).
    data_dir: folder of the store, the keys and the control socket; made if absent.
    host, port: where HTTP is served; a proxy with TLS stands in front (docs/operations.md).
    base_url: the address that people open; notifications lead there.
    time_zone: IANA name; clock times in texts are of this zone.
    contact: `mailto:` or `https:` address for push services (VAPID `sub`).
    town: the town's name per language.
    desks: CAP senders that speak for the mayor; only they can order.
    drill_desks: CAP senders whose exercises are ours; all other exercises are kept from phones.
    senders: CAP senders of agencies that may be issued; others are quarantined.
    municipality: the town's code of JIS X 0402, for records; with or without check digit.
    town_areas: keys of official areas (`scheme:code`, or `scheme:*`) that together are the town;
        empty: the imported area of `municipality`. The desk warns of areas beyond them.
    cap_relay: CAP sender under which agencies' warnings are passed on in the feeds; empty: `relay@`
        and the host of `base_url`. The mayor's alerts go out under their own desk.
    push_services: origins of push services that phones may use; empty: in real mode the known
        ones (`alerts.push.endpoints.DEFAULT_SERVICES`), in training none.
    push_resolve: origin of a push service -> loopback origin that stands in for it; training mode
        only. Tokens are still signed for the first.
    push_ca_file: PEM file of the authorities that push services are trusted by, instead of the
        usual ones; training mode only, for a push service of one's own on the loopback.
    gazetteer: files of official areas (`hansho city areas`).
    city: folder of the town's streets and sites (`hansho city build`); without it no page shows a
        map or a way.
    registrations_per_hour: new phones accepted per network prefix and hour.
    sender_processes: processes that seal and send; 0: as many as this machine has processors.
    push_concurrency: pushes under way at once to one push service.
    push_timeout_s: seconds until a push without an answer counts as failed.
    ballast_mb: megabytes that are kept free for the store: given up when the disk is full, made
        again when there is room; 0 for none.
    audit_export: folder to which signed heads of the desk's log go; mount one of another machine
        there. Without it they stay in `data_dir`, where they prove little.
    desk_kept_days: days after which drafts that nobody saved, and the frozen texts of what was
        decided, are deleted; what waits or belongs to a live alert stays. Hashes and log remain.
    feeds: sources of warnings that are watched round the clock; see `FeedSetting`.
    embed_origins: origins of the sites whose pages may show `/{language}/situation/embed` in a
        frame (`https://town.example`); no other page may be framed by anybody.
    metrics_host, metrics_port: where `/metrics` is served, for this machine's own monitor; port 0:
        nowhere.
    worker: `whole`, or `kill_switch`: phones drop what they keep for use without network and go on
        being warned (pwa/worker/kill_switch.js).
    """

    mode: Literal["real", "training"] = "training"
    data_dir: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = 8080
    base_url: str = "http://127.0.0.1:8080"
    time_zone: str = "Asia/Tokyo"
    contact: str = "mailto:operator@hansho.example"
    town: dict[str, str] = msgspec.field(default_factory=dict)
    desks: tuple[str, ...] = ()
    drill_desks: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    municipality: str = ""
    town_areas: tuple[str, ...] = ()
    cap_relay: str = ""
    push_services: tuple[str, ...] = ()
    push_resolve: dict[str, str] = msgspec.field(default_factory=dict)
    push_ca_file: Path | None = None
    gazetteer: tuple[Path, ...] = ()
    city: Path | None = None
    registrations_per_hour: int = 30
    sender_processes: int = 0
    push_concurrency: int = 400
    push_timeout_s: float = 10.0
    ballast_mb: int = 64
    audit_export: Path | None = None
    desk_kept_days: int = 90
    feeds: tuple[FeedSetting, ...] = ()
    embed_origins: tuple[str, ...] = ()
    metrics_host: str = "127.0.0.1"
    metrics_port: int = 0
    worker: Literal["whole", "kill_switch"] = "whole"

    @property
    def store_path(self) -> Path:
        return self.data_dir / "hansho.sqlite"

    @property
    def ballast_path(self) -> Path:
        return self.data_dir / "ballast"

    @property
    def socket_path(self) -> Path:
        return self.data_dir / "hansho.sock"

    @property
    def audit_folder(self) -> Path:
        return self.audit_export or self.data_dir

    @property
    def keys_dir(self) -> Path:
        return self.data_dir / "keys"


def load_settings(file: Path | None) -> Settings:
    """Reads `file`, else the file named by HANSHO_SETTINGS, else the defaults (training mode).

    Raises SettingsRefused with what to do.
    """
    named = os.environ.get("HANSHO_SETTINGS")
    chosen = file or (Path(named) if named else None)
    if chosen is None:
        return checked(Settings())
    try:
        values = tomllib.loads(chosen.read_text("utf-8"))
        return checked(msgspec.convert(values, Settings, dec_hook=_path))
    except OSError as error:
        reason = f"{chosen} cannot be read ({error.strerror}); name another file"
        raise SettingsRefused(reason) from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        reason = f"{chosen}: {error}; docs/operations.md lists the settings"
        raise SettingsRefused(reason) from error


def checked(settings: Settings) -> Settings:
    """The rules that no single field can hold. Raises SettingsRefused."""
    _check_push_resolve(settings)
    _check_push_services(settings)
    _check_push_ca_file(settings)
    if not _is_contact(settings.contact):
        reason = f"contact: {settings.contact!r}: write mailto:name@host or an https address"
        raise SettingsRefused(reason)
    if settings.desk_kept_days < 1:
        reason = f"desk_kept_days: {settings.desk_kept_days}: write a number of days from 1"
        raise SettingsRefused(reason)
    if not 0 <= settings.ballast_mb <= _MOST_BALLAST_MB:
        reason = f"ballast_mb: {settings.ballast_mb}: write megabytes from 0 to {_MOST_BALLAST_MB}"
        raise SettingsRefused(reason)
    if not 0 <= settings.sender_processes <= _MOST_PROCESSES:
        reason = f"{settings.sender_processes}: write 0, or how many from 1 to {_MOST_PROCESSES}"
        raise SettingsRefused(f"sender_processes: {reason}")
    for name, port in (("port", settings.port), ("metrics_port", settings.metrics_port)):
        if not 0 <= port <= _HIGHEST_PORT:
            raise SettingsRefused(f"{name}: {port}: write a number up to {_HIGHEST_PORT}")
    _check_embed_origins(settings)
    for fault in faults(settings.feeds, is_real=settings.mode == "real"):
        raise SettingsRefused(f"feeds: {fault}")
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        reason = f"time_zone: {settings.time_zone} is not an IANA name, such as Asia/Tokyo"
        raise SettingsRefused(reason) from error
    return settings


def _check_push_services(settings: Settings) -> None:
    for origin in settings.push_services:
        if settings.mode == "real" and (_is_loopback(origin) or not origin.startswith("https://")):
            raise SettingsRefused(f"push_services: {origin}: real mode takes https services only")
        reached = settings.push_resolve.get(origin, origin)
        if settings.mode == "training" and not _is_loopback(reached):
            raise SettingsRefused(f"push_services: {origin}: training reaches loopback only")


def _check_embed_origins(settings: Settings) -> None:
    """They stand in a header as they are; over http a page may be anybody's."""
    for origin in settings.embed_origins:
        is_plain = origin.startswith("http:") and settings.mode == "real"
        if is_plain or not _ORIGIN.fullmatch(origin):
            reason = f"embed_origins: {origin!r}: write https://host or https://host:port"
            raise SettingsRefused(reason)


def _check_push_resolve(settings: Settings) -> None:
    """A stand-in would see every push of a real town, so real mode has none."""
    if settings.push_resolve and settings.mode != "training":
        raise SettingsRefused("push_resolve: for training mode only; take it out")
    for origin, stand_in in settings.push_resolve.items():
        if origin not in settings.push_services:
            raise SettingsRefused(f"push_resolve: {origin}: name it in push_services too")
        if not _is_origin(stand_in) or not _is_loopback(stand_in):
            reason = f"{stand_in!r}: write a loopback origin such as http://127.0.0.1:9000"
            raise SettingsRefused(f"push_resolve: {reason}")


def _check_push_ca_file(settings: Settings) -> None:
    """An authority of one's own could read every push of a real town."""
    file = settings.push_ca_file
    if file is not None and settings.mode != "training":
        raise SettingsRefused("push_ca_file: for training mode only; take it out")
    if file is not None and not file.is_file():
        raise SettingsRefused(f"push_ca_file: {file} is not there; name a PEM file")


def _is_origin(text: str) -> bool:
    parts = urlsplit(text)
    return text == f"{parts.scheme}://{parts.netloc}" and parts.scheme in ("http", "https")


def _is_contact(contact: str) -> bool:
    """What push services take as `sub` (RFC 8292 section 2.1)."""
    plain = not any(mark in contact for mark in " <>")
    return plain and contact.startswith(("mailto:", "https://"))


def _path(wanted: type, value: Any) -> Path:
    if wanted is Path and isinstance(value, str):
        return Path(value)
    raise NotImplementedError


def _is_loopback(origin: str) -> bool:
    host = urlsplit(origin).hostname or ""
    return host == "localhost" or is_loopback_address(host)
