"""The plain page that says how things stand: the town, what is live, counts, what is held back.

No script, no inline style; everything from outside is escaped. Exercises are marked on top.
"""

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any

import msgspec

from alerts.model import Alert, Mode, Phase, Relation, Revision
from alerts.ports import Result
from service.status_map import town_map
from service.unread_words import in_a_sentence
from service.watch.feed_state import FeedState, worst

if TYPE_CHECKING:
    from service.wiring import Service

_MOST_ALERTS = 10
_LANGUAGES = ("ja", "en")
_NO_PROOF = "no alert here does not mean that there is no danger."
_FEEDS = {
    "none": f"No weather feed is connected: {_NO_PROOF}",
    "waiting": f"A source has not answered yet: {_NO_PROOF}",
    "silent": f"A source is silent: {_NO_PROOF}",
    "fresh": "All sources answer.",
}


class StatusPage:
    """One rendering of the page for one moment."""

    STYLE = b"""
:root { color-scheme: light dark; --paper: #fffdf8; --ink: #1c1b19; --line: #c9c4ba;
  --sea: #dbe9ef; --brand: #23486e; --exercise: #b00020; }
@media (prefers-color-scheme: dark) { :root { --paper: #10141c; --ink: #f3efe6; --line: #3c4452;
  --sea: #182838; --brand: #9cc3ee; --exercise: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 44rem; padding: 1rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.7 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.3; } h2 { font-size: 1.25rem; margin-block: 2rem .5rem; }
.exercise { border: 4px solid var(--exercise); border-radius: 12px; padding: .75rem 1rem;
  font-weight: 700; }
article { border: 1px solid var(--line); border-radius: 12px; padding: 1rem; margin-block: 1rem; }
article h3 { margin: 0; font-size: 1.125rem; } dl { display: grid;
  grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: .5rem 0; }
dt { color: inherit; } dd { margin: 0; font-variant-numeric: tabular-nums; }
svg { width: 100%; height: auto; background: var(--sea); border-radius: 12px; }
svg .district { fill: var(--paper); stroke: var(--line); }
svg .alert { fill: none; stroke: var(--exercise); stroke-dasharray: 6 4; }
svg text { fill: var(--ink); font-size: 11px; text-anchor: middle; }
"""

    def __init__(self, service: "Service") -> None:
        self._service = service
        self._now = datetime.now(UTC)
        self._feeds = service.feeds.states(self._now)

    def render(self) -> bytes:
        town = self._service.settings.town
        name = town.get("en", "Hansho"), town.get("ja", "半鐘")
        alerts = self._service.alerts.recent(_MOST_ALERTS)
        live = [one for one in alerts if one.is_live(self._now)]
        body = [
            f"<h1><span lang='ja'>{escape(name[1])}</span> · {escape(name[0])}</h1>",
            self._banner(),
            f"<p>{self._summary(live)}</p>",
            town_map(self._service.gazetteer, live),
            "<h2>Alerts</h2>",
            *([self._alert(one) for one in alerts] or ["<p>None was issued.</p>"]),
            "<h2>Sources</h2>",
            self._sources(),
            "<h2>Phones</h2>",
            self._phones(),
            "<h2>Waiting for a person</h2>",
            self._held(),
        ]
        return _page(f"{name[0]} – status", "".join(body))

    def _banner(self) -> str:
        if self._service.settings.mode == "real":
            return ""
        return (
            "<p class='exercise'>EXERCISE · <span lang='ja'>訓練</span>: a fictional exercise "
            "space. Nothing here is real, and no real phone can be reached.</p>"
        )

    def _summary(self, live: list[Alert]) -> str:
        checked = f"This page was made at {_clock(self._now)} UTC."
        feed = _FEEDS[worst(self._feeds)]
        if live:
            return f"{len(live)} live. {checked} {feed}"
        return f"No alert of this service is live. {checked} {feed}"

    def _alert(self, alert: Alert) -> str:
        latest = alert.latest
        titles = "".join(
            f"<h3 lang='{escape(language)}'>{escape(self._title(alert, language))}</h3>"
            for language in _LANGUAGES
        )
        counts = self._service.ledger.counts(alert.id, latest.number)
        rows: dict[str, Any] = {
            "State": _state(alert, self._now),
            "Revision": f"{latest.number}, issued {_clock(latest.issued)} UTC",
            "Issuer": latest.issuer,
            **_review(latest, self._now),
            "Accepted by push services": self._people(counts.get(Result.ACCEPTED, 0)),
            "Told when the app was opened": self._people(counts.get(Result.TOLD, 0)),
            "Still owed": self._people(counts.get(Result.OWED, 0)),
            "Id": alert.id,
        }
        return f"<article>{titles}{_rows(rows)}</article>"

    def _title(self, alert: Alert, language: str) -> str:
        wanted = Relation.NEW if alert.latest.phase is Phase.LIVE else Relation.CHANGED
        for edition in self._service.alerts.editions(alert.id, alert.latest.number):
            if (edition.language, edition.relation) == (language, wanted):
                payload = msgspec.json.decode(edition.payload, type=dict)
                return str(payload["notification"]["title"])
        return alert.latest.kind.value

    def _sources(self) -> str:
        if not self._feeds:
            return "<p>No source of warnings is watched.</p>"
        rows = {one.titles.get("en", one.name): _feed(one) for one in self._feeds}
        return _rows(rows)

    def _phones(self) -> str:
        counts = self._service.phones()
        rows: dict[str, Any] = {
            "Registered": counts["total"],
            "Not yet proven reachable": counts["pending"],
            "Residents": counts["residents"],
            "Visitors": counts["visitors"],
        }
        for key, count in sorted(counts.items()):
            if key.startswith("language:"):
                rows[key.partition(":")[2]] = count
        return _rows({name: self._people(count) for name, count in rows.items()})

    def _people(self, count: int) -> int | str:
        """In an exercise space nobody is real."""
        return _coarse(count) if self._service.settings.mode == "real" else count

    def _held(self) -> str:
        held = self._service.alerts.held(_MOST_ALERTS)
        alarms = self._service.dispatcher.alarms()
        lines = [
            f"{_clock(review)} UTC: order {one.id} was due for review; renew it or lift it"
            for one in self._service.alerts.live(self._now)
            if (review := one.latest.review) is not None and review <= self._now
        ]
        lines += [f"{_clock(one.since)} UTC: {one.said}" for one in self._service.troubles()]
        if unread := self._service.unread_words:
            lines.append(in_a_sentence(unread))
        lines += [f"{_clock(at)} UTC: {alarm.text}" for at, alarm in alarms]
        lines += [f"{_clock(at)} UTC: {reason}" for at, reason in held.newest]
        if held.dropped:
            lines.append(
                f"{held.dropped} older reports were set aside and are kept no longer; the log has "
                "their reasons"
            )
        if not lines:
            return "<p>Nothing is held back.</p>"
        return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _feed(one: FeedState) -> str:
    heard = "it has never answered"
    if one.answered is not None:
        heard = f"answered at {_clock(one.answered)} UTC"
    newest = "" if one.newest is None else f"; newest message of {_clock(one.newest)} UTC"
    failing = f"; failed {one.failures} time(s): {one.error}" if one.failures else ""
    return f"{'SILENT: ' if one.is_silent else ''}{heard}{newest}{failing}"


