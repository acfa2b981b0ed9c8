"""The styles, written into the page: a bad line is asked once, and the words are there to be read.

docs/decisions/0013-styles-in-the-page.md says what that won; the sheets are files of `pwa/css`.
"""

import hashlib
import re
from base64 import b64encode
from functools import lru_cache

from pwa.serving import Version
from service.page.markup import Html, element

_STYLES = ("css/tokens.css", "css/base.css", "css/components.css")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_START, _END = b"<style>", b"</style>"


def style(version: Version) -> Html:
    """`<style>` with all style sheets of a version, without comments and line breaks."""
    sheets = [version.files[one].plain for one in _STYLES if version.has(one)]
    return element("style", Html(_short(b"\n".join(sheets))))


@lru_cache(maxsize=8)
def _short(sheets: bytes) -> str:
    return _SPACE.sub(" ", _COMMENT.sub("", sheets.decode())).strip()


def source_of(page: bytes) -> str:
    """What a policy allows, so that a browser applies the style of this page and no other.

    A CSP hash source (W3C CSP 3, section 2.3.1) of the first style element, which is the head's.
    """
    return _hash(page.partition(_START)[2].partition(_END)[0])


@lru_cache(maxsize=8)
def _hash(text: bytes) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text).digest()).decode()}'"
