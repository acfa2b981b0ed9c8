"""One seeded town for the tests of one module, and one service to be killed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.bench.crash.running import Scene
from service.bench.crash.striking import Span, Striker

PEOPLE = 400


@pytest.fixture(scope="module")
def scene(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    require_program: Callable[[str], Path],
) -> Iterator[Scene]:
    """A module's REFUSE_EVERY says which phones' pushes are refused once (`Scene`)."""
    require_program("gcc")
    require_program("node")
    refuse_every = getattr(request.module, "REFUSE_EVERY", 0)
    with Scene(tmp_path_factory.mktemp("scene"), PEOPLE, refuse_every) as made:
        yield made


@pytest.fixture(scope="module")
def striker(scene: Scene) -> Striker:
    return scene.striker(scene.town("kills"))


@pytest.fixture(scope="module")
def span(striker: Striker) -> Span:
    return striker.span()
