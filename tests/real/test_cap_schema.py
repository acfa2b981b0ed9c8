"""What we put out is valid by the schema that OASIS publishes, in every kind, order and phase."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree

from alerts.channels.approved import Approved
from alerts.channels.cap_content import Voice, cap_alert
from alerts.channels.cap_signing import signed
from alerts.channels.cap_writer import write_cap
from alerts.model import Origin
from service.cap_key import cap_key
from tests.approvals import SENT, every_approved
from tests.factories import DESK

TOWN = Origin(sender=DESK, source="desk", part="flood:1")


@pytest.fixture(scope="module")
def schema(shared_data: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(shared_data / "cap" / "schema" / "CAP-v1.2.xsd"))


def earlier(stored: Approved) -> list[tuple[int, datetime]]:
    return [(one, SENT - timedelta(hours=1)) for one in range(1, stored.revision.number)]


@pytest.fixture(scope="module")
def every_cap() -> list[bytes]:
    voice = Voice(relay="relay@town.example")
    return [
        write_cap(cap_alert(one, TOWN, voice, earlier(one), {"ja": "reviewed"}))
        for one in every_approved()
    ]


def test_everything_we_put_out_is_valid(schema: etree.XMLSchema, every_cap: list[bytes]) -> None:
    for cap in every_cap:
        schema.assertValid(etree.fromstring(cap))


def test_it_stays_valid_when_it_is_signed(
    schema: etree.XMLSchema, every_cap: list[bytes], tmp_path: Path
) -> None:
    key = cap_key(tmp_path, "town.example", SENT)

    schema.assertValid(etree.fromstring(signed(every_cap[0], key)))
