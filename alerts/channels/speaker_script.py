"""What is read over the town's loudspeakers: short sentences, twice, in Japanese.

The words are those that were approved, all of them; this module only breaks them into sentences and
writes numbers as they are spoken. An exercise begins and ends by saying that it is one.
"""

import re
from collections.abc import Iterator

from alerts.channels.approved import Approved, Said
from alerts.channels.spoken_numbers import spoken
from alerts.phrases import Phrasebook

LANGUAGE = "ja"

_SENTENCE = re.compile(r"[^。]+。")
# What is seen and not heard becomes a pause.
_PAUSES = str.maketrans({"「": "、", "」": "", "（": "、", "）": "", "：": "、", "　": "、"})
_GAP = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])")
_DOUBLED = re.compile(r"、+(?=[、。])")


def speaker_script(approved: Approved, phrases: Phrasebook, town: str) -> str:
    """One sentence a line, an empty line between the parts; not one digit.

    `town` names whose loudspeakers they are. Raises LookupError if the alert was not issued in
    Japanese.
    """
    said = approved.said(LANGUAGE)
    opening = _aloud(phrases.say(LANGUAGE, "speaker.opening", issuer=town))
    body = "\n".join(_sentences(approved, said))
    again = phrases.say(LANGUAGE, "speaker.again")
    return "\n\n".join((opening, body, again, body, opening)) + "\n"


def _sentences(approved: Approved, said: Said) -> Iterator[str]:
    if approved.revision.mode.is_exercise:
        yield from _cut(said.lines[-1])
    for line in said.lines:
        yield from _cut(line)


def _cut(line: str) -> Iterator[str]:
    for sentence in _SENTENCE.findall(f"{line.rstrip('。')}。"):
        yield _aloud(sentence.strip())


def _aloud(sentence: str) -> str:
    heard = _GAP.sub("、", spoken(sentence.translate(_PAUSES)))
    return _DOUBLED.sub("", heard).lstrip("、")
