"""Text can never become markup."""

import json

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from service.page.markup import Html, data_block, element, join

texts = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]))


@given(texts, texts)
def test_any_text_comes_back_as_it_was_from_content_and_attribute(content: str, value: str):
    made = element("p", content, title=value)

    (found,) = html.fragments_fromstring(made)

    assert (found.tag, found.text_content(), found.get("title")) == ("p", content, value)
    assert len(found) == 0


@given(st.recursive(texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner)))
def test_any_json_comes_back_from_a_data_block_and_never_ends_it(value: object):
    made = data_block(json.dumps(value, ensure_ascii=False).encode(), "page")

    (found,) = html.fragments_fromstring(made)

    assert json.loads(found.text or "null") == value
    assert made.count("<") == 2


def test_markup_stays_markup_and_text_beside_it_is_escaped():
    made = join(element("b", "1 < 2"), " & ", Html("<br>"))

    assert made == "<b>1 &lt; 2</b> &amp; <br>"


def test_attributes_are_named_as_in_html_and_left_out_without_value():
    made = element("a", "x", class_="c", aria_label="l", hidden=True, href=None, data_rev=0)

    assert made == '<a class="c" aria-label="l" hidden data-rev="0">x</a>'
