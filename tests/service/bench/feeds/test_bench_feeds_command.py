"""`hansho bench feeds` and `hansho bench days` as commands: what they print, and what they refuse."""

import json
from pathlib import Path

import pytest

from service.cli import main


def test_the_last_line_is_one_object_of_figures(capsys: pytest.CaptureFixture[str]) -> None:
    main(["bench", "feeds", "--attack", "redirect"])

    *words, last = capsys.readouterr().out.splitlines()
    told = json.loads(last)
    (result,) = told["results"]
    assert (told["bench"], result["size"], result["ours"]["is_unharmed"]) == (
        "feeds",
        "redirect",
        True,
    )
    assert words[0].startswith("redirect: ")


def test_an_attack_that_nobody_knows_is_named_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(["bench", "feeds", "--attack", "frogs"])

    said = capsys.readouterr().err
    assert code == 2
    assert "no attack frogs; attacks are endless, redirect, bomb" in said


def test_days_without_the_samples_say_how_to_name_their_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["bench", "days", "--data", str(tmp_path)])

    assert code == 2
    assert "is not there; name the folder with --data" in capsys.readouterr().err
