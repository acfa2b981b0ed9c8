"""What `/metrics` says: the figures of `/readyz` and of the watch, gathered when asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from service.metrics import TYPE, Metric, of_feeds, text_of
from service.settings import SettingsRefused
from service.web.health import Readiness, readiness_of
from service.wiring import Service
from service.workers.metrics import MetricsServer


@contextmanager
def serving_metrics(service: Service) -> Iterator[MetricsServer | None]:
    """Until the block ends, where the settings name a port. Raises SettingsRefused."""
    settings = service.settings
    if not settings.metrics_port:
        yield None
        return
    try:
        server = MetricsServer(
            settings.metrics_host, settings.metrics_port, TYPE, lambda: figures(service)
        )
    except OSError as error:
        reason = f"metrics_port: {settings.metrics_port}: {error.strerror}; write another port"
        raise SettingsRefused(reason) from error
    server.start()
    yield server
    server.close()


def figures(service: Service) -> bytes:
    """The text form of all figures now."""
    now = datetime.now(UTC)
    own = _of_readiness(readiness_of(service, now))
    return text_of([*own, *of_feeds(service.feeds.states(now), service.feeds.outcomes())])


def _of_readiness(ready: Readiness) -> list[Metric]:
    said = (
        ("subscriptions", "Phones, in whole tens.", ready.subscriptions),
        ("open_revisions", "Revisions of alerts that owe pushes.", ready.open_revisions),
        ("held", "Reports set aside for a person since the store was made.", ready.held),
        ("rings_unheard", "Rings of the desk that nobody answers.", ready.rings_unheard),
        ("audit_head_failing", "1: the log's head is not exported.", ready.audit_head == "failing"),
        ("audit_chain_faulty", "1: the log is not as written.", ready.audit_chain == "faulty"),
        ("on_hold", "1: nothing is sent until hansho release.", ready.dispatch == "on_hold"),
        ("disk_full", "1: new phones are turned away.", ready.disk == "full"),
    )
    return [
        Metric(name=f"hansho_{name}", help=help, values=[({}, value)]) for name, help, value in said
    ]
