"""Which of a tsunami telegram's sentences are for a class of warning.

A telegram asks things of several classes at once, paragraph by paragraph: ＜大津波警報＞ …
＜津波注意報＞ …, with sentences for whoever must flee before and after. An advisory's reader must
get out of the sea and off the shore; "flee at once" is not said to them.
"""

from alerts.model import Strength

_BEGINS, _ENDS = "＜", "＞"


def own_paragraphs(asked: str, name: str, strength: Strength) -> str:
    """The paragraphs headed by `name`; for an urgent class those without a heading, too.

    Where no paragraph has a heading, all are meant.
    """
    paragraphs = _paragraphs(asked)
    if not any(_heading(one) for one in paragraphs):
        return "\n\n".join(paragraphs)
    kept = (
        one
        for one in paragraphs
        if _heading(one) == name or (strength.is_urgent and not _heading(one))
    )
    return "\n\n".join(kept)


def _paragraphs(asked: str) -> list[str]:
    """Parted by lines that hold nothing but (wide) blanks."""
    parts: list[list[str]] = [[]]
    for line in asked.splitlines():
        if line.strip():
            parts[-1].append(line)
        elif parts[-1]:
            parts.append([])
    return ["\n".join(part) for part in parts if part]


def _heading(paragraph: str) -> str:
    first = paragraph.splitlines()[0].strip()
    is_heading = first.startswith(_BEGINS) and first.endswith(_ENDS)
    return first[1:-1] if is_heading else ""
