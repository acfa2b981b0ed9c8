"""A service that runs, and readers of it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from alerts.model import Order
from alerts.pipeline import take_item
from service.asgi import front
from service.settings import Settings
from service.wiring import Service
from tests.factories import AGENCY, DESK, hazard, order_hazard, report

Say = Callable[..., str]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Service]:
    settings = Settings(
        data_dir=tmp_path,
        push_services=("http://127.0.0.1:9",),
        senders=(AGENCY,),
        desks=(DESK,),
        drill_desks=(DESK, AGENCY),
        town={"ja": "訓練市", "en": "Drill <City>"},
    )
    with Service(settings) as running:
        yield running


@pytest.fixture
def reader(town: Service) -> Iterator[TestClient[Any]]:
    with TestClient(front(town), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def warn(town: Service) -> Say:
    """Issues an agency's warning; returns the alert's id."""

    def issue(identifier: str = "r-1", **changes: object) -> str:
        now = datetime.now(UTC)
        soon = hazard(expires=now + timedelta(hours=6))
        what = report(**{"identifier": identifier, "sent": now, "hazards": (soon,), **changes})
        (taken,) = take_item(what, b"", town.means, now)
        assert taken.revision is not None, taken
        return taken.revision.alert_id

    return issue


@pytest.fixture
def order(warn: Say) -> Say:
    """Issues the mayor's order to leave; returns the alert's id."""

    def issue(identifier: str = "o-1", which: Order = Order.EVACUATE) -> str:
        return warn(identifier, sender=DESK, hazards=(order_hazard(which),))

    return issue
