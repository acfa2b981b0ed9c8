import sys
from pathlib import Path

import pytest

from service.demo.http_server import HttpServers, Response
from service.demo.server import DemoFailed, Issued, Server, operate

ANSWER = """
import json, sys
print("a line for people")
print(json.dumps({"outcome": "new", "committed": 12.5, "sent": sys.argv[1:],
    "alerts": [{"id": "abc", "number": 1, "outcome": "new"}]}))
"""


def script(text):
    """A launcher that runs this text instead of hansho, with the same arguments."""
    return lambda arguments: [sys.executable, "-c", text, *arguments]


def server(tmp_path, text, base_url="http://127.0.0.1:9"):
    return Server(tmp_path / "settings.toml", base_url, tmp_path / "log", script(text))


def test_a_server_is_waited_for_and_ended(tmp_path):
    with HttpServers(1, lambda _, __: Response(status=200)) as ready:
        running = server(tmp_path, "import time; time.sleep(60)", ready.origins[0])
        with running:
            running.wait_ready(20)
            running.check_alive()

    with pytest.raises(DemoFailed, match="exit code -15"):
        running.check_alive()


def test_a_server_that_dies_is_reported_with_the_end_of_its_log(tmp_path):
    dying = "import sys; print('the reason'); sys.exit(3)"

    with (
        server(tmp_path, dying) as running,
        pytest.raises(DemoFailed, match=r"(?s)exit code 3.*the reason"),
    ):
        running.wait_ready(20)


def test_a_server_that_is_never_ready_is_reported_in_bounded_time(tmp_path):
    with (
        server(tmp_path, "import time; time.sleep(60)") as running,
        pytest.raises(DemoFailed, match="not ready after 0 s"),
    ):
        running.wait_ready(0.0)


def test_an_operators_command_comes_back_as_what_was_issued():
    issued = operate(["issue", "order.xml"], Path("s.toml"), 20, script(ANSWER))

    assert issued == Issued(alert_id="abc", revision=1, outcome="new", committed=12.5)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (ANSWER + "\nsys.exit(1)", "exit code 1"),
        ("print('no JSON')", "no JSON"),
        ("import sys; sys.exit('no service answers')", "no service answers"),
        ('print(\'{"outcome": "duplicate", "alerts": []}\')', "duplicate"),
    ],
)
def test_a_command_that_issues_nothing_ends_the_demo_with_its_words(text, reason):
    with pytest.raises(DemoFailed, match=reason):
        operate(["issue", "order.xml"], Path("s.toml"), 20, script(text))


def test_a_command_that_hangs_is_ended():
    with pytest.raises(DemoFailed, match=r"`hansho issue x` took more than 0 s"):
        operate(["issue", "x"], Path("s"), 0.3, script("import time; time.sleep(60)"))
