"""QR codes against the examples of ISO/IEC 18004, and against codes that a reader has read."""

import hashlib

import pytest

from service.qr_code import _FORMAT_DIVISOR, _FORMAT_MASK, _VERSION_DIVISOR, _check_bits, qr_code
from service.qr_codewords import TooLong, _remainder, capacity, codewords

ADDRESS = "otpauth://totp/Hansho:Ann?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567&issuer=Hansho"


def drawn(text: str) -> list[str]:
    return ["".join("#" if dark else "." for dark in row) for row in qr_code(text)]


def test_the_remainder_of_the_standard_s_example():
    """Annex I: "01234567" as version 1-M."""
    data = bytes.fromhex("10200c566180ec11ec11ec11ec11ec11")

    assert _remainder(data, 10).hex() == "a524d4c1ed36c7872c55"


def test_the_check_bits_of_the_standard_s_examples():
    """Annex C: level M, mask 5. Annex D: version 7."""
    mask_5 = (5 << 10 | _check_bits(5, 10, _FORMAT_DIVISOR)) ^ _FORMAT_MASK
    version_7 = 7 << 12 | _check_bits(7, 12, _VERSION_DIVISOR)

    assert (f"{mask_5:015b}", f"{version_7:018b}") == ("100000011001110", "000111110010010100")


@pytest.mark.parametrize(
    ("version", "total"), [(1, 26), (2, 44), (6, 172), (7, 196), (14, 581), (20, 1085)]
)
def test_a_code_has_as_many_codewords_as_table_1_says(version: int, total: int):
    assert capacity(version) == total


@pytest.mark.parametrize(
    ("length", "version"), [(14, 1), (15, 2), (106, 6), (107, 7), (180, 9), (181, 10), (666, 20)]
)
def test_the_smallest_code_that_holds_the_text_is_taken(length: int, version: int):
    """Table 7, byte mode, level M."""
    made, content = codewords("x" * length)

    assert (made, len(content), len(qr_code("x" * length))) == (
        version,
        capacity(version),
        17 + 4 * version,
    )


def test_what_does_not_fit_is_refused():
    with pytest.raises(TooLong):
        qr_code("x" * 667)


@pytest.mark.parametrize("length", [1, 150])
def test_a_code_has_its_three_finders(length: int):
    rows = drawn("x" * length)

    corners = [
        [row[:8] for row in rows[:8]],
        [row[:-9:-1] for row in rows[:8]],
        [row[:8] for row in rows[:-9:-1]],
    ]
    finder = ["#######.", "#.....#.", *["#.###.#."] * 3, "#.....#.", "#######.", "........"]
    assert corners == [finder] * 3


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        ("HANSHO", "341a1ce500ce9028"),
        (ADDRESS, "2b7a3bff32742887"),
        ("湊浜" * 60, "d1a903f65faa13b9"),
    ],
)
def test_codes_stay_as_a_reader_has_read_them(text: str, digest: str):
    """zxing-cpp 3.1 read each of these as its text."""
    picture = "\n".join(drawn(text))

    assert hashlib.sha256(picture.encode()).hexdigest()[:16] == digest
