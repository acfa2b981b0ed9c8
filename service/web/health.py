"""`/healthz`: the process lives. `/readyz`: it can read its store and has its push key."""

import msgspec
from litestar import get
from litestar.di import NamedDependency

from service.wiring import Service


class Health(msgspec.Struct, frozen=True, kw_only=True):
    status: str


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """`open_revisions` still owe pushes; `held` are reports in quarantine, for a person."""

    status: str
    mode: str
    subscriptions: int
    open_revisions: int
    held: int


@get("/healthz", sync_to_thread=False)
def healthz() -> Health:
    return Health(status="alive")


@get("/readyz", sync_to_thread=True)
def readyz(service: NamedDependency[Service]) -> Readiness:
    return Readiness(
        status="ready",
        mode=service.settings.mode,
        subscriptions=service.subscriptions.counts()["total"],
        open_revisions=len(service.ledger.open_revisions()),
        held=len(service.alerts.quarantined()),
    )
