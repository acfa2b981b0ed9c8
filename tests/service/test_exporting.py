"""`hansho export`: one alert, every channel, from what was approved."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.pipeline import take_item
from geo.places import OfficialArea, write_gazetteer
from service.cli import main
from service.settings import Settings
from service.wiring import Service
from tests.factories import DESK, box, order_hazard, report

Export = Callable[..., tuple[int, str, str]]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Service]:
    areas = tmp_path / "town.gazetteer"
    write_gazetteer(
        areas,
        [
            OfficialArea(key="jis:17201", names={"ja": "湊浜市"}, area=box(138.9, 34.9, 0.5)),
            OfficialArea(
                key="chome:1",
                names={"ja": "港町一丁目"},
                area=box(139.0, 35.0),
                households=120,
                people=300,
            ),
            OfficialArea(key="chome:2", names={"ja": "山手"}, area=box(139.2, 35.2)),
        ],
    )
    settings = Settings(
        data_dir=tmp_path,
        desks=(DESK,),
        gazetteer=(areas,),
        municipality="172014",
        town={"ja": "湊浜市"},
    )
    with Service(settings) as running:
        yield running


@pytest.fixture
def alert_id(town: Service) -> str:
    now = datetime.now(UTC)
    what = report(sender=DESK, identifier="o-1", sent=now, hazards=(order_hazard(),))
    (taken,) = take_item(what, b"", town.means, now)
    assert taken.revision is not None
    return taken.revision.alert_id


@pytest.fixture
def export(
    town: Service, alert_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Export:
    """Runs the command; returns its exit code, what it printed and what it complained of."""
    file = tmp_path / "settings.toml"
    file.write_text(f'data_dir = "{tmp_path}"')

    def exported(form: str, *more: str, of: str = alert_id) -> tuple[int, str, str]:
        code = main(["export", of, "--as", form, "--settings", str(file), *more])
        said = capsys.readouterr()
        return code, said.out, said.err

    return exported


@pytest.mark.parametrize(
    ("form", "mark"),
    [
        ("cap", "<status>Exercise</status>"),
        ("mail", "【訓練】警戒レベル4 避難指示：洪水\n"),
        ("speaker", "こちらは、湊浜市です。\n"),
        ("notice", "<!doctype html>"),
        ("post", "/ja/alerts/"),
    ],
)
def test_each_form_is_printed(export: Export, form: str, mark: str) -> None:
    code, printed, _ = export(form)

    assert (code, mark in printed) == (0, True)


def test_the_record_names_the_town_by_its_code_and_the_districts_without_it(
    export: Export,
) -> None:
    _, printed, _ = export("record")

    made = json.loads(printed)
    assert made["municipality"] == {"code": "17201", "name": {"ja": "湊浜市"}}
    assert made["districts"] == [
        {"code": "chome:1", "name": {"ja": "港町一丁目"}, "households": 120, "people": 300}
    ]
    assert (made["households"], made["people"]) == (120, 300)


def test_a_mail_can_be_had_in_another_language(export: Export) -> None:
    _, printed, _ = export("mail", "--language", "en")

    assert printed.startswith("DRILL")


@pytest.mark.parametrize(
    ("form", "more", "of", "reason"),
    [
        ("mail", ["--language", "tlh"], None, "no language of ours"),
        ("mail", [], "unknown", "no alert has this id"),
    ],
)
def test_what_cannot_be_had_is_refused_with_what_to_do(
    export: Export, alert_id: str, form: str, more: list[str], of: str | None, reason: str
) -> None:
    code, printed, complaint = export(form, *more, of=of or alert_id)

    assert (code, printed) == (2, "")
    assert reason in complaint
