"""Ways to spoil the run on purpose, so that everybody can see that the judge would notice."""

from collections.abc import Callable
from enum import StrEnum

from service.demo.grid import shifted
from service.demo.phones import Phone
from service.demo.registration import Disguise, honest

_EVERY = 4


class Sabotage(StrEnum):
    """What is spoilt: registered cells, registered languages, deliveries made twice or lost."""

    CELLS = "cells"
    LANGUAGE = "language"
    TWICE = "twice"
    SKIP = "skip"


def telling(sabotage: Sabotage | None) -> Disguise:
    """What phones register: the truth, or cells 1 km away, or another language for some."""
    match sabotage:
        case Sabotage.CELLS:
            return _with_shifted_cells
        case Sabotage.LANGUAGE:
            return _with_foreign_language
        case _:
            return honest


def copying(sabotage: Sabotage | None) -> Callable[[int], int]:
    """How often the phone of this number is handed a message that its push service accepted."""
    spoilt = {Sabotage.TWICE: 2, Sabotage.SKIP: 0}.get(sabotage, 1) if sabotage else 1
    return lambda number: spoilt if number % _EVERY == 0 else 1


def _with_shifted_cells(phone: Phone) -> tuple[str, tuple[int, ...]]:
    language, cells = honest(phone)
    return language, tuple(shifted(cell, rows=4, columns=4) for cell in cells)


def _with_foreign_language(phone: Phone) -> tuple[str, tuple[int, ...]]:
    language, cells = honest(phone)
    if phone.number % _EVERY:
        return language, cells
    return ("ja" if language == "en" else "en"), cells
