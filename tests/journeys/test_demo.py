"""The demo as a person runs it: the real service, simulated phones, a judge that shares no code."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = 150
COUNTS = ("missed", "unwanted", "wrong_language", "duplicates")


def demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "service.cli", "demo", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)


def last_line(done: subprocess.CompletedProcess[str]) -> dict:
    assert done.stdout, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_drill_reaches_everyone_inside_once_in_their_language_and_nobody_outside():
    done = demo("--once", "--phones", "400")

    told = last_line(done)
    for step in (told, told["update"], told["all_clear"]):
        assert {name: step[name] for name in COUNTS} == dict.fromkeys(COUNTS, 0)
    assert told["defects"] == {}
    assert done.returncode == 0, done.stderr
    assert 0 < told["inside"] <= told["sent"] < told["update"]["sent"] <= 400
    assert told["all_clear"]["sent"] == told["update"]["sent"] == told["all_clear"]["inside"]
    assert told["first_s"] <= told["median_s"] <= told["last_s"]


@pytest.mark.parametrize(
    ("sabotage", "finding"),
    [
        ("cells", "missed"),
        ("language", "wrong_language"),
        ("twice", "duplicates"),
        ("skip", "missed"),
    ],
)
def test_a_spoilt_run_is_noticed_by_the_judge(sabotage, finding):
    done = demo("--once", "--phones", "150", "--break", sabotage)

    told = last_line(done)
    assert done.returncode == 1
    assert told[finding] > 0
    assert told["defects"] == {}


def test_staying_names_the_status_page_and_ends_with_its_children_on_interrupt(tmp_path):
    folder = tmp_path / "d"
    command = [sys.executable, "-m", "service.cli", "demo", "--phones", "20"]
    # A shell without job control starts what runs in the background deaf to interrupts, and every
    # child is so, too.
    with subprocess.Popen(
        [*command, "--data-dir", str(folder)],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:
        assert running.stderr is not None
        said = next((line for line in running.stderr if "status page" in line), "")
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=SECONDS)

    assert "EXERCISE" in said
    assert "http://localhost:" in said
    assert running.returncode in (0, 1)
    assert not processes_that_name(folder)


def test_a_folder_that_holds_something_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")

    done = demo("--once", "--data-dir", str(tmp_path))

    assert done.returncode == 2
    assert "is not empty" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def processes_that_name(folder: Path) -> list[str]:
    """Command lines of running processes (Linux) that mention this folder."""
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("no /proc here to look for left-over processes")
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal() and int(process.name) != os.getpid():
            try:
                line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if str(folder) in line:
                found.append(line)
    return found
