"""Weather telegrams of JMA: one reader per kind of telegram; docs/sources.md says what for."""

from collections.abc import Mapping
from types import MappingProxyType

from alerts.sources.jma import weather_warnings
from alerts.sources.jma.body import Reader

KINDS: Mapping[str, Reader] = MappingProxyType({**weather_warnings.KINDS})
"""By `Control/Title`."""
