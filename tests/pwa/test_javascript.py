"""The page's own tests, which `node --test` runs, and what keeps them true."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from alerts.languages import PSEUDO, WRITTEN
from alerts.model import Phase
from alerts.push.payload import payload
from alerts.testing_examples import revision, warning
from alerts.wording import messages
from pwa.serving import WORKERS, worker_script
from tests.conftest import REPOSITORY, requires_all
from tests.pwa.harness import retellings, vectors
from translations.loading import load_phrasebook

HERE = REPOSITORY / "tests" / "pwa"
PWA = REPOSITORY / "pwa"
FILES = sorted(path.name for path in HERE.glob("*.test.js"))
MOST_LINES = 400


@pytest.fixture(scope="session")
def payloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of payloads as they are pushed today, a feed's and the desk's, for frozen workers."""
    phrases = load_phrasebook()
    revisions = [
        revision(),
        warning(),
        revision(phase=Phase.ALL_CLEAR),
        revision(phase=Phase.WITHDRAWN),
    ]
    pushed = [
        json.loads(payload(message, one, base_url="https://town.example", rest=rest))
        for one, rest in product(revisions, (b"", b"r" * 32))
        for message in messages(one, phrases, [*WRITTEN, *PSEUDO])
    ]
    path = tmp_path_factory.mktemp("pwa") / "payloads.json"
    path.write_text(json.dumps(pushed), "utf-8")
    return path


@pytest.fixture(scope="session")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the worker and its stand-in, as they are served."""
    folder = tmp_path_factory.mktemp("workers")
    for name in WORKERS:
        (folder / name).write_bytes(worker_script(name))
    return folder


@pytest.fixture(scope="session")
def retold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of alerts as the service says them in every language."""
    path = tmp_path_factory.mktemp("retold") / "retellings.json"
    path.write_text(retellings.text(), "utf-8")
    return path


@pytest.mark.parametrize("name", FILES)
def test_the_tests_in_javascript_pass(
    name: str,
    payloads: Path,
    workers: Path,
    request: pytest.FixtureRequest,
    require_program: Callable[[str], Path],
) -> None:
    node = require_program("node")
    files = {"HANSHO_PAYLOADS": str(payloads), "HANSHO_WORKERS": str(workers)}
    if name == "retelling.test.js":
        files["HANSHO_RETELLINGS"] = str(request.getfixturevalue("retold"))

    done = subprocess.run(  # our own file, run by the node that was found
        [node, "--test", HERE / name],
        env=os.environ | files,
        capture_output=True,
        text=True,
        check=False,
    )

    passed = re.search(r"^[#ℹ] pass (\d+)$", done.stdout, re.MULTILINE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert passed is not None
    assert int(passed[1]) > 0


def test_there_are_tests_in_javascript() -> None:
    assert {"grid.test.js", "worker_push.test.js", "workers_frozen.test.js"} <= set(FILES)


def test_the_vectors_for_javascript_are_current() -> None:
    """`python -m tests.pwa.harness.vectors > tests/pwa/vectors.json` brings them up to date."""
    assert (HERE / "vectors.json").read_text("utf-8") == vectors.text()


@pytest.mark.parametrize("project", ["tsconfig.json", "tsconfig.worker.json"])
def test_the_types_of_page_and_worker_hold(
    project: str, require_program: Callable[[str], Path]
) -> None:
    node = require_program("node")
    checker = PWA / "node_modules" / "typescript" / "bin" / "tsc"
    if not checker.is_file():
        message = "the type checker is not set up: make setup"
        pytest.fail(message) if requires_all() else pytest.skip(message)

    done = subprocess.run(  # the checker that `npm ci` set up
        [node, checker, "--project", PWA / project, "--pretty", "false"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout + done.stderr == ""


def test_no_module_in_javascript_is_longer_than_its_limit() -> None:
    """Frozen workers are what was released, in one piece."""
    files = [*(PWA / "app").rglob("*.js"), *(PWA / "worker").glob("*.js"), *HERE.rglob("*.js")]

    lines = {path.name: len(path.read_text("utf-8").splitlines()) for path in files}

    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}