def _state(alert: Alert, now: datetime) -> str:
    latest = alert.latest
    mark = "EXERCISE · " if latest.mode is not Mode.REAL else ""
    if latest.phase is Phase.ALL_CLEAR:
        return f"{mark}all-clear was given"
    if latest.phase is Phase.WITHDRAWN:
        return f"{mark}withdrawn"
    if not alert.is_live(now):
        return f"{mark}no newer information since {_clock(latest.issued)} UTC"
    return f"{mark}live: {latest.kind.value}, {latest.strength.value}"


def _coarse(count: int) -> str:
    """So coarse that nobody can be picked out: this page is for everyone to read."""
    return "fewer than 10" if count < 10 else f"about {round(count, -1)}"


def _review(latest: Revision, now: datetime) -> dict[str, str]:
    """An order has a time at which somebody must look again; it does not expire."""
    if latest.review is None or latest.phase is not Phase.LIVE:
        return {}
    overdue = "overdue since" if latest.review <= now else "due"
    return {"Review": f"{overdue} {_clock(latest.review)} UTC"}


def _rows(rows: dict[str, Any]) -> str:
    pairs = "".join(f"<dt>{escape(k)}</dt><dd>{escape(str(v))}</dd>" for k, v in rows.items())
    return f"<dl>{pairs}</dl>"


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"


def _page(title: str, body: str) -> bytes:
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(title)}</title><link rel='stylesheet' href='/status.css'></head>"
        f"<body><main>{body}</main></body></html>"
    ).encode()
