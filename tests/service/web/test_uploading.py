"""A file comes out of its form as it went in, byte for byte."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.desk.acting import DeskRefused
from service.web.desk.uploading import Upload


def sent(content: bytes, **fields: str) -> Upload:
    """As a browser would send it."""
    request = httpx.Request(
        "POST", "http://x", data=fields, files={"file": ("a.xml", content, "text/xml")}
    )
    return Upload(request.headers["content-type"], request.read())


@given(st.binary(max_size=400))
def test_a_file_comes_out_byte_for_byte(content: bytes) -> None:
    upload = sent(content, csrf="abc", mode="drill")

    assert upload.file("file") == content
    assert (upload.one("csrf"), upload.one("mode"), upload.one("none")) == ("abc", "drill", "")


@pytest.mark.parametrize(
    "content",
    ["<a>川辺</a>".encode(), "<a>川辺</a>".encode("utf-16"), b"\r\n\r\n", b"--x\r\n", b"\n" * 9],
)
def test_line_ends_and_other_encodings_are_kept(content: bytes) -> None:
    assert sent(content).file("file") == content


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("", b""),
        ("text/plain", b"csrf=1"),
        ("application/x-www-form-urlencoded", b"csrf=1"),
        ("multipart/form-data", b"no boundary"),
    ],
)
def test_what_is_no_such_form_is_refused(content_type: str, body: bytes) -> None:
    with pytest.raises(DeskRefused, match="cannot be read"):
        Upload(content_type, body)
