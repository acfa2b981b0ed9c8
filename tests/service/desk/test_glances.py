"""One look at an alert for everybody who watches it in the same second."""

from typing import Any

from service.desk.glances import Glances


def test_within_a_second_one_look_is_enough_for_all() -> None:
    clock = [0.0]
    glances, looks = Glances(lambda: clock[0]), []

    def look() -> Any:
        looks.append(clock[0])
        return len(looks)

    seen = [glances.at("one", look) for _ in range(40)]
    clock[0] = 1.0
    later = [glances.at(alert, look) for alert in ("one", "two", "one")]

    assert (seen, later) == ([1] * 40, [2, 3, 2])
    assert looks == [0.0, 1.0, 1.0]
