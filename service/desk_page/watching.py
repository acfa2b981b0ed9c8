"""Watching one alert go, and taking it back."""

from collections.abc import Mapping

import msgspec

from alerts.languages import described
from alerts.model import Alert, Phase
from alerts.ports import Result
from service.desk_page import controls
from service.desk_page.listing import about_revision
from service.desk_page.page import document, facts, section
from service.desk_page.scene import Scene
from service.page.markup import Html, element

_FAILED = (Result.REFUSED, Result.GONE, Result.EXPIRED)
_NEEDLESS = (Result.SUPERSEDED, Result.DELETED)


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far an alert's newest revision got. `all_recorded`: nobody is still to be counted."""

    alert: Alert
    counts: Mapping[Result, int]
    by_language: Mapping[str, int]
    all_recorded: bool
    may_withdraw: bool = False
    may_compose: bool = False


def watching(scene: Scene, progress: Progress) -> bytes:
    """Withdrawing and the all-clear are always in sight, and never beside one another."""
    last = progress.alert.latest
    withdraw, others = _acts(scene, progress)
    return document(
        scene,
        scene.say("watch.title", what=about_revision(scene, last)),
        others,
        element("div", *_counts(scene, progress), id="progress", data_act="renew"),
        element("p", scene.say("watch.refresh"), class_="note"),
        withdraw,
        mode=last.mode,
    )


def _counts(scene: Scene, progress: Progress) -> tuple[Html, ...]:
    """What the page's script puts anew every ten seconds."""
    return (
        element("p", _state(scene, progress), class_="big"),
        element("p", _sentence(scene, progress), class_="big"),
        section(scene.say("watch.counts"), facts(_rows(scene, progress)), id="counts"),
        section(scene.say("watch.language"), facts(_languages(progress)), id="languages"),
    )


def _state(scene: Scene, progress: Progress) -> str:
    alert = progress.alert
    if alert.latest.phase is Phase.LIVE and not alert.is_live(scene.now):
        return scene.say("watch.state.expired")
    return scene.say(f"watch.state.{alert.latest.phase.value}")


def _sentence(scene: Scene, progress: Progress) -> str:
    counts = progress.counts
    if not progress.all_recorded:
        return scene.say("watch.unrecorded")
    accepted = counts.get(Result.ACCEPTED, 0) + counts.get(Result.TOLD, 0)
    owed, total = counts.get(Result.OWED, 0), sum(counts.values())
    id = "watch.going" if owed else "watch.gone"
    return scene.say(id, accepted=str(accepted), total=str(total), owed=str(owed))


def _rows(scene: Scene, progress: Progress) -> list[tuple[str, str]]:
    counts, last = progress.counts, progress.alert.latest
    return [
        (scene.say("watch.queued"), str(counts.get(Result.OWED, 0))),
        (scene.say("watch.accepted"), str(counts.get(Result.ACCEPTED, 0))),
        (scene.say("watch.told"), str(counts.get(Result.TOLD, 0))),
        (scene.say("watch.refused"), str(sum(counts.get(one, 0) for one in _FAILED))),
        (scene.say("watch.other"), str(sum(counts.get(one, 0) for one in _NEEDLESS))),
        (scene.say("watch.revision"), str(last.number)),
        (scene.say("watch.issued"), scene.clock(last.issued)),
        (scene.say("watch.first"), scene.clock(progress.alert.first_issued)),
    ]


def _languages(progress: Progress) -> list[tuple[str, str]]:
    counts = sorted(progress.by_language.items(), key=lambda one: (-one[1], one[0]))
    return [(described(language).name, str(count)) for language, count in counts]


def _acts(scene: Scene, progress: Progress) -> tuple[Html, Html]:
    alert = progress.alert
    if alert.latest.phase is not Phase.LIVE:
        return Html(""), Html("")
    withdraw = _act(scene, progress, "withdraw", "withdrawal") if progress.may_withdraw else ""
    rest = [("all_clear", "all-clear"), ("update", "update")] if progress.may_compose else []
    others = [_act(scene, progress, name, path) for name, path in rest]
    return (
        element("div", withdraw, class_="withdraw"),
        element("div", *others, class_="others"),
    )


def _act(scene: Scene, progress: Progress, name: str, path: str) -> Html:
    words = f"{scene.mark(progress.alert.latest.mode)}{scene.say(f'watch.{name}')}"
    return controls.post(
        scene,
        f"/desk/alerts/{progress.alert.id}/{path}",
        element("p", scene.say(f"watch.{name}.next"), class_="note"),
        controls.button(words, class_="button" if name != "withdraw" else "go send"),
    )
