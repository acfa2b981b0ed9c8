"""What other languages are said from stands in what pages and the API give, in all of them."""

import msgspec

from service.page.retelling import with_retelling

SAY = b'{"ids":"order title.evacuate"}'


def payload(say: bytes = b"", **data: object) -> bytes:
    said = {"say": msgspec.Raw(say)} if say else {}
    return msgspec.json.encode({"notification": {"title": "川", "data": {"v": 1, **data, **said}}})


def test_whose_push_had_no_room_gets_it_from_one_that_had() -> None:
    given = {"ar": payload(rest="x"), "ja": payload(SAY)}

    told = with_retelling(given)

    assert told["ja"] == given["ja"]
    assert msgspec.json.decode(told["ar"]) == {
        "notification": {
            "title": "川",
            "data": {"v": 1, "rest": "x", "say": {"ids": "order title.evacuate"}},
        }
    }


def test_where_no_push_had_it_all_stay_as_they_were_pushed() -> None:
    given = {"ja": payload(), "ar": payload(rest="x")}

    assert with_retelling(given) == given
