"""What every test shares: sealed network, real data where it lies, missing programs made visible."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

POSTS = "encrypted POSTs taken by the local push service"
"""The property in which a case with a real browser writes down how many it stands on."""
REPOSITORY = Path(__file__).resolve().parent.parent

# No deadlines: a busy machine is no bug. With HANSHO_REQUIRE_ALL=1 (`.ci/run`) the examples are the
# same in every run, so that a red run can be repeated; on a desk they differ and find more.
_SLOW = (HealthCheck.too_slow,)
settings.register_profile("default", deadline=None, suppress_health_check=_SLOW)
settings.register_profile(
    "ci", deadline=None, suppress_health_check=_SLOW, derandomize=True, print_blob=True
)


def requires_all() -> bool:
    """Whether a test that cannot run for want of a program has to fail instead of being skipped."""
    return os.environ.get("HANSHO_REQUIRE_ALL", "") not in ("", "0")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--hypothesis-profile", default=None):
        settings.load_profile("ci" if requires_all() else "default")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """POSTs per case. Here, because xdist's controller loads no conftest of a folder beneath."""
    counts = {
        report.nodeid: sum(count for name, count in report.user_properties if name == POSTS)
        for report in terminalreporter.stats.get("passed", [])
    }
    lines = [f"{count:4d}  {name}" for name, count in sorted(counts.items()) if count]
    if lines:
        terminalreporter.section(POSTS)
        terminalreporter.write_line("\n".join(lines))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real warnings and boundaries; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("HANSHO_SHARED", REPOSITORY.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("real data is absent: set HANSHO_SHARED to the folder that holds data/")
    return folder


@pytest.fixture(scope="session")
def require_program() -> Callable[[str], Path]:
    """`require_program("node")` gives its path. Absent: skipped in sight, or failed (`.ci/run`)."""

    def find(name: str) -> Path:
        found = shutil.which(name)
        if found is not None:
            return Path(found)
        if requires_all():
            pytest.fail(f"{name} is not installed, and HANSHO_REQUIRE_ALL=1 asks for every test")
        pytest.skip(f"{name} is not installed")

    return find


@pytest.fixture(scope="session")
def playwright() -> Iterator["Playwright"]:
    """Drives Chromium. One in each process: a second one refuses to run beside the first."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running
