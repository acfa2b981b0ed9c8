"""Drafts, templates, submissions and frozen bytes <-> MessagePack; areas within are WKB."""

from typing import Any

import msgspec

from alerts.desk.draft import Draft
from alerts.desk.submission import Frozen, Submission
from alerts.desk.template import Template
from geo.area import Area


def _encode_area(value: Any) -> bytes:
    if isinstance(value, Area):
        return value.to_wkb()
    raise NotImplementedError(f"{type(value).__name__} has no stored form")


def _decode_area(kind: type, value: Any) -> Any:
    if kind is Area:
        return Area.from_wkb(value)
    raise NotImplementedError(f"{kind.__name__} has no stored form")


_encoder = msgspec.msgpack.Encoder(enc_hook=_encode_area)
_draft = msgspec.msgpack.Decoder(Draft, dec_hook=_decode_area)
_template = msgspec.msgpack.Decoder(Template, dec_hook=_decode_area)
_submission = msgspec.msgpack.Decoder(Submission, dec_hook=_decode_area)
_frozen = msgspec.msgpack.Decoder(Frozen, dec_hook=_decode_area)


def packed(value: Draft | Template | Submission | Frozen) -> bytes:
    return _encoder.encode(value)


def draft_of(blob: bytes) -> Draft:
    return _draft.decode(blob)


def template_of(blob: bytes) -> Template:
    return _template.decode(blob)


def submission_of(blob: bytes) -> Submission:
    return _submission.decode(blob)


def frozen_of(blob: bytes) -> Frozen:
    return _frozen.decode(blob)
