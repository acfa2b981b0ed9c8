"""The phones as they were at one moment, by crowds: all that counts for pages are made from."""

from datetime import datetime
from typing import Self

import msgspec
import numpy as np

from alerts.census import Census
from alerts.crowds import Crowds, crowds_of, weights
from geo.runs import Runs


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """Phones in some cells, not yet rounded: for `Rounding` alone. Only crowds are in it.

    `by_language`: languages of which ten live together anywhere. `confirmed`: 0 to 1.
    """

    phones: float
    visitors: float
    confirmed: float
    by_language: dict[str, float]
    by_service: dict[str, float]


class FrozenCrowds(msgspec.Struct, frozen=True, kw_only=True):
    """A census and its crowds: of all phones, of visitors, and of each language for itself."""

    taken: datetime
    census: Census
    everybody: Crowds
    visitors: Crowds
    languages: Crowds

    @classmethod
    def of(cls, census: Census, secret: int, taken: datetime) -> Self:
        """Takes seconds of processor time for a million phones."""
        return cls(
            taken=taken,
            census=census,
            everybody=crowds_of(census, secret),
            visitors=crowds_of(census, secret, only=census.visitors),
            languages=crowds_of(census, secret, kinds=census.languages),
        )

    def phones(self, runs: Runs) -> float:
        return float(weights(self.everybody, runs).sum())

    def estimate(self, runs: Runs) -> Estimate:
        census, everybody, languages = self.census, self.everybody, self.languages
        each = weights(everybody, runs)
        phones = float(each.sum())
        confirmed = float(each[census.confirmed[everybody.phones]].sum())
        services = np.bincount(census.services[everybody.phones], each)
        spoken = np.bincount(census.languages[languages.phones], weights(languages, runs))
        return Estimate(
            phones=phones,
            visitors=float(weights(self.visitors, runs).sum()),
            confirmed=confirmed / phones if phones else 0.0,
            by_language=dict(zip(census.language_names, spoken.tolist(), strict=False)),
            by_service=dict(zip(census.service_names, services.tolist(), strict=False)),
        )
