"""Telegrams of a fictional office: the frame of jmx.xsd around whatever body a test needs."""

from collections.abc import Callable

import pytest

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


@pytest.fixture
def telegram() -> Callable[..., bytes]:
    """The bytes of a telegram; what is named replaces a part of the frame, as XML text."""

    def made(**parts: str) -> bytes:
        return _FRAME.format(**_DEFAULTS | parts).encode()

    return made
