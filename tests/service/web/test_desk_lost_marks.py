"""Marks that nobody sees are left out of what is typed into a draft; then the page says so."""

from collections.abc import Iterator

import httpx
import pytest

from tests.service.web.desk_world import World, desk_world

PAGE = {"Accept": "text/html", "Accept-Language": "en"}
SAID = "were left out of what you typed or pasted"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with desk_world(tmp_path_factory.mktemp("desk")) as made:
        yield made


def saved(world: World, typed: str, where: dict[str, str]) -> httpx.Response:
    draft = world.service.desk.composing.draft(world.draft.id)
    fields = {
        "csrf": world.author.csrf,
        "version": str(draft.version),
        "kind": "flood",
        "order": "evacuate",
        "issuer": "訓練市",
        "text-en": typed,
        **where,
    }
    answer: httpx.Response = world.client.post(
        f"/desk/drafts/{draft.id}",
        data=fields,
        headers={**PAGE, **world.author.cookie},
        follow_redirects=False,
    )
    return answer


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Leave \u202enow", True), ("Leave\u200f now", True), ("Leave\r\nnow\there", False)],
)
def test_a_saved_draft_says_whether_something_was_left_out(
    world: World, typed: str, said: bool
) -> None:
    answer = saved(world, typed, {"where": "keep"})
    headers = {**PAGE, **world.author.cookie}
    shown = world.client.get(answer.headers["location"], headers=headers).text

    assert answer.status_code == 303
    assert "Saved. Nothing was sent." in shown
    assert (SAID in shown) == said


def test_a_draft_whose_area_was_refused_says_what_was_left_out_of_its_words(world: World) -> None:
    answer = saved(
        world, "Leave \u202enow", {"where": "circle", "lon": "", "lat": "", "radius": ""}
    )

    assert answer.status_code == 422
    assert SAID in answer.text
