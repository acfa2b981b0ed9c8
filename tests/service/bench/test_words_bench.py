"""The bench of words says what it says it does, in every language that has a catalogue."""

import argparse
import json

import pytest

from alerts.languages import LANGUAGES
from alerts.model import Relation
from service.bench.words import Measured, report, said
from service.cli import bench


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    bench.add_parser(parser.add_subparsers())
    return parser.parse_args(["bench", "words", *arguments])


def test_every_language_speaks_for_itself_to_everyone_whom_it_concerns() -> None:
    found = said()

    assert {(one.language, one.relation) for one in found} == {
        (language, relation) for language in LANGUAGES for relation in Relation
    }
    assert len({one.title for one in found if one.relation is Relation.NEW}) == len(LANGUAGES)


def test_the_ratio_is_of_the_words_alone() -> None:
    measured = Measured(languages=20, turns=3, ms={"ours": 9.0, "ours_words": 4.0, "gettext": 2.0})

    assert report(measured) == {
        "bench": "words",
        "results": [
            {
                "size": 20,
                "ours": {"cpu_ms": 9.0, "cpu_ms_words_alone": 4.0, "goal_ms": 20.0},
                "peers": {"gettext": {"cpu_ms": 2.0}},
                "ratios": {"gettext": 0.5},
            }
        ],
    }


def test_the_command_ends_with_one_json_line(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = parsed("--turns", "1")

    code = arguments.run(arguments)

    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (code, last["bench"], last["results"][0]["size"]) == (0, "words", len(LANGUAGES))


@pytest.mark.parametrize("turns", ["0", "10001"])
def test_turns_out_of_range_are_refused(turns: str) -> None:
    arguments = parsed("--turns", turns)

    assert arguments.run(arguments) == 2
