"""Dispatchers that are ended with their test."""

from collections.abc import Callable, Iterator

import pytest

from tests.service.sending.town import Town


@pytest.fixture
def running() -> Iterator[Callable[[Town], Town]]:
    started: list[Town] = []

    def start(town: Town) -> Town:
        started.append(town)
        town.dispatcher.start()
        return town

    yield start
    for town in started:
        town.dispatcher.close()
