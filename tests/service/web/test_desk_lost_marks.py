"""Marks that nobody sees are left out of what is typed into a draft; then the page says so."""

from collections.abc import Iterator

import pytest

from tests.service.web.desk_world import World, desk_world

PAGE = {"Accept": "text/html", "Accept-Language": "en"}
SAID = "were left out of what you typed or pasted"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with desk_world(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Leave \u202enow", True), ("Leave\u200f now", True), ("Leave\r\nnow\there", False)],
)
def test_a_saved_draft_says_whether_something_was_left_out(
    world: World, typed: str, said: bool
) -> None:
    draft = world.service.desk.composing.draft(world.draft.id)
    fields = {
        "csrf": world.author.csrf,
        "version": str(draft.version),
        "kind": "flood",
        "order": "evacuate",
        "issuer": "訓練市",
        "where": "keep",
        "text-en": typed,
    }
    headers = {**PAGE, **world.author.cookie}

    answer = world.client.post(
        f"/desk/drafts/{draft.id}", data=fields, headers=headers, follow_redirects=False
    )
    shown = world.client.get(answer.headers["location"], headers=headers).text

    assert answer.status_code == 303
    assert "Saved. Nothing was sent." in shown
    assert (SAID in shown) == said
