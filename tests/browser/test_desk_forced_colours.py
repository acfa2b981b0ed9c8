"""The desk in a system's own few colours: what colour says is said by words, edges and shapes too."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from service.wiring import Service
from tests.browser.axe import faults
from tests.browser.desk_people import APPROVE, links_of, read, sign, submit, write
from tests.browser.officer import Officer

# Buttons, and links that look like some, without an edge that a reader of these colours can see, or
# whose words are of the ground's colour. (axe looks at the words' colour as the sheet has it, which
# is not what is drawn in forced colours, so its own rule for that is left out.)
BARE = r"""() => [...document.querySelectorAll("button:not(:disabled), .button")]
    .filter((one) => one.checkVisibility())
    .filter((one) => {
        const look = getComputedStyle(one);
        return look.color === look.backgroundColor || ["Top", "Right", "Bottom", "Left"].some((side) =>
            parseFloat(look[`border${side}Width`]) < 1 || look[`border${side}Style`] === "none"
            || (!one.matches("[aria-pressed=true]")
                && look[`border${side}Color`] === look.backgroundColor)
            || /^rgba.*, 0\)$/.test(look[`border${side}Color`]));
    })
    .map((one) => one.innerText)"""
MARKED = """() => {
    const body = getComputedStyle(document.body);
    const bar = document.querySelector(".exercise");
    return {
        frame: parseFloat(body.borderTopWidth) >= 3 && body.borderTopStyle !== "none"
            && body.borderTopColor !== getComputedStyle(document.documentElement).backgroundColor,
        words: Boolean(bar?.checkVisibility()) && bar.innerText.length > 0,
        edge: parseFloat(getComputedStyle(bar).borderBottomWidth) >= 1,
    };
}"""
MOVES = """() => [...document.querySelectorAll("*")].filter((one) => {
    const {transitionProperty, transitionDuration, animationName} = getComputedStyle(one);
    return animationName !== "none"
        || (transitionProperty !== "none" && !/^(0s(, )?)+$/.test(transitionDuration));
}).map((one) => one.outerHTML.slice(0, 80))"""
# The ground of a pressed tool beside that of the others.
IN_HAND = """() => ["true", "false"].map((pressed) =>
    getComputedStyle(document.querySelector(`[data-tool][aria-pressed=${pressed}]`))
        .backgroundColor)"""
ROOMS = ("", "/templates", "/rings", "/audit", "/city", "/account")


class Found:
    """By page: what axe finds, buttons without an edge, exercise pages without their marks."""

    def __init__(self, officer: Officer, scheme: Any) -> None:
        self.page: Page = officer.page
        self.page.emulate_media(
            forced_colors="active", color_scheme=scheme, reduced_motion="reduce"
        )
        self.faults: dict[str, list[str]] = {}

    def look(self, name: str, url: str) -> None:
        wrong = [one for one in faults(self.page, url) if not one.startswith("color-contrast")]
        wrong += [f"no edge: {one}" for one in self.page.evaluate(BARE)]
        wrong += [f"moves: {one}" for one in self.page.evaluate(MOVES)]
        marks: Mapping[str, bool] = self.page.evaluate(MARKED)
        wrong += [f"no {one}" for one, has in marks.items() if not has]
        if wrong:
            self.faults[name] = wrong


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_every_room_is_readable_and_an_exercise_looks_like_one(
    town: Service, chromium: Browser, scheme: str
) -> None:
    links, base = links_of(town), town.settings.base_url
    with (
        Officer(chromium, base) as cho,
        Officer(chromium, base, width=360) as eve,
    ):
        cho.come_in(links.composer)
        eve.come_in(links.approver)
        author, approver = Found(cho, scheme), Found(eve, scheme)
        write(cho)
        author.look("draft", "**/desk/drafts/*")
        in_hand, others = cho.page.evaluate(IN_HAND)
        submit(cho)
        author.look("decide, by its author", "**/desk/submissions/*")
        read(eve)
        approver.look("decide", "**/desk/submissions/*")
        sign(eve, APPROVE)
        approver.look("watch", "**/desk/alerts/*")
        for room in ROOMS:
            eve.page.goto(f"/desk{room}")
            approver.look(room or "list", f"**/desk{room}")

    assert (author.faults, approver.faults) == ({}, {})
    assert in_hand != others
