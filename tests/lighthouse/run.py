"""`make lighthouse`: Google's Lighthouse over four screens in three languages, against our goals.

The service runs in a training space with a live alert. Every page is loaded three times; of
performance (a phone on slow 4G, simulated) the median counts, of all else the worst. The audit
`is-crawlable` is left out: an exercise asks not to be kept by search engines, on purpose.
"""

import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from service.demo.browsers.chromium import find_chromium, sandbox_switches
from tests.browser.town import Town

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("ja", "en", "ar-XB")
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
LIMIT_S = 300

Scores = Mapping[str, int]


def counted(runs: Sequence[Scores]) -> dict[str, int]:
    """One page's scores out of all its runs; 0 to 100."""
    worst = {name: min(run[name] for run in runs) for name in GOALS}
    return worst | {"performance": int(statistics.median(run["performance"] for run in runs))}


def missed(scores: Scores) -> list[str]:
    return [name for name, goal in GOALS.items() if scores[name] < goal]


def lighthouse(url: str, report: Path) -> tuple[Scores, list[str]]:
    """The scores of one load, and the audits that cost points."""
    switches = " ".join(("--headless=new", *sandbox_switches()))
    command = [
        str(FOLDER / "node_modules" / ".bin" / "lighthouse"),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(GOALS)}",
        "--skip-audits=is-crawlable",
        f"--chrome-flags={switches}",
    ]
    environment = {**os.environ, "CHROME_PATH": str(find_chromium())}
    subprocess.run(command, check=True, timeout=LIMIT_S, env=environment)
    return read(json.loads(report.read_text("utf-8")))


def read(report: Mapping[str, Any]) -> tuple[Scores, list[str]]:
    """What a report in Lighthouse's JSON comes to."""
    categories = {name: report["categories"][name] for name in GOALS}
    scores = {name: round(100 * (one["score"] or 0)) for name, one in categories.items()}
    weighed = [
        ref["id"] for one in categories.values() for ref in one["auditRefs"] if ref["weight"]
    ]
    audits = {id: report["audits"][id] for id in weighed if id in report["audits"]}
    return scores, [
        f"{id}: {one.get('displayValue', one['title'])}"
        for id, one in audits.items()
        if (one["score"] or 0) < 1 and one["scoreDisplayMode"] not in ("notApplicable", "manual")
    ]


def measured(url: str, report: Path) -> tuple[Scores, list[str]]:
    """What all loads of one page come to, and what cost points in the last."""
    runs = [lighthouse(url, report) for _ in range(RUNS)]
    return counted([scores for scores, _ in runs]), runs[-1][1]


def main() -> int:
    """1 if any page misses a goal."""
    say(f"{'':18}{'perf.':>6}{'a11y':>6}{'best':>6}{'SEO':>6}")
    failed = False
    with tempfile.TemporaryDirectory(prefix="hansho-") as name, Town(Path(name), [], {}) as town:
        screens = {"Now": "", "alert": f"alerts/{town.order().id}"}
        screens |= {"start": "start", "settings": "settings"}
        for language, screen in itertools.product(LANGUAGES, screens):
            url = f"{town.url}/{language}/{screens[screen]}"
            scores, costs = measured(url, Path(name) / "report.json")
            say(f"{screen:10}{language:8}" + "".join(f"{scores[goal]:>6}" for goal in GOALS))
            if missed(scores):
                failed = True
                say("".join(f"    {cost}\n" for cost in costs).rstrip())
    return int(failed)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
