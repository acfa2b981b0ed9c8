"""`hansho issue` refuses what the service would not read, and says why."""

from pathlib import Path

import pytest

from service.cli import main


def test_a_file_that_is_too_large_is_named_as_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    large = tmp_path / "large.xml"
    with large.open("wb") as out:
        out.truncate(17 * 2**20)

    code = main(["issue", str(large)])

    assert (code, "more than 16 MB" in capsys.readouterr().err) == (2, True)
