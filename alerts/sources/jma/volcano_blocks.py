"""The parts that telegrams about volcanoes share: blocks by type, their items, the agency's words.

Every block stands in the body and, shortened, in the headline; the body's is read first.
"""

from lxml import etree

from alerts.report import AreaClaim
from alerts.sources.jma.elements import child, children, claim, text
from alerts.sources.jma.telegram import Telegram

MUNICIPALITIES = "（対象市町村等）"
MEASURES = "（対象市町村の防災対応等）"
VOLCANOES = "（対象火山）"


def items(telegram: Telegram, ending: str) -> list[etree._Element]:
    """The items of all blocks whose type ends so ("" fits every type)."""
    for root, path in ((telegram.body, "VolcanoInfo"), (telegram.head, "Headline/Information")):
        blocks = [] if root is None else list(children(root, path))
        found = [
            item
            for block in blocks
            if block.get("type", "").endswith(ending)
            for item in children(block, "Item")
        ]
        if found:
            return found
    return []


def areas(item: etree._Element) -> tuple[AreaClaim, ...]:
    """Each place once, by the code type that the telegram names."""
    block = child(item, "Areas")
    code_type = "" if block is None else block.get("codeType", "")
    claims = (claim(area, code_type) for area in children(item, "Areas/Area"))
    return tuple(dict.fromkeys(claims))


def volcano(telegram: Telegram) -> str:
    """The volcano's name; "" where there is none, or more than one."""
    named = items(telegram, VOLCANOES) or items(telegram, telegram.kind)
    names = {text(area, "Name") for item in named for area in children(item, "Areas/Area")}
    return names.pop() if len(names) == 1 else ""


def named(telegram: Telegram, what: str) -> str:
    """`箱根山 噴火警報：避難等`."""
    return f"{volcano(telegram)} {what}".strip()


def activity(telegram: Telegram) -> str:
    return (
        "" if telegram.body is None else text(telegram.body, "VolcanoInfoContent/VolcanoActivity")
    )


def advice(telegram: Telegram) -> str:
    if telegram.body is None:
        return ""
    return text(telegram.body, "VolcanoInfoContent/VolcanoPrevention")
