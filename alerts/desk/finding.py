"""What is wrong or doubtful in a draft: a value. `alerts.desk.checks` has them all."""

from collections.abc import Mapping
from typing import Literal

import msgspec


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """`refuse` holds the draft back from being submitted; `warn` is for a person to weigh. `id` is
    stable, so that pages can say the sentence in another language; `slots` fill it."""

    id: str
    severity: Literal["refuse", "warn"]
    sentence: str
    slots: dict[str, str] = {}


def refuse(id: str, sentence: str, **slots: str) -> Finding:
    return Finding(id=id, severity="refuse", sentence=_said(sentence, slots), slots=slots)


def warn(id: str, sentence: str, **slots: str) -> Finding:
    return Finding(id=id, severity="warn", sentence=_said(sentence, slots), slots=slots)


def _said(sentence: str, slots: Mapping[str, str]) -> str:
    return sentence.format_map(slots) if slots else sentence
