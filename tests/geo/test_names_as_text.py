import pytest

from geo.names_as_text import name_as_text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("川辺", "川辺"),
        ("<b>川辺</b>", "＜b＞川辺＜/b＞"),
        ("\u202eedisreviR\u202c", "edisreviR"),
        ("River\x00side\r\n Street", "Riverside Street"),
        ("می\u200cدان", "می\u200cدان"),
    ],
)
def test_a_name_keeps_what_is_seen_of_it_and_nothing_else(written: str, read: str) -> None:
    assert name_as_text(written) == read
