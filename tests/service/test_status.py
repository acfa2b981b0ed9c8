"""The status page names what waits for a person."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alerts.pipeline import take_item
from alerts.report import Code
from service.settings import Settings
from service.status import StatusPage
from service.wiring import Service
from tests.factories import DESK, order_hazard, report


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with Service(Settings(data_dir=tmp_path, desks=(DESK,))) as running:
        yield running


@pytest.mark.parametrize(("hours", "is_overdue"), [(-40, True), (1, False)])
def test_an_order_whose_review_is_overdue_is_live_and_waits_for_a_person(
    service: Service, hours: int, is_overdue: bool
) -> None:
    now = datetime.now(UTC)
    review = Code(name="hansho:review", value=(now + timedelta(hours=hours)).isoformat())
    ordered = report(sender=DESK, sent=now, hazards=(order_hazard(parameters=(review,)),))
    (taken,) = take_item(ordered, b"", service.means, now)
    assert taken.revision is not None

    page = StatusPage(service).render().decode()

    assert "live: flood, leave" in page
    assert ("was due for review; renew it or lift it" in page) is is_overdue
    assert ("<dt>Review</dt><dd>overdue since" in page) is is_overdue
