"""The plaintext of a push. DESIGN section 6."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np
import pytest
from shapely.geometry import Polygon

from alerts.model import Message, Mode, Order, Phase, Relation, Revision
from alerts.phrases import Phrasebook
from alerts.push.payload import MOST_BYTES, payload
from alerts.push.short_form import short_form
from alerts.report import Text
from alerts.wording import messages
from geo.area import Area, area_from_geometry

Revise = Callable[..., Revision]
SENT = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)
HOME = "https://hansho.example"


def first(revision: Revision, phrases: Phrasebook, language: str = "en") -> Message:
    return messages(revision, phrases, [language])[0]


def test_one_json_object_holds_notification_and_data(order: Revise, phrases: Phrasebook):
    revision = order()
    message = first(revision, phrases)

    found = json.loads(payload(message, revision, base_url=HOME))

    area = found["notification"]["data"].pop("area")
    assert isinstance(area, str)
    assert found == {
        "notification": {
            "title": "Flood: evacuation order 避難指示",
            "body": "\n".join((*message.lines, *message.references)),
            "lang": "en",
            "dir": "ltr",
            "tag": "abcdefgh23456789",
            "renotify": True,
            "silent": False,
            "navigate": "https://hansho.example/en/alerts/abcdefgh23456789",
            "data": {
                "v": 1,
                "id": "abcdefgh23456789",
                "rev": 1,
                "kind": "flood",
                "strength": "leave",
                "level": 4,
                "action": "leave_for_site",
                "phase": "live",
                "mode": "real",
                "relation": "new",
                "lang": "en",
                "do": 2,
                "where": 1,
                "slack_m": 25,
                "sent": int(SENT.timestamp()),
                "until": None,
                "review": int((SENT + timedelta(hours=12)).timestamp()),
                "say": {
                    "ids": "order title.evacuate what.evacuate where do.leave_for_site "
                    "fixed.evacuate water until clock",
                    "term": "避難指示",
                    "place": {"ja": "橋場", "en": "Hashiba"},
                    "by": {"": "City of Kanda"},
                    "tz": "Asia/Tokyo",
                },
            },
        }
    }


def test_what_else_was_approved_is_43_characters_that_no_cut_takes(
    order: Revise, phrases: Phrasebook
):
    revision = order(area=wiggly(500))
    plain, rest = first(revision, phrases), bytes(range(216, 248))
    message = msgspec.structs.replace(plain, extra=tuple("水" * 300 for _ in range(50)))

    sent = payload(message, revision, base_url=HOME, rest=rest)

    told = json.loads(sent)["notification"]
    assert told["data"]["rest"] == "2Nna29zd3t_g4eLj5OXm5-jp6uvs7e7v8PHy8_T19vc"
    assert len(sent) <= MOST_BYTES
    assert tuple(told["body"].split("\n")[: len(plain.lines)]) == plain.lines


def test_an_alert_that_nobody_approved_has_no_word_of_it(order: Revise, phrases: Phrasebook):
    sent = payload(first(order(), phrases), order(), base_url=HOME)

    assert "rest" not in json.loads(sent)["notification"]["data"]


@pytest.mark.parametrize("language", ["ja", "ja-simple", "en", "th", "en-XA", "ar-XB"])
def test_data_marks_the_lines_that_say_what_to_do_and_where(
    order: Revise, phrases: Phrasebook, language: str
):
    revision = order()

    told = json.loads(payload(first(revision, phrases, language), revision, base_url=HOME))

    said, data = told["notification"]["body"].split("\n"), told["notification"]["data"]
    spoken = "ja-simple" if language == "th" else language
    assert said[data["do"]] == phrases.say(spoken, "order.do.leave_for_site")
    assert "Hashiba" in said[data["where"]] or "橋場" in said[data["where"]]


def test_marks_move_with_the_issuers_own_first_line(warning: Revise, phrases: Phrasebook):
    texts = (
        Text(
            language="en",
            event="Flood",
            headline="The river is rising faster than it has in forty years.",
        ),
    )
    revision = warning(texts=(), number=1)
    led = warning(texts=texts, number=1)

    plain, moved = (first(one, phrases) for one in (revision, led))

    assert plain.do is not None
    assert plain.where is not None
    assert (moved.lines[0], moved.do, moved.where) == (
        texts[0].headline,
        plain.do + 1,
        plain.where + 1,
    )


@pytest.mark.parametrize("phase", [Phase.ALL_CLEAR, Phase.WITHDRAWN])
def test_an_ending_marks_no_line(order: Revise, phrases: Phrasebook, phase: Phase):
    revision = order(number=2, phase=phase)

    told = json.loads(payload(first(revision, phrases), revision, base_url=HOME))

    data = told["notification"]["data"]
    assert (data["do"], data["where"]) == (None, None)


@pytest.mark.parametrize(
    ("mode", "walks", "action"),
    [
        (Mode.REAL, False, "leave_for_site"),
        (Mode.DRILL, False, "know"),
        (Mode.TRAINING, False, "know"),
        (Mode.DRILL, True, "leave_for_site"),
        (Mode.TRAINING, True, "leave_for_site"),
    ],
)
def test_an_exercise_shows_no_way_unless_it_is_for_walking_it(
    order: Revise, phrases: Phrasebook, mode: Mode, walks: bool, action: str
):
    revision = order(mode=mode, walks=walks)
    message = first(revision, phrases)

    told = json.loads(payload(message, revision, base_url=HOME))

    assert told["notification"]["data"]["action"] == action
    assert phrases.say("en", "order.do.leave_for_site") in message.lines


def test_an_exercise_that_shows_no_way_anyway_keeps_its_action(order: Revise, phrases: Phrasebook):
    revision = order(mode=Mode.DRILL, order=Order.EMERGENCY_SAFETY)

    told = json.loads(payload(first(revision, phrases), revision, base_url=HOME))

    assert told["notification"]["data"]["action"] == "protect"


def test_apple_gets_a_declarative_message(order: Revise, phrases: Phrasebook):
    revision = order()

    found = json.loads(payload(first(revision, phrases), revision, declarative=True, base_url=HOME))

    assert (found["web_push"], found["mutable"]) == (8030, True)
    assert set(found) == {"notification", "web_push", "mutable"}


def test_an_agencys_end_is_told_in_epoch_seconds(warning: Revise, phrases: Phrasebook):
    revision = warning()

    data = json.loads(payload(first(revision, phrases), revision, base_url=HOME))
    told = data["notification"]["data"]

    assert (told["until"], told["review"]) == (int((SENT + timedelta(hours=6)).timestamp()), None)


def test_a_silent_change_neither_sounds_nor_renotifies(order: Revise, phrases: Phrasebook):
    revision = order(number=2)
    changed = next(m for m in messages(revision, phrases, ["en"]) if m.relation is Relation.CHANGED)

    found = json.loads(payload(changed, revision, base_url=HOME))["notification"]

    assert (found["silent"], found["renotify"]) == (True, False)


def test_words_are_utf_8_not_escapes(order: Revise, phrases: Phrasebook):
    revision = order()

    assert "避難指示".encode() in payload(first(revision, phrases), revision, base_url=HOME)


def wiggly(teeth: int) -> Area:
    """A ring of long teeth, which no short outline can follow closely."""
    angles = np.linspace(0, 2 * np.pi, 2 * teeth, endpoint=False)
    radii = np.where(np.arange(2 * teeth) % 2, 1.0, 0.6)
    shape = Polygon(np.c_[137 + radii * np.cos(angles), 36 + radii * np.sin(angles)])
    found = area_from_geometry(shape)
    assert isinstance(found, Area)
    return found


def test_references_go_first_then_precision_then_advice(order: Revise, phrases: Phrasebook):
    revision = order(area=wiggly(30))
    plain = msgspec.structs.replace(first(revision, phrases), retelling=b"")

    def sent(extra_bytes: int) -> tuple[bool, int | None, int]:
        message = msgspec.structs.replace(plain, extra=("a" * extra_bytes, "b" * 200))
        body = json.loads(payload(message, revision, base_url=HOME))["notification"]
        lines = body["body"].split("\n")
        kept = sum(line[0] in "ab" and len(set(line)) == 1 for line in lines)
        return plain.references[0] in lines, body["data"]["slack_m"], kept

    seen = [sent(size) for size in range(0, 2_400, 20) if size]

    with_reference = [has for has, _, _ in seen]
    assert with_reference == sorted(with_reference, reverse=True)
    assert with_reference[0]
    slacks = [slack if slack is not None else 10**6 for _, slack, _ in seen]
    cut_advice = next(i for i, (_, _, kept) in enumerate(seen) if kept < 2)
    assert slacks[:cut_advice] == sorted(slacks[:cut_advice])
    assert len(set(slacks)) > 2
    assert seen[cut_advice][:2] == (False, None)


def test_other_languages_cost_the_area_half_of_its_precision_at_most(
    order: Revise, phrases: Phrasebook
):
    revision = order(area=wiggly(30))
    plain = first(revision, phrases)

    def sent(extra_bytes: int, retelling: bytes) -> tuple[bool, int | None, int]:
        advice = ("a" * extra_bytes, "b" * 200)
        message = msgspec.structs.replace(plain, extra=advice, retelling=retelling)
        told = json.loads(payload(message, revision, base_url=HOME))["notification"]
        kept = sum(len(set(line)) == 1 for line in told["body"].split("\n"))
        return "say" in told["data"], told["data"]["slack_m"], kept

    sizes = range(20, 2_400, 20)
    pairs = [(sent(size, plain.retelling), sent(size, b"")) for size in sizes]

    assert {found[0] for found, _ in pairs} == {True, False}
    assert [found for found, without in pairs if not found[0] and found != without] == []
    costs = [(found, without) for found, without in pairs if found[0]]
    assert all((found[1] or 10**6) <= max(100, 2 * (without[1] or 0)) for found, without in costs)
    assert all(found[2] == without[2] == 2 for found, without in costs)


def test_lines_survive_any_amount_of_advice(order: Revise, phrases: Phrasebook):
    revision = order(area=wiggly(500))
    plain = first(revision, phrases)
    message = msgspec.structs.replace(plain, extra=tuple("水" * 300 for _ in range(50)))

    sent = payload(message, revision, base_url=HOME)

    body = json.loads(sent)["notification"]["body"].split("\n")
    assert len(sent) <= MOST_BYTES
    assert tuple(body[: len(plain.lines)]) == plain.lines


def test_a_drills_last_line_stays_last_after_any_cut(order: Revise, phrases: Phrasebook):
    revision = order(mode=Mode.DRILL)
    plain = first(revision, phrases)

    for count in (0, 1, 20):
        message = msgspec.structs.replace(plain, extra=("水" * 150,) * count)
        body = json.loads(payload(message, revision, base_url=HOME))["notification"]["body"]
        assert body.endswith("This is a drill. Nothing has happened.")


def test_sentences_of_a_catalogue_gone_wild_still_leave_a_push(order: Revise, phrases: Phrasebook):
    revision = order()
    wild = msgspec.structs.replace(
        first(revision, phrases), lines=tuple("長" * 300 for _ in "1234")
    )

    sent = payload(wild, revision, base_url=HOME)

    assert len(sent) <= MOST_BYTES
    assert json.loads(sent)["notification"]["body"].startswith("長" * 300)


def test_a_base_url_that_would_cost_words_is_refused(order: Revise, phrases: Phrasebook):
    revision = order()

    with pytest.raises(ValueError, match="base URL"):
        payload(first(revision, phrases), revision, base_url="https://" + "x" * 100)


def test_the_short_form_has_every_word_and_nothing_of_the_area_or_other_languages(
    order: Revise, phrases: Phrasebook
):
    revision = order()
    full = payload(first(revision, phrases), revision, base_url=HOME)

    short = json.loads(short_form(full))

    wanted = json.loads(full)
    del wanted["notification"]["data"]["say"]
    wanted["notification"]["data"] |= {"area": None, "slack_m": None}
    assert short == wanted
