"""The official terms that translators keep to: `translations/glossary.csv`."""

import csv
from functools import cache
from pathlib import Path

import msgspec

_FILE = Path(__file__).resolve().parent / "glossary.csv"


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """In Japanese, easy Japanese and English. `source`: the list that it is from; "" for ours."""

    ja: str
    easy: str
    en: str
    source: str


@cache
def read_glossary() -> tuple[Term, ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Term(ja=row["ja"], easy=row["ja-simple"], en=row["en"], source=row["source"])
            for row in csv.DictReader(file)
        )
