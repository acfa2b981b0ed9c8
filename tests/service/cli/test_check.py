"""`hansho check`: one line per alert that would result; nothing is sent or stored."""

import json
from pathlib import Path
from typing import Any

import pytest

from service.cli import main

HERE = "<polygon>35.0,139.0 35.0,139.01 35.01,139.01 35.01,139.0 35.0,139.0</polygon>"


def cap(**parts: str) -> str:
    """A small warning; each part may be replaced."""
    values = {
        "identifier": "r-1",
        "sender": "weather@agency.example",
        "sent": "2026-11-22T14:00:00+09:00",
        "status": "Actual",
        "kind": "Alert",
        "scope": "Public",
        "references": "",
        "expires": "2026-11-22T20:00:00+09:00",
        "area": HERE,
        **parts,
    }
    references = f"<references>{values['references']}</references>" if values["references"] else ""
    return f"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>{values["identifier"]}</identifier><sender>{values["sender"]}</sender>
<sent>{values["sent"]}</sent><status>{values["status"]}</status>
<msgType>{values["kind"]}</msgType><scope>{values["scope"]}</scope>{references}
<info><language>en</language><category>Met</category><event>Flood warning</event>
<urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>
<expires>{values["expires"]}</expires>
<area><areaDesc>Riverside</areaDesc>{values["area"]}</area></info></alert>"""


class Folder:
    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self.capsys = capsys
        self.code = -1

    def check(self, *texts: str, options: tuple[str, ...] = ()) -> list[dict[str, Any]]:
        files = []
        for index, text in enumerate(texts):
            file = self.path / f"{index}.xml"
            file.write_text(text, "utf-8")
            files.append(str(file))
        self.code = main(["check", *options, *files])
        return [json.loads(line) for line in self.capsys.readouterr().out.splitlines()]


@pytest.fixture
def folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Folder:
    monkeypatch.delenv("HANSHO_SETTINGS", raising=False)
    return Folder(tmp_path, capsys)


AT_SENT = ("--at", "sent")


def test_a_warning_is_one_line_with_every_field(folder: Folder) -> None:
    (line,) = folder.check(cap(), options=AT_SENT)

    assert folder.code == 0
    assert line == {
        "file": str(folder.path / "0.xml"),
        "part": 1,
        "format": "cap-1.2",
        "sender": "weather@agency.example",
        "identifier": "r-1",
        "sent": "2026-11-22T05:00:00Z",
        "status": "Actual",
        "msg_type": "Alert",
        "kind": "flood",
        "strength": "ready",
        "languages": ["en"],
        "areas": 1,
        "cells": 35,
        "outcome": "new",
    }


def test_the_clock_is_now_unless_it_is_set(folder: Folder) -> None:
    past = cap(expires="2020-01-01T00:00:00+00:00", sent="2019-12-31T00:00:00+00:00")

    (now,) = folder.check(past)
    (then,) = folder.check(past, options=("--at", "2019-12-31T12:00:00+00:00"))

    assert (now["outcome"], then["outcome"]) == ("expired", "new")
    assert "expired at 2020-01-01T00:00:00Z" in now["reason"]


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        ({}, "new"),
        ({"kind": "Update", "references": "weather@agency.example,x,2026-11-22T13:00:00+09:00"},
         "update"),
        ({"kind": "Cancel", "references": "weather@agency.example,x,2026-11-22T13:00:00+09:00"},
         "cancel"),
        ({"area": ""}, "unmatched"),
        ({"kind": "Cancel", "area": ""}, "unmatched"),
        ({"area": "", "expires": "2026-11-22T13:59:59+09:00"}, "expired"),
        ({"expires": "2026-11-22T13:00:00+09:00", "scope": "Private"}, "not_public"),
        ({"status": "Exercise"}, "not_public"),
        ({"status": "Test"}, "not_public"),
        ({"kind": "Ack"}, "not_public"),
        ({"identifier": "a, b"}, "quarantined"),
        ({"status": "Exercise", "identifier": "a, b"}, "not_public"),
    ],
)  # fmt: skip
def test_the_first_outcome_that_fits_is_told(
    folder: Folder, parts: dict[str, str], outcome: str
) -> None:
    (line,) = folder.check(cap(**parts), options=AT_SENT)

    assert line["outcome"] == outcome
    assert line.get("reason") or outcome == "new"
    assert folder.code == 0


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_being_told(
    folder: Folder,
) -> None:
    lines = folder.check("<alert", cap(), options=AT_SENT)

    assert [line["outcome"] for line in lines] == ["error", "new"]
    assert lines[0]["reason"]
    assert set(lines[0]) == {*lines[1], "reason"}
    assert folder.code == 1


def test_a_file_that_is_not_there_is_an_error_line(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["check", str(folder.path / "none.xml")])

    assert code == 1
    assert json.loads(capsys.readouterr().out)["outcome"] == "error"


def test_files_stand_alone_unless_they_are_a_sequence(folder: Folder) -> None:
    first = cap()
    update = cap(
        identifier="r-2",
        kind="Update",
        sent="2026-11-22T14:10:00+09:00",
        references="weather@agency.example,r-1,2026-11-22T14:00:00+09:00",
        expires="2026-11-22T21:00:00+09:00",
    )
    cancel = cap(
        identifier="r-3",
        kind="Cancel",
        sent="2026-11-22T14:20:00+09:00",
        references="weather@agency.example,r-2,2026-11-22T14:10:00+09:00",
    )

    alone = folder.check(first, first, update, cancel, options=AT_SENT)
    together = folder.check(first, first, update, cancel, first, options=("--sequence", *AT_SENT))

    assert [line["outcome"] for line in alone] == ["new", "new", "update", "cancel"]
    assert "not known" in alone[2]["reason"]
    assert [line["outcome"] for line in together] == [
        "new",
        "duplicate",
        "update",
        "cancel",
        "duplicate",
    ]


def test_several_hazards_of_a_file_are_several_parts(folder: Folder) -> None:
    info = cap().split("<info>")[1].split("</info>")[0]
    wind = info.replace("Flood warning", "Wind warning")
    both = cap().replace("</info>", f"</info><info>{wind}</info>")

    lines = folder.check(both, options=AT_SENT)

    assert [(line["part"], line["kind"]) for line in lines] == [(1, "flood"), (2, "storm")]


def test_the_matched_area_comes_as_geojson_when_asked_for(folder: Folder) -> None:
    (line,) = folder.check(cap(), options=("--areas", *AT_SENT))

    assert line["area"]["type"] == "MultiPolygon"


def test_a_clock_without_offset_is_refused(folder: Folder) -> None:
    with pytest.raises(SystemExit) as stopped:
        folder.check(cap(), options=("--at", "2026-11-22T14:00:00"))

    assert stopped.value.code == 2
