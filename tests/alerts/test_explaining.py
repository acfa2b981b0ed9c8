"""Information after the all-clear opens no alert (docs/triage.md, "afterwards")."""

from alerts.model import Kind, Phase, Strength
from alerts.report import MessageType, Report
from alerts.triage import Outcome
from tests.alerts.heard import Town, at, cancel, hazard, telegram

SEA = {"part": "津波", "kind": Kind.TSUNAMI}
WARNING = "津波警報・注意報・予報a"
KNOW, LEAVE = Strength.KNOW, Strength.LEAVE


def warned(hours: float, *places: str, ended: bool = False) -> Report:
    return telegram(
        hours,
        hazard(LEAVE, places or ["east"], ended=ended, **SEA),
        message_type=MessageType.UPDATE if ended else MessageType.ALERT,
        stream="tsunami",
        source=WARNING,
    )


def informed(hours: float, place: str = "east", family: str = "tsunami-information") -> Report:
    said = hazard(KNOW, [place], **SEA)
    return telegram(hours, said, stream=f"{family}/20261123", source="津波情報a")


def test_information_after_the_all_clear_opens_no_alert() -> None:
    town = Town()
    town.hears(warned(0))
    town.hears(informed(0.1))
    town.hears(warned(5, ended=True))

    taken = town.takes(informed(6))

    assert [(one.outcome, one.revision) for one in taken] == [(Outcome.DUPLICATE, None)]
    assert "lifted" in taken[0].reason
    assert town.store.live(at(6)) == ()


def test_information_sent_before_the_all_clear_and_heard_after_it_opens_none_either() -> None:
    town = Town()
    town.hears(warned(0))
    town.hears(warned(5, ended=True))

    assert town.hears(informed(4), at(5.1)) == []


def test_information_after_the_warning_was_taken_back_opens_no_alert() -> None:
    town = Town()
    town.hears(warned(0))
    town.hears(cancel(1, stream="tsunami", source=WARNING))

    assert town.hears(informed(2)) == []


def test_where_gauges_at_sea_name_other_coasts_every_warning_must_be_lifted() -> None:
    town = Town()
    town.hears(warned(0, "east", "west"))
    town.hears(warned(5, "east", ended=True))

    while_one_holds = town.hears(informed(5.5, "north", "tsunami-offshore"))
    town.hears(warned(6, "west", ended=True))
    after_all = town.hears(informed(7, "county-coast", "tsunami-offshore"))

    assert [one.phase for one in while_one_holds] == [Phase.LIVE]
    assert after_all == []


def test_a_warning_anew_after_the_all_clear_is_explained_again() -> None:
    town = Town()
    town.hears(warned(0))
    town.hears(warned(5, ended=True))

    anew = town.hears(warned(6))
    taken = town.takes(informed(6.1))

    assert [one.strength for one in anew] == [LEAVE]
    assert taken[0].linked == anew[0].alert_id


def test_information_of_another_day_is_an_alert_again() -> None:
    town = Town()
    town.hears(warned(0))
    town.hears(warned(5, ended=True))

    assert [one.strength for one in town.hears(informed(30))] == [KNOW]


def test_a_warning_after_an_information_that_was_set_aside_is_told() -> None:
    town = Town()
    town.hears(warned(0))
    town.hears(warned(5, ended=True))
    town.hears(informed(6.1), at(6.1))

    assert [one.strength for one in town.hears(warned(6), at(6.2))] == [LEAVE]


def test_information_heard_where_no_warning_was_stands_by_itself_though_one_is_lifted() -> None:
    """docs/triage.md, "Known": the lifting ends what was warned of, and nothing was."""
    town = Town()
    town.hears(informed(6), at(6))
    town.hears(warned(5, ended=True), at(6.1))

    assert [one.latest.strength for one in town.store.live(at(7))] == [KNOW]
