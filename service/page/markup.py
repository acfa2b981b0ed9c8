"""HTML out of values: text is escaped unless it is markup made here. No template, no framework."""

from html import escape

_VOID = frozenset({"link", "meta", "br", "input", "base"})


class Html(str):
    """Markup that may be sent as it stands. Only this module makes it out of text."""

    __slots__ = ()


Attribute = str | int | bool | None


def element(name: str, /, *children: str, **attributes: Attribute) -> Html:
    """`<name …>children</name>`; children that are no `Html` are escaped.

    Attribute names: `class_` is class, `aria_label` is aria-label. None and False leave an
    attribute out, True gives it without value.
    """
    start = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{start}>")
    return Html(f"<{name}{start}>{join(*children)}</{name}>")


def join(*children: str) -> Html:
    """Children one after another."""
    return Html(
        "".join(one if isinstance(one, Html) else escape(one, quote=False) for one in children)
    )


def data_block(json: bytes, id: str) -> Html:
    """JSON as a data block: no script to a browser, and no way out of it for any text inside.

    `<`, `>` and `&` only ever stand in strings there, where their escapes mean the same.
    """
    text = json.decode()
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Html(f'<script type="application/json" id="{escape(id)}">{text}</script>')


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
