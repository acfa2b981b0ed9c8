"""What came to the phones of one alert: who was lost, who got it twice, and who would notice."""

import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import msgspec

from service.bench.crash.sink import Push
from service.bench.measuring import BenchFailed

_JUDGE = Path(__file__).with_name("page_judge.mjs")


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Of one alert. lost: people who should have the last revision and never got it. unwanted:
    people outside who got anything. repeats: pushes of a revision beyond a phone's first; visible:
    those that its page would show or sound again. least_ttl: seconds.
    """

    lost: int
    unwanted: int
    repeats: int
    visible: int
    least_ttl: int


class Page:
    """The page's own module in node, asked about one phone at a time. A context manager."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        node = shutil.which("node")
        if node is None:
            raise BenchFailed("node is not installed, which runs the page's module: `make setup`")
        self._child = subprocess.Popen(  # noqa: S603 (our own command)
            [node, str(_JUDGE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._child is not None
        self._child.communicate()

    def visible_repeats(self, payloads: Sequence[dict[str, Any]]) -> int:
        """Of one alert, in the order in which they came to one phone."""
        assert self._child is not None
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(msgspec.json.encode(payloads).decode() + "\n")
        self._child.stdin.flush()
        answer = self._child.stdout.readline()
        if not answer:
            raise BenchFailed("the page's module failed; its error stands above")
        return int(answer)


def judge(
    came: Iterable[Push], alert_id: str, wanted: Collection[int], last: int, page: Page
) -> Finding:
    """`wanted`: who is inside. Revision 1 goes to all of them, a later one to all who got one."""
    of_phone: dict[int, list[Push]] = defaultdict(list)
    for push in came:
        if push.alert_id == alert_id:
            of_phone[push.phone].append(push)
    told = frozenset(wanted) if last == 1 else frozenset(of_phone)
    got_last = {phone for phone, own in of_phone.items() if own[-1].revision == last}
    every = [one for own in of_phone.values() for one in own]
    twice = [own for own in of_phone.values() if _repeats(own)]
    return Finding(
        lost=len(told - got_last),
        unwanted=len(of_phone.keys() - frozenset(wanted)),
        repeats=sum(map(_repeats, twice)),
        visible=sum(page.visible_repeats([one.payload for one in own]) for own in twice),
        least_ttl=min((one.ttl for one in every), default=0),
    )


def _repeats(own: Sequence[Push]) -> int:
    return sum(count - 1 for count in Counter(one.revision for one in own).values())
