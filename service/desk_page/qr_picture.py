"""A QR code as a picture in the page: black on white in every theme, as cameras want it."""

from service.page.markup import Html, element
from service.qr_code import qr_code
from service.qr_codewords import TooLong

_QUIET = 4


def qr_picture(text: str, name: str) -> Html:
    """`name`: what it is, for whoever cannot see it. Empty for a text that is too long."""
    try:
        modules = qr_code(text)
    except TooLong:
        return Html("")
    size = len(modules) + 2 * _QUIET
    dark = "".join(
        f"M{x + _QUIET} {y + _QUIET}h1v1h-1z"
        for y, row in enumerate(modules)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return element(
        "svg",
        element("path", d=f"M0 0h{size}v{size}h-{size}z", class_="qr-light"),
        element("path", d=dark, class_="qr-dark"),
        viewBox=f"0 0 {size} {size}",
        role="img",
        aria_label=name,
        class_="qr",
    )
