"""Telegrams of a fictional office: the frame of jmx.xsd around whatever body a test needs."""

import random
from collections.abc import Callable

import pytest
from lxml import etree

_FRAME = """<?xml version="1.0" encoding="UTF-8"?>
<Report xmlns="http://xml.kishou.go.jp/jmaxml1/">
<Control><Title>{kind}</Title><DateTime>2026-07-01T03:00:05Z</DateTime><Status>{status}</Status>
<EditorialOffice>鐘町気象台</EditorialOffice><PublishingOffice>鐘町気象台</PublishingOffice></Control>
<Head xmlns="http://xml.kishou.go.jp/jmaxml1/informationBasis1/"><Title>{title}</Title>
<ReportDateTime>2026-07-01T12:00:00+09:00</ReportDateTime>
<TargetDateTime>2026-07-01T12:00:00+09:00</TargetDateTime>{ends}
<EventID>{event}</EventID><InfoType>{info_type}</InfoType><Serial>{serial}</Serial>
<InfoKind>{kind}</InfoKind><InfoKindVersion>1.5_0</InfoKindVersion>
<Headline><Text>{headline}</Text>{information}</Headline></Head>
{body}
</Report>"""
_DEFAULTS = {
    "kind": "鐘の知らせ",
    "status": "通常",
    "title": "鐘町の知らせ",
    "ends": "",
    "event": "",
    "info_type": "発表",
    "serial": "",
    "headline": "鐘が鳴りました。",
    "information": "",
    "body": '<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/meteorology1/"/>',
}


@pytest.fixture(scope="session")
def telegram() -> Callable[..., bytes]:
    """The bytes of a telegram; what is named replaces a part of the frame, as XML text."""

    def made(**parts: str) -> bytes:
        return _FRAME.format(**_DEFAULTS | parts).encode()

    return made


@pytest.fixture(scope="session")
def mangled() -> Callable[[bytes, int], bytes]:
    """The same telegram with elements gone, doubled, emptied or bare of attributes, by a seed.

    For Hypothesis; the frame (Control, and the times and kinds of Head) stays, so that a reader
    is asked.
    """

    def mangle(raw: bytes, seed: int) -> bytes:
        chance = random.Random(seed)
        root = etree.fromstring(raw)
        within = [*root.iterfind(".//{*}Headline//*"), *root.iterfind("{*}Body"),
                  *root.iterfind("{*}Body//*")]  # fmt: skip
        for element in chance.sample(within, min(len(within), chance.randint(1, 6))):
            parent = element.getparent()
            match chance.randrange(4):
                case 0 if parent is not None:
                    parent.remove(element)
                case 1 if parent is not None:
                    parent.append(etree.fromstring(etree.tostring(element)))
                case 2:
                    element.text = chance.choice(("", "\u3000", "９９", "+1e999-0/", "😀" * 50))
                case _:
                    element.attrib.clear()
        return etree.tostring(root)

    return mangle
