"""Many at once: one renders, nobody waits for a slow reader, and nobody gets what is outdated."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from service.web.answers import OFFER
from service.web.front import Front
from service.web.rendered import Rendered
from service.web.shelf import Shelf

Taken = list[dict[str, Any]]


def in_a_loop_of_its_own(play: Coroutine[Any, Any, Any]) -> Any:
    """On a thread of its own: a browser that an earlier test drove has left a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, play).result()


class Behind:
    """A framework of one page, which it finishes once it is let to."""

    def __init__(self, *, offers: bool = True, fails: bool = False) -> None:
        self.begun = 0
        self.text = b"first"
        self.let = asyncio.Event()
        self._offers = offers
        self._fails = fails

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.begun += 1
        text = self.text
        await self.let.wait()
        if self._fails:
            raise RuntimeError("a fault")
        if self._offers and OFFER in scope:
            rendered = Rendered(
                media_type="text/plain", etag='"t"', plain=text, packed={}, headers={}
            )
            scope[OFFER].append(rendered)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": text})


class Stage:
    """A front, how the store stands, and readers of one page."""

    def __init__(self, behind: Behind) -> None:
        self.behind = behind
        self.state = 1
        self.front = Front(behind, lambda: self.state, Shelf())

    def reader(self, wait: Callable[[], Awaitable[None]] | None = None) -> asyncio.Task[Taken]:
        async def read() -> Taken:
            taken: Taken = []

            async def send(message: dict[str, Any]) -> None:
                if wait is not None:
                    await wait()
                taken.append(message)

            scope = {
                "type": "http",
                "method": "GET",
                "raw_path": b"/en/about",
                "path": "/en/about",
                "query_string": b"",
                "headers": [],
            }
            await self.front(scope, None, send)
            return taken

        return asyncio.create_task(read())


def body(taken: Taken) -> bytes:
    return b"".join(one.get("body", b"") for one in taken)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_a_hundred_at_once_are_rendered_for_once() -> None:
    async def play() -> tuple[int, set[bytes]]:
        stage = Stage(Behind())
        readers = [stage.reader() for _ in range(100)]
        await settle()
        stage.behind.let.set()
        return stage.behind.begun, {body(one) for one in await asyncio.gather(*readers)}

    assert in_a_loop_of_its_own(play()) == (1, {b"first"})


def test_whoever_comes_after_a_change_waits_for_no_older_rendering() -> None:
    async def play() -> tuple[bytes, bytes, bytes]:
        stage = Stage(Behind())
        early = stage.reader()
        await settle()
        stage.state, stage.behind.text = 2, b"second"
        late = stage.reader()
        await settle()
        stage.behind.let.set()
        both = body(await early), body(await late)
        return *both, body(await stage.reader())

    assert in_a_loop_of_its_own(play()) == (b"first", b"second", b"second")


def test_nobody_waits_for_a_reader_who_does_not_take_the_answer() -> None:
    async def play() -> tuple[int, bytes]:
        stage = Stage(Behind())
        never = asyncio.Event()

        async def stuck() -> None:
            await never.wait()

        slow = stage.reader(stuck)
        await settle()
        other = stage.reader()
        stage.behind.let.set()
        said = body(await other)
        slow.cancel()
        return stage.behind.begun, said

    assert in_a_loop_of_its_own(play()) == (1, b"first")


@pytest.mark.parametrize("cancelled", [True, False])
def test_when_whoever_renders_is_gone_the_others_are_answered(cancelled: bool) -> None:
    async def play() -> list[bytes]:
        stage = Stage(Behind(offers=not cancelled))
        first = stage.reader()
        await settle()
        others = [stage.reader() for _ in range(3)]
        await settle()
        if cancelled:
            first.cancel()
        await settle()
        stage.behind.let.set()
        return [body(one) for one in await asyncio.gather(*others)]

    assert in_a_loop_of_its_own(play()) == [b"first"] * 3


def test_what_is_not_for_everybody_is_rendered_for_each() -> None:
    async def play() -> tuple[int, set[bytes]]:
        stage = Stage(Behind(offers=False))
        readers = [stage.reader() for _ in range(3)]
        await settle()
        stage.behind.let.set()
        said = {body(one) for one in await asyncio.gather(*readers)}
        await stage.reader()
        return stage.behind.begun, said

    assert in_a_loop_of_its_own(play()) == (4, {b"first"})


def test_a_fault_is_nobody_s_answer_but_its_own() -> None:
    async def play() -> list[str]:
        stage = Stage(Behind(fails=True))
        readers = [stage.reader() for _ in range(2)]
        await settle()
        stage.behind.let.set()
        ended = await asyncio.gather(*readers, return_exceptions=True)
        return [str(one) for one in ended]

    assert in_a_loop_of_its_own(play()) == ["a fault"] * 2
