"""Weather telegrams of JMA: one reader per kind of telegram; docs/sources.md says what for."""

from collections.abc import Mapping
from types import MappingProxyType

from alerts.sources.jma import (
    weather_bulletins,
    weather_explanations,
    weather_tables,
    weather_typhoons,
    weather_warnings,
)
from alerts.sources.jma.body import Reader

KINDS: Mapping[str, Reader] = MappingProxyType(
    {
        **weather_warnings.KINDS,
        **weather_bulletins.KINDS,
        **weather_explanations.KINDS,
        **weather_typhoons.KINDS,
        **weather_tables.KINDS,
    }
)
"""By `Control/Title`."""
