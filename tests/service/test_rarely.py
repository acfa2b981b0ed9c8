"""What anybody may ask for costs a twentieth of the time at most."""

import threading

from service.rarely import Rarely


class Costly:
    """Counts how often it is asked; each time costs `seconds` of its clock."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.clock = 0.0
        self.asked = 0

    def __call__(self) -> int:
        self.asked += 1
        self.clock += self.seconds
        return self.asked

    def now(self) -> float:
        return self.clock


def test_what_costs_next_to_nothing_is_always_new() -> None:
    costly = Costly(0.04)
    ask = Rarely(costly, costly.now)

    assert [ask(), ask(), ask()] == [1, 2, 3]


def test_what_costs_a_second_is_found_out_once_in_twenty() -> None:
    costly = Costly(1.0)
    ask = Rarely(costly, costly.now)

    first = [ask() for _ in range(1_000)]
    costly.clock += 19.9
    shortly_before = ask()
    costly.clock += 0.1

    assert (set(first), shortly_before, ask()) == ({1}, 1, 2)


def test_whoever_asks_meanwhile_is_told_what_was_found_before() -> None:
    begun, may_end = threading.Event(), threading.Event()
    clock = [0.0]

    def slow() -> str:
        if not clock[0]:
            clock[0] = 1.0
            return "before"
        begun.set()
        may_end.wait(30)
        return "after"

    ask = Rarely(slow, lambda: clock[0])
    ask()
    clock[0] = 100.0
    other = threading.Thread(target=ask)
    other.start()
    begun.wait(30)
    meanwhile = ask()
    may_end.set()
    other.join()

    assert (meanwhile, ask._found and ask._found[0]) == ("before", "after")
