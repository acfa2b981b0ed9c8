"""Catalogues as files: what is said now written out, and files read as wishes for other words.

The folder has the layout of `translations/`, so that an export can be laid over it.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec
from babel.messages.pofile import PoFileError

from alerts.languages import LANGUAGES
from geo.errors import HanshoError
from service.desk.spoken_words import Said
from translations.catalogues import Entry, read_catalogue
from translations.domains import DOMAINS, Domain
from translations.extract import template_text, updated_text

Wishes = Mapping[str, Mapping[str, str]]
"""Language -> phrase id -> words, of both domains."""


class CataloguesUnreadable(HanshoError):
    """The folder holds no catalogues, or one that is broken; the message says which."""


def write_out(folder: Path, said: Said) -> tuple[Path, ...]:
    """Every catalogue with what was reviewed in place, and the templates; comments and order as
    they are shipped. English comes first: it stands as a comment in all others."""
    written = []
    for domain in DOMAINS:
        at = _at(domain, folder)
        for language in said.catalogues[domain.name]:
            _put(at.path_of(language), domain.path_of(language).read_text("utf-8"))
        # Twice: its own words are its comments, too.
        _put(at.path_of("en"), updated_text("en", at, entries=_changed(said, domain, "en")))
        for language in said.catalogues[domain.name]:
            text = updated_text(language, at, entries=_changed(said, domain, language))
            _put(at.path_of(language), text)
            written.append(at.path_of(language))
        _put(at.template, template_text(at))
        written.append(at.template)
    return tuple(written)


def read_in(folder: Path) -> Wishes:
    """Raises CataloguesUnreadable."""
    found: dict[str, dict[str, str]] = {}
    for domain in DOMAINS:
        for language in LANGUAGES:
            path = _at(domain, folder).path_of(language)
            if path.is_file():
                words = {id: entry.words for id, entry in _read(path).items()}
                found.setdefault(language, {}).update(words)
    if not found:
        expected = DOMAINS[0].path_of("fr").relative_to(DOMAINS[0].root)
        raise CataloguesUnreadable(f"{folder} holds no catalogue such as {expected}")
    return found


def _changed(said: Said, domain: Domain, language: str) -> Mapping[str, Entry]:
    shipped = said.shipped[domain.name][language]
    spoken = said.catalogues[domain.name][language]
    return {id: one for id, one in spoken.items() if one != shipped.get(id)}


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _at(domain: Domain, folder: Path) -> Domain:
    return msgspec.structs.replace(domain, root=folder)


def _read(path: Path) -> Mapping[str, Entry]:
    try:
        return read_catalogue(path)
    except (PoFileError, UnicodeDecodeError) as error:
        raise CataloguesUnreadable(f"{path}: {error}; mend it, or export anew") from error
