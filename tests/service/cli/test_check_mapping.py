"""`hansho check` of what is no XML: GeoJSON by a mapping, and lines of a satellite receiver."""

import json
import re
from pathlib import Path

import pytest

from service.cli import main
from tests.alerts.sources.satellite import dcr, sentence

HOWTO = Path(__file__).parents[3] / "docs" / "howto" / "read-geojson.md"


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The howto's warning and its mapping, as files."""
    monkeypatch.delenv("HANSHO_SETTINGS", raising=False)
    blocks = dict(re.findall(r"```(json|toml)\n(.*?)```", HOWTO.read_text("utf-8"), re.DOTALL))
    for name, text in blocks.items():
        (tmp_path / f"dam.{name}").write_text(text, "utf-8")
    return str(tmp_path / "dam.json"), str(tmp_path / "dam.toml")


def test_the_howtos_warning_would_go_out(
    written: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    warning, mapping = written

    code = main(["check", "--at", "sent", "--mapping", mapping, warning])

    line = json.loads(capsys.readouterr().out)
    assert (code, line["format"], line["sender"], line["kind"], line["strength"]) == (
        0,
        "geojson",
        "dams.kane.example",
        "flood",
        "leave",
    )
    assert line["outcome"] == "new"


def test_without_a_mapping_it_says_how_to_write_one(
    written: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["check", written[0]])

    line = json.loads(capsys.readouterr().out)
    assert (code, line["outcome"]) == (1, "error")
    assert "docs/howto/read-geojson.md" in line["reason"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("sender = ", "cannot be read"), (None, "cannot be opened")],
)
def test_a_mapping_that_is_none_is_refused_before_anything_is_read(
    written: tuple[str, str], capsys: pytest.CaptureFixture[str], text: str | None, words: str
) -> None:
    warning, mapping = written
    path = Path(mapping)
    path.unlink() if text is None else path.write_text(text, "utf-8")

    code = main(["check", "--mapping", mapping, warning])

    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert words in told.err


def test_a_receivers_line_is_read_at_the_time_of_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HANSHO_SETTINGS", raising=False)
    file = tmp_path / "receiver.txt"
    file.write_bytes(sentence(dcr(5, {(80, 4): 3, (84 + 12, 4): 4, (84 + 16, 10): 310})))

    main(["check", "--at", "2026-07-01T03:04:00+00:00", str(file)])

    line = json.loads(capsys.readouterr().out)
    assert (line["format"], line["sent"], line["kind"], line["strength"]) == (
        "qzss-dcr",
        "2026-07-01T03:00:00Z",
        "tsunami",
        "leave",
    )
    assert "jma-tsunami:310" in line["reason"]
