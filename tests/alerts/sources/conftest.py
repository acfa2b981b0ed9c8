"""A small valid warning to vary: every test of reading changes one thing of it."""

from collections.abc import Callable

import pytest

ALERT = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>town-1</identifier>
  <sender>desk@town.example</sender>
  <sent>2026-08-01T09:00:00+09:00</sent>
  <status>Actual</status>
  <msgType>Alert</msgType>
  <scope>Public</scope>
  <info>
    <language>en</language>
    <category>Met</category>
    <event>Flood</event>
    <urgency>Immediate</urgency>
    <severity>Severe</severity>
    <certainty>Observed</certainty>
    <expires>2026-08-01T21:00:00+09:00</expires>
    <headline>The river is rising</headline>
    <area>
      <areaDesc>Harbour</areaDesc>
      <polygon>35.6,139.7 35.6,139.8 35.7,139.8 35.6,139.7</polygon>
    </area>
  </info>
</alert>
"""


@pytest.fixture
def alert() -> str:
    return ALERT


@pytest.fixture
def altered() -> Callable[[str, str], bytes]:
    """The valid warning with one string, which must stand in it, replaced everywhere; as UTF-8."""

    def replace(old: str, new: str) -> bytes:
        assert old in ALERT
        return ALERT.replace(old, new).encode("utf-8")

    return replace
