"""What every test shares: sealed network, real data where it lies, missing programs made visible."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real warnings and boundaries; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("HANSHO_SHARED", REPOSITORY.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("real data is absent: set HANSHO_SHARED to the folder that holds data/")
    return folder
