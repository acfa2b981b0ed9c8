"""The style within a page, and the policy that lets a browser apply it."""

import hashlib
import re
from base64 import b64encode

from pwa.serving import own_files, version_of
from service.page.markup import element, join
from service.page.style import source_of, style

SHEETS = ("css/tokens.css", "css/base.css", "css/components.css")


def test_the_sheets_stand_in_their_order_without_comments_and_line_breaks():
    version = version_of(
        {
            "css/components.css": b".x {\n  color: red;\n}\n",
            "css/tokens.css": b"/* Why:\n a > b */\n:root { --a: 1; }\n",
            "css/base.css": b'p::before { content: "a  b"; }\n',
        }
    )

    assert style(version) == (
        '<style>:root { --a: 1; } p::before { content: "a b"; } .x { color: red; }</style>'
    )


def test_a_sheet_that_a_version_has_not_is_left_out():
    assert style(version_of({"css/base.css": b"p{}"})) == "<style>p{}</style>"


def test_no_sheet_of_ours_ends_its_element_or_writes_spaces_that_count():
    sheets = [text.decode() for name, text in own_files().items() if name in SHEETS]

    assert len(sheets) == 3
    assert [one for one in sheets if "</" in one or re.search(r'"[^"\n]*  [^"\n]*"', one)] == []


def test_the_policy_names_the_hash_of_the_page_s_own_style():
    first, other = element("style", "p{}"), element("style", "q{}")
    page = join(element("head", first), element("body", other)).encode()

    digest = b64encode(hashlib.sha256(b"p{}").digest()).decode()
    assert source_of(page) == f"'sha256-{digest}'"
