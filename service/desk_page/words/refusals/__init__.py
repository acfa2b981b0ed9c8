"""Refusals in Japanese: English template -> Japanese, as in gettext; English says itself.

The English sentence stays where it is raised, for commands, the log and other programs. A key is
that sentence with a named slot for each value put into it; the names are free, and are the same in
both. A slot's value whose name and value make an id of the words (`state` and `issued`:
`state.issued`) is said in words. A new room is a module with `JA` and one line below; a test names
every sentence of the desk's source that lacks its Japanese.
"""

from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from service.desk_page.words.refusals import (
    accounts,
    city,
    deciding,
    drafts,
    frame,
    ground,
    releasing,
    ringing,
    translating,
)

ROOMS: tuple[ModuleType, ...] = (
    frame,
    drafts,
    ground,
    deciding,
    accounts,
    city,
    ringing,
    releasing,
    translating,
)

JA: Mapping[str, str] = MappingProxyType(
    {template: words for room in ROOMS for template, words in room.JA.items()}
)
