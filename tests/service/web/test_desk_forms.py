"""What nobody sees in a typed text goes no further than the form that it came in."""

import unicodedata
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.web.desk.asking import Form

UNSEEN = [*"\u202a\u202b\u202c\u202d\u202e", *"\u2066\u2067\u2068\u2069", *"\u061c\u200e\u200f"]
CONTROLS = ["\x00", "\x07", "\x0b", "\r", "\x1b", "\x7f", "\x85", "\x9f"]


def form(**fields: str) -> Form:
    return Form(urlencode(fields).encode())


@pytest.mark.parametrize("mark", [*UNSEEN, *CONTROLS])
def test_marks_that_nobody_sees_are_left_out_however_a_field_is_read(mark: str) -> None:
    sent = form(issuer=f"Drill{mark} City")

    read = (sent.one("issuer"), sent.all("issuer"), sent.everything())

    assert read == ("Drill City", ("Drill City",), {"issuer": ("Drill City",)})


def test_lines_of_a_textarea_stay_and_a_tab_still_parts_two_numbers() -> None:
    assert form(rings="139.0\t35.0\r\n139.1\t35.0").one("rings") == "139.0 35.0\n139.1 35.0"


def test_joiners_that_scripts_are_written_with_stay() -> None:
    assert form(text="می\u200cشود 👨\u200d🚒").one("text") == "می\u200cشود 👨\u200d🚒"


@given(st.text())
def test_no_text_brings_a_control_along_but_the_end_of_a_line(text: str) -> None:
    (read,) = form(text=text).all("text")

    assert {one for one in read if unicodedata.category(one) == "Cc"} <= {"\n"}
