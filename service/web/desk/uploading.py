"""A form that brings a file along (multipart/form-data, RFC 7578)."""

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP

from service.desk.acting import DeskRefused
from service.web.desk.asking import seen


class Upload:
    """Its fields and its file, as bytes. Raises DeskRefused for what is no such form."""

    def __init__(self, content_type: str, body: bytes) -> None:
        head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
        read = BytesParser(policy=HTTP).parsebytes(head + body)
        if not read.is_multipart():
            raise DeskRefused("the form cannot be read; load the page again")
        self._parts = {
            str(part.get_param("name", header="content-disposition")): _bytes(part)
            for part in read.iter_parts()
            if isinstance(part, EmailMessage)
        }

    def one(self, name: str) -> str:
        """A field of the form, "" if there is none or it is no text."""
        return seen(self._parts.get(name, b"").decode("utf-8", "replace")).strip()

    def file(self, name: str) -> bytes:
        """The file's content, b"" where none was chosen."""
        return self._parts.get(name, b"")


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
