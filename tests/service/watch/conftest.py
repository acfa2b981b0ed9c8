"""A feed on the loopback, and a watch of it."""

from collections.abc import Iterator

import pytest

from tests.service.watch.publisher import publishing
from tests.service.watch.world import World


@pytest.fixture
def world() -> Iterator[World]:
    with publishing() as publisher:
        made = World(publisher)
        yield made
        made.close()
