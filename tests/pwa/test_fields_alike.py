"""The fictional city, with its own zones: all three solvers find the same fields, to the byte."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.bundle import Bundle, read_bundle
from service.cli import main
from tests.pwa.fields_alike import differences, phone_agrees


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    folder = tmp_path_factory.mktemp("city")
    assert main(["city", "build", "--fictional", "3000", "-o", str(folder)]) == 0
    return read_bundle((folder / "city.bundle").read_bytes())


def test_the_phone_finds_the_service_s_fields(
    city: Bundle, tmp_path: Path, require_program: Callable[[str], Path]
) -> None:
    assert phone_agrees(city, tmp_path, require_program("node"), seed=1)


def test_so_does_a_solver_written_from_the_words_alone(city: Bundle) -> None:
    assert differences(city, seed=2) == {}


def test_the_city_has_what_there_is_to_agree_on(city: Bundle) -> None:
    assert {"flood", "tsunami", "landslide"} <= set(city.head.zones)
    assert 253 in city.fields["tsunami"]
    assert len(city.fields) == 8
