"""Mail and post: short, and what, where and what to do are always in them."""

import msgspec
import pytest

from alerts.channels.approved import Approved
from alerts.channels.short_text import TooLong, mail, post
from alerts.model import Kind, Mode, Phase
from alerts.report import Text
from tests.approvals import (
    LONGEST,
    ORDER,
    OTHER_ORDER,
    approved,
    ended,
    every_approved,
    order,
    warning,
)


def needed(stored: Approved) -> list[str]:
    """What, where, what to do, by the texts themselves and not by how the channel finds them."""
    said = stored.said("ja")
    if stored.revision.phase is not Phase.LIVE:
        what = next(
            line for line in said.lines if "解除" in line or "終わった" in line or "取り" in line
        )
        where = next(line for line in said.lines if "対象で" in line or "対象は" in line)
        return [said.title, what, where] if "取り" in what else [said.title, where, said.lines[0]]
    assert said.do is not None
    assert said.where is not None
    return [said.title, said.lines[said.where], said.lines[said.do]]


def test_an_order_is_told_whole_in_one_mail() -> None:
    assert mail(approved(ORDER)) == "\n".join(
        (
            "警戒レベル4 避難指示：洪水",
            "警戒レベル4「避難指示」が発令されました。災害の種類：洪水。",
            "対象は、港町一丁目とその付近の危険な場所です。",
            "今すぐ避難場所へ",
            "危険な場所から全員避難。",
            "水の中を歩かないでください。道が冠水していたら、その場で上の階へ。",
            "解除をお知らせするまで続きます。",
            "湊浜市\u300011月22日 14:02（避難情報）",
        )
    )


def test_no_mail_is_longer_than_200_characters_nor_lacks_what_counts() -> None:
    for stored in every_approved():
        text = mail(stored)

        assert len(text) <= 200
        assert all(one in text.split("\n") for one in needed(stored)), text


@pytest.mark.parametrize("kind", Kind)
def test_the_longest_names_leave_room_for_what_where_and_do(kind: Kind) -> None:
    for start in (order(kind=kind), warning(kind=kind), warning(kind=kind, names_level=True)):
        for mode in (Mode.REAL, Mode.DRILL):
            stored = approved(msgspec.structs.replace(start, mode=mode, place_names=LONGEST))

            text = mail(stored)

            assert len(text) <= 200
            assert all(one in text.split("\n") for one in needed(stored)), text


def test_an_issuers_long_headline_never_pushes_out_where_and_what_to_do() -> None:
    wordy = Text(language="ja", event="大雨", headline="大" * 70 + "。")
    stored = approved(warning(place_names=LONGEST, texts=(wordy,), mode=Mode.DRILL))

    lines = post(stored).split("\n")

    assert all(one in lines for one in needed(stored)), lines
    assert wordy.headline not in lines


def test_where_an_ended_order_was_stays_beside_all_that_still_holds() -> None:
    holds = msgspec.structs.replace(OTHER_ORDER, place_names=LONGEST)
    over = ended(order(place_names=LONGEST), Phase.ALL_CLEAR)
    stored = approved(msgspec.structs.replace(over, still_holds=(holds, holds)))

    lines = mail(stored).split("\n")

    said = stored.said("ja").lines
    assert lines == [stored.said("ja").title, said[0], said[1], said[3]]


def test_what_goes_first_is_the_last_that_does_not_fit() -> None:
    stored = approved(order(place_names=LONGEST, mode=Mode.DRILL))

    text = mail(stored)

    assert "湊浜市\u3000" not in text
    assert text.endswith("これは訓練です。実際の災害ではありません。")


def test_an_all_clear_that_has_no_room_for_what_still_holds_is_refused() -> None:
    holds = msgspec.structs.replace(OTHER_ORDER, place_names=LONGEST)
    over = ended(order(mode=Mode.DRILL, place_names=LONGEST), Phase.ALL_CLEAR)

    with pytest.raises(TooLong, match="shorter names"):
        mail(approved(msgspec.structs.replace(over, still_holds=(holds, holds, holds))))


def test_a_post_ends_with_the_address_and_fits_where_wide_characters_count_twice() -> None:
    for stored in every_approved():
        *lines, address = post(stored).split("\n")

        assert address == stored.said("ja").web
        weight = sum(1 if character < "\u1100" else 2 for character in "\n".join(lines))
        assert weight + 1 + 23 <= 280
        assert all(one in lines for one in needed(stored)), lines


def test_a_language_in_which_it_was_not_issued_is_refused() -> None:
    with pytest.raises(LookupError, match="no text in vi"):
        mail(approved(ORDER), "vi")
