"""A file's bytes as text and back: what was read whole is written back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.file_text import read

LINES = st.lists(
    st.text(
        st.characters(
            exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufdd0\ufdd1\ufeff"
        ),
        max_size=20,
    ),
    max_size=6,
)


@given(
    LINES,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_was_read_is_written_back_byte_for_byte(
    lines: list[str], encoding: str, end: str
) -> None:
    data = end.join(lines).encode(encoding)
    found = read(data, "a.md")
    assert found.text == "\n".join(lines)
    assert found.whole
    assert found.encode(found.text) == data


@pytest.mark.parametrize(
    ("data", "end", "odd"),
    [
        (b"a\r\nb\r\nc\n", "\r\n", 1),
        (b"a\nb\nc\r\n", "\n", 1),
        (b"a\rb\rc\n", "\r", 1),
        (b"a\nb\r\n", "\n", 1),
        (b"a\r\r\nb\r\n", "\r\n", 1),
        ("a\u2028b\nc".encode(), "\n", 1),
        (b"a", "\n", 0),
    ],
)
def test_line_ends_that_differ_are_counted_and_written_as_most(
    data: bytes, end: str, odd: int
) -> None:
    found = read(data, "a.md")
    assert (found.line_end, found.odd_ends, found.whole) == (end, odd, not odd)
    assert found.encode(found.text) == found.text.replace("\n", end).encode()


@given(st.binary(max_size=60).filter(lambda data: b"\x00" not in data))
def test_any_bytes_give_text_or_are_refused_and_never_a_surprise(data: bytes) -> None:
    found = read(data, "a.md")
    assert found.encode(found.text) == data or not found.whole
    assert "\r" not in found.text


@pytest.mark.parametrize(
    ("data", "text", "guessed", "unreadable"),
    [
        (b"caf\xe9 \x93x\x94", "café “x”", True, 0),
        ("größer, größer".encode() + b"\xff", "größer, größer\ufffd", False, 1),
        (b"a\x81", "a\ufffd", True, 1),
        ("café".encode() + b" \xff and \xfe.", "café \ufffd and \ufffd.", False, 2),
        ("café, ”x”".encode() + b" \xff\xff\xff\xff", "café, ”x” " + "\ufffd" * 4, False, 4),
        ("„Spaß“ mit Öl".encode("cp1252"), "„Spaß“ mit Öl", True, 0),
        ("«CAFÉ» à côté".encode("cp1252"), "«CAFÉ» à côté", True, 0),
    ],
)
def test_what_does_not_say_its_encoding_is_read_as_well_as_can_be(
    data: bytes, text: str, *, guessed: bool, unreadable: int
) -> None:
    found = read(data, "a.md")
    assert (found.text, found.guessed, found.unreadable) == (text, guessed, unreadable)
    assert not found.whole


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("in\u202evisible\u202c and par\u200bted, \u2060twice\ufeff", 5),
        ("می\u200cخواهم", 0),
        ("\u200fמה? \u200eOK\u200f", 0),
        ("👩\u200d👩\u200d👧", 0),
        ("ภาษา\u200bไทย", 0),
    ],
)
def test_what_nobody_sees_is_kept_and_counted_unless_a_language_needs_it(
    text: str, count: int
) -> None:
    found = read(text.encode(), "a.md")
    assert (found.text, found.invisible, found.whole) == (text, count, True)
    assert found.encode(found.text) == text.encode()
