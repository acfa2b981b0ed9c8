"""`/healthz`: the process lives. `/readyz`: it can read its store and has its push key."""

from datetime import UTC, datetime
from typing import Literal

import msgspec
from litestar import get
from litestar.di import NamedDependency

from service.watch.feed_state import FeedState, Freshness, worst
from service.wiring import Service


class Health(msgspec.Struct, frozen=True, kw_only=True):
    status: str


class FeedStanding(msgspec.Struct, frozen=True, kw_only=True):
    """One source. `age_s`: whole seconds since it last answered well, null if it never did since
    the start; `newest`: when the newest message was sent that came by it. `failures`: in a row."""

    name: str
    state: Freshness
    age_s: int | None
    newest: datetime | None
    failures: int


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """`subscriptions` in whole tens, for anybody may read this. `open_revisions` owe pushes; `held`
    are reports that were set aside for a person, since the store was made; `held_dropped` of them
    are kept no longer.

    `audit_head`: whether the log's newest head leaves this machine; `audit_chain`: what the last
    look through the desk's log came to. Anything but the first word of each needs a person today.
    `rings_unheard`: rings of the desk that everybody was called for and nobody answers; above 0,
    telephone.
    `dispatch`: on hold, nothing is recorded or sent until somebody runs `hansho release`. `disk`:
    full, new phones are turned away and results may wait in memory; low, there is no reserve.
    `words`: drafts, some sentence of alerts in Japanese, easy Japanese or English was checked by
    nobody and goes out all the same.
    `feeds`: the worst of the sources that are watched. Only while it is fresh does no alert mean
    anything; waiting, one has not answered since the start; none, no source is watched.
    """

    status: str
    mode: str
    subscriptions: int
    open_revisions: int
    held: int
    held_dropped: int
    audit_head: Literal["exported", "stays_here", "failing"]
    audit_chain: Literal["sound", "faulty", "unread"]
    rings_unheard: int
    dispatch: Literal["running", "on_hold"]
    disk: Literal["enough", "low", "full"]
    words: Literal["checked", "drafts"]
    feeds: Freshness
    feed_states: tuple[FeedStanding, ...]


@get("/healthz", sync_to_thread=False)
def healthz() -> Health:
    return Health(status="alive")


@get("/readyz", sync_to_thread=True)
def readyz(service: NamedDependency[Service]) -> Readiness:
    return readiness_of(service, datetime.now(UTC))


def readiness_of(service: Service, now: datetime) -> Readiness:
    head, chain = service.exporter.state(now), service.audit_watch.state
    feeds = service.feeds.states(now)
    held = service.alerts.held(0)
    where: Literal["exported", "stays_here"] = "stays_here" if head.stays_here else "exported"
    return Readiness(
        status="ready",
        mode=service.settings.mode,
        subscriptions=service.phones()["total"] // 10 * 10,
        open_revisions=len(service.ledger.open_revisions()),
        held=held.total,
        held_dropped=held.dropped,
        audit_head="failing" if head.failing else where,
        audit_chain="unread" if chain.unread else "faulty" if chain.faults else "sound",
        rings_unheard=len(service.rings.ringing.unheard()),
        dispatch="running" if service.hold.reason is None else "on_hold",
        disk=_disk(service),
        words="drafts" if service.unread_words else "checked",
        feeds=worst(feeds),
        feed_states=tuple(_standing(one, now) for one in feeds),
    )


def _disk(service: Service) -> Literal["enough", "low", "full"]:
    if service.ballast.is_full:
        return "full"
    return "low" if service.ballast.troubles else "enough"


def _standing(one: FeedState, now: datetime) -> FeedStanding:
    """Without the sentence on its last failure, which is on the status page."""
    age = None if one.answered is None else max(0, int((now - one.answered).total_seconds()))
    return FeedStanding(
        name=one.name, state=one.freshness, age_s=age, newest=one.newest, failures=one.failures
    )
