"""Texts out of elements, safe to show: the short way and the long way say the same."""

import sys

import pytest
from lxml import etree

from alerts.sources.cap_block import Notes, clean, string_of

PRINTABLE = "".join(one for one in map(chr, range(sys.maxunicode + 1)) if one.isprintable())


def test_whatever_python_calls_printable_is_taken_as_it_is() -> None:
    """So that it need not be looked through: in pieces that are not cut for their length."""
    pieces = [PRINTABLE[start : start + 1_000] for start in range(0, len(PRINTABLE), 1_000)]
    marked = [f"x{one}x" for one in pieces]

    assert [clean(f"\n{one}", Notes()) for one in marked] == marked
    assert [clean(one, Notes()) for one in marked] == marked


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<a>鐘</a>", "鐘"),
        ("<a/>", ""),
        ("<a>one<b>two</b>three</a>", "onetwothree"),
        ("<a>one<!-- never -->two</a>", "onetwo"),
        ("<a>one<?never said?>two</a>", "onetwo"),
        ("<a><![CDATA[one <b>]]> two</a>", "one <b> two"),
    ],
    ids=["text", "empty", "mixed", "comment", "instruction", "cdata"],
)
def test_the_text_of_an_element_is_all_that_stands_in_it(raw: str, text: str) -> None:
    assert string_of(etree.fromstring(raw)) == text
