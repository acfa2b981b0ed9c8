import io

from rich.console import Console

from service.demo.judge import Finding
from service.demo.stage import Stage
from service.demo.tally import Count

NOBODY = frozenset()
CLEAN = Finding(
    inside=frozenset({1}),
    outside=NOBODY,
    sent=frozenset({1}),
    missed=NOBODY,
    unwanted=NOBODY,
    wrong_language=NOBODY,
    duplicates=NOBODY,
    delays=(0.25,),
)


def shown(act):
    kept = io.StringIO()
    act(Stage(Console(file=kept, width=120)))
    return kept.getvalue()


def test_the_first_words_say_that_nothing_is_real():
    text = shown(lambda stage: stage.open(2_000, ""))

    assert "EXERCISE 訓練" in text
    assert "2,000 simulated phones" in text
    assert "Spoilt" not in text


def test_a_sabotaged_run_says_so():
    assert "Spoilt on purpose: twice" in shown(lambda stage: stage.open(9, "twice"))


def test_a_step_shows_who_has_it_by_language_and_tie_and_when():
    text = shown(lambda stage: stage.show_step("flood order", {("ja", "home"): Count(1, 1)}, CLEAN))

    assert "EXERCISE 訓練  flood order" in text
    assert "1/1" in text
    assert "first 0.25 s  median 0.25 s  last 0.25 s" in text
    assert "as it should be" in text


def test_a_step_without_any_message_still_shows():
    nothing = Finding(**dict.fromkeys(CLEAN.__struct_fields__, NOBODY) | {"delays": ()})

    assert "sent 0" in shown(lambda stage: stage.show_step("update", {}, nothing))


def test_an_exercise_without_anybody_in_the_area_shows_nothing():
    empty = Finding(**dict.fromkeys(CLEAN.__struct_fields__, NOBODY) | {"delays": ()})

    assert "use more phones" in shown(lambda stage: stage.show_end((empty,), {}))


def test_defects_of_pushes_are_listed_at_the_end():
    text = shown(lambda stage: stage.show_end((CLEAN,), {"400: TTL is '0'": 3}))

    assert "3 × 400: TTL is '0'" in text
    assert "faults" in text
    assert "Nobody missed" in shown(lambda stage: stage.show_end((CLEAN,), {}))
