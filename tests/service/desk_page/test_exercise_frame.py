"""Nobody takes an exercise for the real thing, nor the other way round: frame, bar and buttons."""

import pytest

from alerts.model import Mode
from service.desk_page.page import document
from service.desk_page.scene import Scene
from service.desk_page.signing import signed
from tests.factories import NOW


def scene(mode: Mode, language: str = "en") -> Scene:
    return Scene(language=language, now=NOW, time_zone="Asia/Tokyo", mode=mode)


@pytest.mark.parametrize(
    ("space", "about", "frame", "bar"),
    [
        (Mode.REAL, None, "real", ""),
        (Mode.REAL, Mode.REAL, "real", ""),
        (Mode.REAL, Mode.DRILL, "drill", "EXERCISE · real phones"),
        (Mode.TRAINING, None, "training", "EXERCISE · reaches no"),
        (Mode.TRAINING, Mode.TRAINING, "training", "EXERCISE · reaches no"),
    ],
)
def test_the_frame_and_the_bar_say_what_the_page_is_about(
    space: Mode, about: Mode | None, frame: str, bar: str
) -> None:
    page = document(scene(space), "Title", mode=about).decode()

    assert f'data-mode="{frame}"' in page
    assert ('class="exercise"' in page, bar in page) == (bool(bar), True)


@pytest.mark.parametrize(
    ("space", "about", "words"),
    [
        (Mode.REAL, Mode.REAL, ">Send<"),
        (Mode.REAL, Mode.DRILL, ">EXERCISE: Send<"),
        (Mode.TRAINING, Mode.TRAINING, ">EXERCISE: Send<"),
    ],
)
def test_a_button_that_sends_says_by_itself_whether_it_is_an_exercise(
    space: Mode, about: Mode, words: str
) -> None:
    assert words in signed(scene(space), "/desk/x", "Send", about)
