"""A notice to print and put up: A4, black on white, the same alert in several languages.

One HTML file that needs nothing else. What to do stands largest; every line that was pushed is on
it. Japanese comes first, as on signs. An exercise says so on every page that is printed: above it
where the browser prints page margins (CSS Paged Media 3), and by a dashed frame everywhere.
"""

from collections.abc import Sequence
from html import escape

from alerts.channels.approved import Approved, Said
from alerts.languages import described

_STYLE = """
@page { size: A4; margin: 15mm; }
:root { color-scheme: only light; }
body { margin: 0; background: #fff; color: #000; font: 10.5pt/1.45 sans-serif;
  overflow-wrap: anywhere; }
body.exercise { border: 2mm dashed #000; padding: 5mm; box-decoration-break: clone;
  -webkit-box-decoration-break: clone; }
section { break-inside: avoid; border-top: .5mm solid #000; padding-block: 3mm; }
section:first-of-type { border-top: 0; font-size: 14pt; }
h1, h2 { margin: 0; font-size: 1.8em; line-height: 1.3; }
h2 { font-size: 1.4em; }
p { margin: .2em 0; }
.do { font-size: 1.8em; font-weight: 700; line-height: 1.3; }
.where { font-weight: 700; }
footer { border-top: .5mm solid #000; padding-top: 3mm; font-size: 10pt; }
"""

_EXERCISE_STYLE = """
@page { @top-center { content: "訓練 · EXERCISE"; font: 700 14pt sans-serif; } }
"""


def notice(approved: Approved, languages: Sequence[str] = ()) -> str:
    """HTML in the languages given, else in all that the alert has words of its own in.

    Raises LookupError for a language in which it was not issued.
    """
    said = [approved.said(language) for language in languages or approved.languages()]
    is_exercise = approved.revision.mode.is_exercise
    mode = ' class="exercise"' if is_exercise else ""
    style = _STYLE + (_EXERCISE_STYLE if is_exercise else "")
    sections = "\n".join(_section(one, first=one is said[0]) for one in said)
    return (
        f'<!doctype html>\n<html lang="{escape(said[0].lang)}">\n<head><meta charset="utf-8">\n'
        f"<title>{escape(said[0].title)}</title>\n<style>{style}</style></head>\n"
        f"<body{mode}>\n{sections}\n<footer>{escape(said[0].web)}</footer>\n</body>\n</html>\n"
    )


def _section(said: Said, *, first: bool) -> str:
    heading = "h1" if first else "h2"
    lines = "\n".join(_line(said, place) for place in range(len(said.lines)))
    return (
        f'<section lang="{escape(said.lang)}" dir="{escape(said.direction)}" '
        f'aria-label="{escape(described(said.language).name)}">\n'
        f"<{heading}>{escape(said.title)}</{heading}>\n{lines}\n</section>"
    )


def _line(said: Said, place: int) -> str:
    mark = {said.do: ' class="do"', said.where: ' class="where"'}.get(place, "")
    return f"<p{mark}>{escape(said.lines[place])}</p>"
